"""What a Windows package cannot carry is refused before anything is compiled."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest

from tests.installers.stand_in import FILES, make_tree
from windows.harvest import WIX, TreeNotFit, component_guid, harvest, identifier, tree_files


def test_every_file_is_found_in_one_order(tmp_path: Path) -> None:
    assert [str(path) for path in tree_files(make_tree(tmp_path))] == sorted(
        FILES, key=lambda name: Path(name)
    )


def test_ids_are_short_enough_and_depend_on_nothing_but_the_path(tmp_path: Path) -> None:
    path = PurePosixPath("_internal/PySide6/Qt6Core.dll")
    assert len(identifier("c", path)) <= 72
    # Windows' file names have no case: neither has an id.
    assert component_guid(path) == component_guid(PurePosixPath(str(path).upper()))
    assert component_guid(path) != component_guid(path.with_name("Qt6Gui.dll"))
    first, second = make_tree(tmp_path / "a"), make_tree(tmp_path / "b")
    assert harvest(first, "tree") == harvest(second, "tree")


def test_folders_nest_as_in_the_tree(tmp_path: Path) -> None:
    root = ET.fromstring(harvest(make_tree(tmp_path), "tree"))  # noqa: S314 - our own text
    found = set()

    def walk(element: ET.Element, prefix: str) -> None:
        for child in element:
            if child.tag == f"{{{WIX}}}Directory":
                walk(child, f"{prefix}{child.get('Name')}/")
            elif child.tag == f"{{{WIX}}}Component":
                file = child.find(f"{{{WIX}}}File")
                assert file is not None
                found.add(f"{prefix}{file.get('Name')}")

    for reference in root.iter(f"{{{WIX}}}DirectoryRef"):
        walk(reference, "")
    assert found == set(FILES)


@pytest.mark.parametrize(
    "name",
    ["放射.txt", "a:b", "what?", "con", "NUL.txt", "ends.", "ends ", "a" * 201, "tab\there", "a|b"],
)
def test_names_that_windows_has_not(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(TreeNotFit):
        tree_files(tmp_path)


def test_two_names_that_are_one_on_windows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "A.txt").touch()
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system's names have no case")
    with pytest.raises(TreeNotFit, match="same file"):
        tree_files(tmp_path)


def test_links_and_empty_trees(tmp_path: Path) -> None:
    with pytest.raises(TreeNotFit, match="no file"):
        tree_files(tmp_path)
    (tmp_path / "a").touch()
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(TreeNotFit, match="link"):
        tree_files(tmp_path)

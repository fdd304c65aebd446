"""Where files are kept, and where resources are found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.paths import locations, machine_models


def test_with_a_base_folder_everything_lies_in_it(tmp_path: Path) -> None:
    base = tmp_path / "站点"
    places = locations(base)
    for path in (
        places.data,
        places.config,
        places.logs,
        places.settings_file,
        places.feedback_database,
        places.models,
        places.window_lock,
        places.lock_marker,
    ):
        assert path.is_relative_to(base)
    assert not base.exists(), "naming places makes none"


def test_a_relative_base_folder_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    places = locations(Path("here"))
    monkeypatch.chdir(tmp_path.parent)
    assert places.data == tmp_path / "here" / "data"


def test_without_one_the_systems_own_places_are_used() -> None:
    places = locations(None)
    for path in (places.data, places.config, places.logs):
        assert path.is_absolute()
        assert "radvaluer" in str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="asks Windows, not a table")
@pytest.mark.parametrize(
    ("system", "folder"),
    [
        ("linux", "/var/lib/radvaluer/models"),
        ("darwin", "/Library/Application Support/radvaluer/models"),
    ],
)
def test_the_machines_models_lie_where_nobody_can_move_them(
    system: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "PROGRAMDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    assert str(machine_models()) == folder
    assert locations(tmp_path / "base").machine_models == Path(folder)


def test_resources_are_found_or_their_lack_is_named() -> None:
    assert resource("prompts/report.toml").is_file()
    with pytest.raises(InternalError, match=r"prompts/none\.toml"):
        resource("prompts/none.toml")

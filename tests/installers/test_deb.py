"""The Debian package, built over a small stand-in tree and taken apart again."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from freeze import deb
from freeze.places import ROOT
from radvaluer_desktop import __version__

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("dpkg-deb") and shutil.which("dpkg-shlibdeps")),
    reason="needs dpkg-dev",
)


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(shutil.which("true") or "", folder / "radvaluer")  # a real ELF file, with needs
    (folder / "_internal").mkdir()
    (folder / "_internal" / "data.txt").write_text("data", "utf-8")
    (folder / "_internal" / "link.txt").symlink_to("data.txt")
    (folder / "_internal" / "data.txt").chmod(0o777)
    return folder


def _built(tree: Path, folder: Path, number: str = __version__) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deb, "BUILD", folder / "build")
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        return deb.build(tree, number, folder)


@pytest.fixture(scope="module")
def package(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tree, tmp_path_factory.mktemp("package"))


def _field(package: Path, name: str) -> str:
    return _run("dpkg-deb", "--field", package, name).strip()


def _listing(package: Path) -> dict[str, tuple[str, str]]:
    rows = (line.split(maxsplit=5) for line in _run("dpkg-deb", "-c", package).splitlines())
    return {row[5].split(" ")[0].removeprefix("./"): (row[0], row[1]) for row in rows}


def test_the_fields(package: Path) -> None:
    assert _field(package, "Package") == "radvaluer"
    assert _field(package, "Version") == deb.debian_version(__version__)
    assert _field(package, "Depends").startswith("libc6 (>=")
    assert "gnome-keyring" in _field(package, "Recommends")
    assert int(_field(package, "Installed-Size")) > 0


def test_no_script_of_ours_runs_on_anybodys_machine(package: Path, tmp_path: Path) -> None:
    _run("dpkg-deb", "--control", package, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"control", "md5sums"}


def test_only_the_program_may_be_run_and_only_root_may_write(package: Path) -> None:
    listing = _listing(package)
    assert {owner for _mode, owner in listing.values()} == {"root/root"}
    executable = {name for name, (mode, _owner) in listing.items() if mode == "-rwxr-xr-x"}
    assert executable == {"usr/lib/radvaluer/radvaluer"}
    assert listing["usr/lib/radvaluer/_internal/data.txt"][0] == "-rw-r--r--"
    assert listing["usr/bin/radvaluer"][0].startswith("l")


def test_nothing_lies_where_users_keep_files(package: Path) -> None:
    places = {name.split("/")[0] for name in _listing(package) if name}
    assert places == {"usr"}


def test_two_builds_are_equal(tree: Path, package: Path, tmp_path: Path) -> None:
    assert _built(tree, tmp_path).read_bytes() == package.read_bytes()


@pytest.mark.parametrize(
    ("older", "newer"),
    [("1.0.dev2", "1.0"), ("1.0rc1", "1.0"), ("1.0a1", "1.0b1"), ("1.0", "1.0.post1")],
)
def test_versions_are_ordered_as_pythons_are(older: str, newer: str) -> None:
    order = ("--compare-versions", deb.debian_version(older), "lt", deb.debian_version(newer))
    assert subprocess.run(["dpkg", *order], check=False).returncode == 0


def test_the_documents(package: Path, tmp_path: Path) -> None:
    _run("dpkg-deb", "-x", package, tmp_path)
    share = tmp_path / "usr" / "share"
    changes = gzip.decompress((share / "doc/radvaluer/CHANGELOG.md.gz").read_bytes())
    assert changes == (ROOT / "CHANGELOG.md").read_bytes()
    assert "THIRD-PARTY-NOTICES.txt" in (share / "doc/radvaluer/copyright").read_text("utf-8")
    metainfo = (share / "metainfo" / deb.METAINFO).read_text("utf-8")
    assert f'version="{__version__}"' in metainfo
    assert "@" not in metainfo
    entry = (share / "applications/radvaluer.desktop").read_text("utf-8")
    for line in ("Exec=radvaluer", "Icon=radvaluer", "Terminal=false"):
        assert line in entry.splitlines()
    assert (share / "icons/hicolor/scalable/apps/radvaluer.svg").is_file()

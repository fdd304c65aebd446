"""The set-up files: exact versions, no index host, a package for every library that Qt links to."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ROOT / "installers"
SCRIPTS = (*INSTALLERS.rglob("*.sh"), ROOT / ".ci" / "run")

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([A-Za-z0-9.!]+)(; sys_platform == \"(?:win32|darwin)\")?$")
NAME = re.compile(r"^[A-Za-z0-9._-]+")
# Part of every Debian system, or of the compiler's packages.
BASE_LIBRARIES = re.compile(
    r"^(ld-linux|lib(c|m|dl|pthread|rt|resolv|gcc_s|stdc\+\+|z|zstd)\.so|libQt6|libicu|libpyside6|libshiboken6)"
)

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the set-up of Linux machines")


def _pins() -> dict[str, str]:
    pins = {}
    for line in (INSTALLERS / "constraints.txt").read_text("utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text:
            match = PIN.match(text)
            assert match, f"not an exact version: {line}"
            pins[_canonical(match[1])] = match[2]
    return pins


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_scripts_are_sound() -> None:
    check = ["shellcheck"] if shutil.which("shellcheck") else ["bash", "-n"]
    for script in SCRIPTS:
        subprocess.run([*check, str(script)], check=True)


def test_constraints_pin_exactly_and_name_no_host() -> None:
    text = (INSTALLERS / "constraints.txt").read_text("utf-8")
    assert len(_pins()) > 50
    assert "://" not in text
    assert "--" not in text


def test_every_requirement_has_a_pin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    requirements = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["export"],
        *project["project"]["optional-dependencies"]["evaluate"],
        *project["project"]["optional-dependencies"]["train"],
        *project["dependency-groups"]["test"],
        *project["dependency-groups"]["freeze"],
    ]
    wanted = {_canonical(match[0]) for text in requirements if (match := NAME.match(text))}
    assert wanted - _pins().keys() == set()


def test_the_environment_of_the_tests_has_the_pinned_versions() -> None:
    from importlib.metadata import distributions

    pins = _pins()
    del pins["setuptools"]  # Python 3.11's venv brings its own; only torch asks for more
    installed = {_canonical(found.name): found.version for found in distributions()}
    other = {
        name: (version, pins[name])
        for name, version in installed.items()
        if name in pins and version.partition("+")[0] != pins[name]
    }
    assert other == {}


def test_usage_is_told() -> None:
    for arguments in ([], ["everything"], ["run", "test"]):
        done = subprocess.run(
            [str(INSTALLERS / "setup.sh"), *arguments], capture_output=True, text=True
        )
        assert done.returncode == 2
        assert "run|test|train" in done.stderr


@linux_only
def test_every_library_that_qt_links_to_has_its_package() -> None:
    readelf = shutil.which("readelf")
    if readelf is None:
        pytest.skip("readelf (binutils) is not here")
    folder = Path(PySide6.__file__).parent / "Qt"
    files = [folder / "lib" / f"lib{name.replace('Qt', 'Qt6', 1)}.so.6" for name in _qt_modules()]
    files += [folder / "lib" / "libQt6XcbQpa.so.6", folder / "lib" / "libQt6DBus.so.6"]
    for plugins in ("platforms/libqxcb.so", "xcbglintegrations/*.so", "iconengines/*.so"):
        files += sorted((folder / "plugins").glob(plugins))
    listed = set(re.findall(r"^\S*?(lib\S+\.so\.\d+) ", _script_text(), re.MULTILINE))
    out = subprocess.run(
        [readelf, "-d", *map(str, files)], check=True, capture_output=True, text=True
    ).stdout
    needed = set(re.findall(r"\(NEEDED\).*\[(.+?)\]", out))
    unlisted = {name for name in needed - listed if not BASE_LIBRARIES.match(name)}
    # glib's thread library lies in glib's own package; brotli's comes with freetype's
    assert unlisted - {"libgthread-2.0.so.0", "libbrotlidec.so.1", "libbrotlicommon.so.1"} == set()


def _script_text() -> str:
    return (INSTALLERS / "setup.sh").read_text("utf-8").replace("window_libraries='", "")


def _qt_modules() -> set[str]:
    """The Qt modules that the program imports, and those that these bring with them."""
    names = {"QtCore", "QtGui", "QtWidgets"}
    for path in (ROOT / "radvaluer_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                names.add((node.module or "").split(".")[1])
    return names

"""Freezes the program into ``build/frozen/radvaluer/``."""

from __future__ import annotations

import filecmp
import os
import shutil
import sys
from pathlib import Path

from freeze.environment import make_environment
from freeze.places import (
    BUILD,
    INSTALLERS,
    PROGRAM,
    TREE,
    environment_python,
    run,
    say,
    source_date,
)


def main() -> None:
    """Make the environment, freeze it, and tidy the tree."""
    make_environment()
    say("freezing")
    shutil.rmtree(TREE, ignore_errors=True)
    # Sets and dictionaries in a fixed order and one date for all: two builds are then equal.
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(source_date())}
    run(
        *(environment_python(), "-P", "-m", "PyInstaller", "--noconfirm", "--clean"),
        *("--log-level", "WARN", "--distpath", TREE.parent, "--workpath", BUILD / "freeze"),
        INSTALLERS / "freeze" / "radvaluer.spec",
        env=env,
    )
    if os.name != "nt":
        link_copies(TREE / "_internal" / "llama_cpp" / "lib")
    if sys.platform == "linux":
        strip_debugging(TREE / "_internal")
    say(f"{PROGRAM}: {size(TREE) / 1e6:.0f} MB in {sum(1 for _ in files(TREE))} files")


def link_copies(folder: Path) -> None:
    """Make symbolic links of equal libraries: a wheel holds ``libX.so.0.1`` three times over.

    The longest name, which has the whole version, stays a file.
    """
    for path in sorted(folder.glob("*.so*"), key=lambda path: len(path.name)):
        for other in folder.glob(f"{path.name}.*"):
            if not path.is_symlink() and filecmp.cmp(path, other, shallow=False):
                path.unlink()
                path.symlink_to(other.name)


def strip_debugging(folder: Path) -> None:
    """Take debugging sections out of libraries that have any: half of Python's own, for one.

    Wheels with a folder ``NAME.libs`` were changed after linking; ``strip`` would break them.
    """
    for path in files(folder):
        package = path.relative_to(folder).parts[0]
        changed = package.endswith(".libs") or (folder / f"{package}.libs").exists()
        if ".so" in path.name and not changed and b".debug_info\0" in path.read_bytes():
            run("strip", "--strip-debug", path)


def files(folder: Path) -> list[Path]:
    """Every file under ``folder``, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def size(folder: Path) -> int:
    """Bytes of all files under ``folder``."""
    return sum(path.stat().st_size for path in files(folder))

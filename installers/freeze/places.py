"""Where the build reads and writes, and how it calls other programs. Standard library only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ROOT / "installers"
CONSTRAINTS = INSTALLERS / "constraints.txt"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
ENVIRONMENT = ROOT / ".venv-freeze"
TREE = BUILD / "frozen" / "radvaluer"

_SUFFIX = ".exe" if sys.platform == "win32" else ""
PROGRAM = TREE / f"radvaluer{_SUFFIX}"


class BuildFailed(Exception):
    """A step cannot go on; the text says why, in words for the person who builds."""


def environment_python() -> Path:
    """The Python of the clean environment."""
    folder = "Scripts" if sys.platform == "win32" else "bin"
    return ENVIRONMENT / folder / f"python{_SUFFIX}"


def version() -> str:
    """The program's version, read from its source."""
    text = (ROOT / "radvaluer_desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if not found:
        raise BuildFailed("radvaluer_desktop/__init__.py names no version")
    return found[1]


def source_date() -> int:
    """The date that every file of a package carries: SOURCE_DATE_EPOCH, else the last commit's."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    return int(output("git", "-C", str(ROOT), "log", "-1", "--format=%ct"))


def say(text: str) -> None:
    """Tell the person who builds."""
    print(f"build: {text}", flush=True)


def run(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run a command, its output to the terminal; raise BuildFailed where it fails."""
    done = subprocess.run([str(part) for part in command], env=env, cwd=cwd, check=False)
    if done.returncode != 0:
        raise BuildFailed(f"{Path(command[0]).name} ended with {done.returncode}")


def output(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run a command and return what it printed; raise BuildFailed where it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        env=env,
        cwd=cwd,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        raise BuildFailed(
            f"{Path(command[0]).name} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout.strip()

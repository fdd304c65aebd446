"""The frozen program against the source tree: sizes, and how soon each has a window and a draft.

    python installers/build.py freeze
    installers/run_tests.sh measure tests.bench.frozen

Launches alternate, so that whatever else the machine does falls on both alike. The first launch of
each warms the disk's cache and is not counted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.window import line
from tests.e2e.desktop import SOURCE, Desktop

ROOT = Path(__file__).resolve().parents[2]
TREE = ROOT / "build" / "frozen" / "radvaluer"
PROGRAMS: dict[str, Sequence[str]] = {"frozen": (str(TREE / "radvaluer"),), "source": SOURCE}
LAUNCHES = 11
REPORT = "There is a small right pleural effusion. No pneumothorax."
MEGABYTE = 1_000_000


def launch(program: Sequence[str], basedir: Path) -> tuple[float, float]:
    """Start the window; seconds until it takes keys, and until its first draft is complete."""
    started = time.monotonic()
    with Desktop(basedir, "--example", program=program) as desktop:
        to_window = time.monotonic() - started
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        return to_window, time.monotonic() - started


def draft(program: Sequence[str]) -> float:
    """Seconds for one draft from the command line, start and model and all."""
    started = time.monotonic()
    command = [*program, "draft", "-"]
    subprocess.run(command, input=REPORT, text=True, check=True, capture_output=True)
    return time.monotonic() - started


def sizes() -> None:
    """Print how large the tree and its package are."""
    files = [path for path in TREE.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) / MEGABYTE
    print(f"{'frozen tree':<42} {size:.0f} MB in {len(files)} files")
    for package in sorted((ROOT / "dist").glob("*.deb")):
        print(f"{package.name:<42} {package.stat().st_size / MEGABYTE:.0f} MB")


def main() -> None:
    """Measure and print."""
    if not TREE.exists():
        sys.exit("nothing is frozen: run 'python installers/build.py freeze' first")
    sizes()
    windows: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    drafts: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    commands: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(LAUNCHES + 1):
            for name, program in PROGRAMS.items():
                to_window, to_draft = launch(program, Path(folder) / name)
                to_command = draft(program)
                if number:
                    windows[name].append(to_window)
                    drafts[name].append(to_draft)
                    commands[name].append(to_command)
    for name in PROGRAMS:
        line(f"{name}: launch to a window that takes keys", windows[name], "s")
        line(f"{name}: launch to the first complete draft", drafts[name], "s")
        line(f"{name}: radvaluer draft", commands[name], "s")


if __name__ == "__main__":
    main()

"""Scaled screens, and two of different scale beside each other: sharp, and nothing cut off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Screen = tuple[int, int, float]  # width and height in points, pixels for each


def shown(folder: Path, *screens: Screen, factor: str = "1") -> list[list[object]]:
    """What the program saw on ``screens``, which lie beside each other."""
    left, described = 0, []
    for number, (width, height, ratio) in enumerate(screens):
        described.append(
            {
                "name": f"screen{number}",
                "x": left,
                "y": 0,
                "width": width,
                "height": height,
                "logicalDpi": round(96 * ratio),
                "logicalBaseDpi": 96,
            }
        )
        left += width
    file = folder / "screens.json"
    file.write_text(json.dumps({"screens": described}), "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "tests.gui.scaled_program", str(folder)],
        cwd=ROOT,
        env=os.environ
        | {"QT_QPA_PLATFORM": f"offscreen:configfile={file}", "QT_SCALE_FACTOR": factor},
        capture_output=True,
        timeout=120,
        check=True,
    )
    seen: list[list[object]] = json.loads(run.stdout.splitlines()[-1])
    return seen


@pytest.mark.parametrize("factor", ["1", "2", "3"])
def test_nothing_is_cut_off_on_a_scaled_screen(tmp_path: Path, factor: str) -> None:
    seen = shown(tmp_path, (1366 * int(factor), 768 * int(factor), 1.0), factor=factor)
    assert [cut for *_where, cut in seen] == [[], []]
    assert {ratio for _screen, _language, ratio, _cut in seen} == {float(factor)}


def test_two_screens_of_different_scale(tmp_path: Path) -> None:
    seen = shown(tmp_path, (1366, 768, 1.0), (1366, 768, 2.0))
    assert [cut for *_where, cut in seen] == [[], [], [], []]
    assert [ratio for _screen, _language, ratio, _cut in seen] == [1.0, 1.0, 2.0, 2.0]

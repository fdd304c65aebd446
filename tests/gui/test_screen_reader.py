"""What a screen reader sees and hears of the window, over the real bus of accessibility."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
pytestmark = pytest.mark.skipif(
    not _LAUNCHER.exists() or shutil.which("dbus-run-session") is None,
    reason="needs AT-SPI and a bus of its own",
)
_WITHOUT_NAMES = {"filler", "panel", "split pane", "scroll pane", "separator", "status bar"}


def test_a_screen_reader_finds_names_and_hears_of_a_draft(tmp_path: Path) -> None:
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.gui.screen_reader", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        timeout=90,
        check=True,
    )
    seen = json.loads(run.stdout.splitlines()[-1])
    named = {name for _role, name, _focusable in seen["tree"]}
    assert {"Findings", "Impression", "Study", "Modality", "Indication"} <= named
    roles = {role for role, _name, _focusable in seen["tree"]}
    assert {"frame", "menu bar", "text", "combo box"} <= roles | {"button"}
    nameless = [
        role
        for role, name, focusable in seen["tree"]
        if focusable and not name.strip() and role not in _WITHOUT_NAMES
    ]
    assert nameless == []
    assert seen["said"] == ["Draft begun", "Draft complete"]

"""Small versions of what ``make store-kill`` and ``make store-damage`` do at length."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal, and forks")


@pytest.mark.parametrize(("module", "says"), [("store_kill", "12 kills"), ("store_damage", "cut")])
def test_in_small(module: str, says: str) -> None:
    command = [sys.executable, "-m", f"tests.soak.{module}", "--times", "12", "--seed", "3"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert says in ended.stdout

"""The program started twice: one window for one store."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.e2e.desktop import Desktop, command_line, run

HUNG = "did not answer"


def start_again(basedir: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "radvaluer_desktop", "--basedir", str(basedir)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def basedir(tmp_path: Path, no_session_bus: None) -> Path:
    """A base folder without a keyring: nothing asks for one."""
    return tmp_path / "base"


@pytest.mark.row("window-second", "window-hung", "window-other-basedir")
def test_a_second_start_shows_the_first_window_or_says_that_it_hangs(
    basedir: Path, tmp_path: Path
) -> None:
    with Desktop(basedir) as first:
        first.type("Typed before.")
        assert command_line(basedir).returncode == 0
        assert first.process.poll() is None
        with Desktop(tmp_path / "other") as other:
            assert {first.process.poll(), other.process.poll()} == {None}
        psutil.Process(first.process.pid).suspend()
        started = time.monotonic()
        with start_again(basedir) as second:
            try:
                close_message(second)
                assert second.wait(30) == 6
                assert time.monotonic() - started > 5
                assert second.stderr is not None
                assert HUNG in second.stderr.read()
            finally:
                second.kill()
        psutil.Process(first.process.pid).resume()
        assert command_line(basedir).returncode == 0
        first.key("ctrl+a", "ctrl+c")
        assert first.copied() == "Typed before."


def close_message(program: subprocess.Popen[str]) -> None:
    """Wait for the message of ``program`` and press Enter in it."""
    search = ["xdotool", "search", "--sync", "--onlyvisible", "--all", "--pid", str(program.pid)]
    (window, *_) = run(*search, "--name", "RadValuer Desktop").split()
    run("xdotool", "windowfocus", "--sync", window)
    run("xdotool", "key", "Return")


@pytest.mark.row("window-killed")
def test_a_killed_window_is_in_nobodys_way(basedir: Path) -> None:
    with Desktop(basedir) as first:
        first.process.kill()
        first.process.wait()
        assert (basedir / "data" / "window.lock").exists()
    with Desktop(basedir) as second:
        assert second.process.poll() is None
        second.key("ctrl+q")
        assert second.process.wait(20) == 0

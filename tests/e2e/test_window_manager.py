"""The window among others, under a window manager: openbox."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, command_line, run, wait_until

FINDINGS = "There is patchy opacity in the right lower lobe. Small right pleural effusion."

pytestmark = pytest.mark.skipif(not shutil.which("openbox"), reason="needs openbox")


@pytest.fixture
def basedir(tmp_path: Path, no_session_bus: None) -> Path:
    """A base folder without a keyring: nothing asks for one."""
    return tmp_path / "base"


@pytest.fixture(autouse=True)
def window_manager(no_session_bus: None, tmp_path: Path) -> Iterator[None]:
    command = ["openbox", "--sm-disable", "--config-file", "/dev/null"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as manager:
        try:
            wait_until(_is_managed, "the window manager")
            yield
        finally:
            manager.terminate()


def _is_managed() -> bool:
    asked = ["xdotool", "get_num_desktops"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def active() -> str:
    answer = subprocess.run(
        ["xdotool", "getactivewindow"], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def activate(desktop: Desktop) -> None:
    run("xdotool", "windowactivate", "--sync", desktop.window)
    wait_until(lambda: active() == desktop.window, "the window to be active")


def place(desktop: Desktop) -> list[str]:
    return run("xdotool", "getwindowgeometry", "--shell", desktop.window).splitlines()[1:5]


def test_a_draft_that_ends_takes_no_keyboard_and_a_second_start_does(
    basedir: Path, tmp_path: Path
) -> None:
    with Desktop(basedir) as first, Desktop(tmp_path / "other") as other:
        activate(first)
        first.type(FINDINGS)
        first.key("F5")
        activate(other)
        first.wait_for_title("draft complete")
        other.type("Typed elsewhere.")
        assert active() == other.window
        assert other.copied() == "Typed elsewhere."
        assert command_line(basedir).returncode == 0
        wait_until(lambda: active() == first.window, "the first window to be raised")
        assert first.copied() == FINDINGS
        run("xdotool", "windowminimize", "--sync", first.window)
        wait_until(lambda: active() != first.window, "the window to go")
        assert command_line(basedir).returncode == 0
        wait_until(lambda: active() == first.window, "the window to come back")
        first.key("End")
        first.type(" Stable.")
        assert first.copied() == f"{FINDINGS} Stable."


def test_a_closed_dialog_gives_the_keyboard_back(basedir: Path) -> None:
    with Desktop(basedir) as desktop:
        activate(desktop)
        for key in ("F1", "ctrl+comma", "ctrl+m"):
            desktop.key(key)
            wait_until(lambda: active() not in ("", desktop.window), f"the window of {key}")
            desktop.key("Escape")
            wait_until(lambda: active() == desktop.window, f"the end of {key}")
        desktop.type("Typed after.")
        assert desktop.copied() == "Typed after."


def test_the_window_comes_back_where_it_was(basedir: Path) -> None:
    places = []
    for number in range(3):
        with Desktop(basedir) as desktop:
            activate(desktop)
            if number == 0:
                run("xdotool", "windowsize", "--sync", desktop.window, "1100", "700")
                run("xdotool", "windowmove", "--sync", desktop.window, "200", "150")
            places.append(place(desktop))
            desktop.key("ctrl+q")
            assert desktop.process.wait(20) == 0
    assert places[0] == places[1] == places[2]

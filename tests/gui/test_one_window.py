"""One window for one store, asked for by other processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui import one_window
from radvaluer_desktop.gui.one_window import OneWindow
from radvaluer_desktop.paths import locations

_CLAIM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from radvaluer_desktop.gui.one_window import OneWindow
from radvaluer_desktop.paths import locations
qt = QApplication([])
sys.exit(0 if OneWindow(locations(Path(sys.argv[1]))).claim() else 10)
"""
LONG = "很长 的 '名字' \"" + "x" * 205


def claim_elsewhere(qtbot: QtBot, base: Path) -> int:
    """Claim the window in another process while this one goes on; return its exit code."""
    with subprocess.Popen([sys.executable, "-c", _CLAIM, str(base)]) as other:
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
        return int(other.returncode)


@pytest.fixture(params=["base", LONG], ids=["short", "240 bytes"])
def base(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / str(request.param)


@pytest.fixture
def first(qtbot: QtBot, base: Path) -> Iterator[OneWindow]:
    claimed = OneWindow(locations(base))
    assert claimed.claim()
    yield claimed
    claimed.release()


def test_the_window_is_raised_for_the_second(
    qtbot: QtBot, qapp: object, base: Path, first: OneWindow
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    first.serve(window)
    assert claim_elsewhere(qtbot, base) == 10
    assert not window.isMinimized()
    assert window.isVisible()


@pytest.mark.row("window-closing")
def test_who_comes_while_the_window_closes_gets_one_of_its_own(
    qtbot: QtBot, base: Path, first: OneWindow
) -> None:
    with subprocess.Popen([sys.executable, "-c", _CLAIM, str(base)]) as other:
        qtbot.wait(1500)
        assert other.poll() is None
        first.release()
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
        assert other.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no modes")
def test_the_socket_is_for_its_owner_alone(base: Path, first: OneWindow) -> None:
    name = Path(first._server.fullServerName())
    assert name.is_socket()
    assert name.stat().st_mode & 0o077 == 0
    assert name.parent.stat().st_mode & 0o077 == 0
    assert len(os.fsencode(name)) < 100
    first.release()
    assert not name.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folders")
def test_a_folder_that_others_prepared_is_not_used(tmp_path: Path) -> None:
    mine, open_to_all, link = (tmp_path / name for name in ("mine", "open", "link"))
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    link.symlink_to(tmp_path)
    assert one_window._is_private(mine)
    assert one_window._is_private(mine)
    assert not one_window._is_private(open_to_all)
    assert not one_window._is_private(link)

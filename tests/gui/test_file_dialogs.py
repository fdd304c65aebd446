"""Qt's own file dialog, opened for real, leaves no folder's name behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui import file_dialogs
from radvaluer_desktop.gui.file_dialogs import ask_for_files

_FORMAT, _USER = QSettings.Format.NativeFormat, QSettings.Scope.UserScope


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """The file in which Qt's dialogs remember, for this test alone."""
    before = Path(QSettings(_USER, "QtProject").fileName()).parent
    QSettings.setPath(_FORMAT, _USER, str(tmp_path / "config"))
    yield tmp_path / "config" / "QtProject.conf"
    QSettings.setPath(_FORMAT, _USER, str(before))


def leave_dialogs() -> None:
    """Close each file dialog that is open, as its button does."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QFileDialog):
            widget.reject()


@pytest.fixture
def leaving(qtbot: QtBot) -> Iterator[None]:
    """Somebody who leaves every dialog a moment after it was opened."""
    del qtbot
    timer = QTimer()
    timer.timeout.connect(leave_dialogs)
    timer.start(50)
    yield
    timer.stop()


@pytest.mark.usefixtures("leaving")
def test_no_folder_is_remembered(
    qtbot: QtBot, memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "Miller Jane 1954"
    named.mkdir()
    monkeypatch.chdir(named)
    window = QWidget()
    qtbot.addWidget(window)
    QFileDialog.getOpenFileNames(window, "seen", str(named))
    assert "Miller" in memory.read_text(encoding="utf-8"), "Qt would remember it"
    memory.unlink()
    assert ask_for_files(window, "not seen") == []
    assert "Miller" not in memory.read_text(encoding="utf-8")


@pytest.mark.usefixtures("leaving")
def test_what_other_programs_remember_stays(qtbot: QtBot, memory: Path) -> None:
    others = QSettings(_USER, "QtProject")
    others.setValue("FileDialog/lastVisited", "file:///somewhere")
    others.sync()
    window = QWidget()
    qtbot.addWidget(window)
    ask_for_files(window, "not seen")
    assert "lastVisited=file:///somewhere" in memory.read_text(encoding="utf-8")


def test_no_other_file_opens_one() -> None:
    gui = Path(file_dialogs.__file__).parent
    users = [
        file.name for file in gui.rglob("*.py") if "QFileDialog" in file.read_text(encoding="utf-8")
    ]
    assert users == ["file_dialogs.py"]

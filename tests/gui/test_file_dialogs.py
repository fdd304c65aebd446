"""Qt's own file dialog, opened for real, leaves no folder's name behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui import file_dialogs
from radvaluer_desktop.gui.file_dialogs import ask_for_files
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.gui.translation import Translation

_ENGLISH = re.compile("[A-Za-z]{2}")
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


@pytest.mark.parametrize("mode", QFileDialog.FileMode)
def test_in_chinese_the_dialog_of_qt_speaks_chinese_alone(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, mode: QFileDialog.FileMode
) -> None:
    (tmp_path / "甲").mkdir()
    translation = Translation(qapp)
    translation.use("zh")
    dialog = QFileDialog(None, "标题", str(tmp_path), "表 (*.表)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.show()
    files = dialog.findChild(QTreeView, "treeView")
    assert files is not None
    model = files.model()
    qtbot.waitUntil(lambda: model.rowCount(files.rootIndex()) == 1)
    kind = model.index(0, 2, files.rootIndex()).data()
    headers = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    labels = [each.text() for each in dialog.findChildren(QLabel)]
    buttons = [each.text() or each.toolTip() for each in dialog.findChildren(QAbstractButton)]
    translation.use("en")
    english = [text for text in (kind, *headers, *labels, *buttons) if _ENGLISH.search(text)]
    assert english == []


def test_the_buttons_of_the_dialog_of_qt_show_their_pictures(
    qtbot: QtBot, qapp: QApplication
) -> None:
    Look(qapp)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    button = dialog.findChild(QToolButton, "toParentButton")
    assert button is not None
    QApplication.processEvents()
    picture = button.grab().toImage()
    centre = button.rect().adjusted(5, 5, -5, -5)
    colours = {
        picture.pixel(x, y)
        for x in range(centre.left(), centre.right())
        for y in range(centre.top(), centre.bottom())
    }
    assert len(colours) > 1, "an empty frame"

"""The clipboard: marked, cleared after a time, and only what is ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.reading.clipboard import Clipboard, marked
from radvaluer_desktop.gui.reading.plain_editor import PlainEditor


@pytest.fixture
def parent(qapp: object) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def on_it() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def test_histories_are_asked_to_leave_it_out() -> None:
    data = marked("双肺 clear")
    assert data.text() == "双肺 clear"
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    for name in ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"):
        kind = f'application/x-qt-windows-mime;value="{name}"'
        assert bytes(data.data(kind).data()) == bytes(4)


def test_what_is_copied_in_an_editor_is_marked_too(qtbot: QtBot) -> None:
    editor = PlainEditor()
    qtbot.addWidget(editor)
    editor.setPlainText("Clear lungs.\nNo effusion.")
    editor.selectAll()
    editor.copy()
    assert on_it().text() == "Clear lungs.\nNo effusion."
    assert on_it().hasFormat("x-kde-passwordManagerHint")


def test_it_is_cleared_after_its_time(qtbot: QtBot, parent: QObject) -> None:
    clipboard = Clipboard(1, parent)
    clipboard.copy("Clear lungs.")
    assert on_it().text() == "Clear lungs."
    qtbot.waitUntil(lambda: not on_it().text(), timeout=5000)


def test_what_came_after_it_is_left_alone(qtbot: QtBot, parent: QObject) -> None:
    clipboard = Clipboard(1, parent)
    clipboard.copy("Clear lungs.")
    qtbot.wait(700)
    clipboard.copy("No effusion.")  # its own second begins now
    qtbot.wait(600)
    assert on_it().text() == "No effusion."
    qtbot.waitUntil(lambda: not on_it().text(), timeout=5000)


def test_without_a_time_it_stays(qtbot: QtBot, parent: QObject) -> None:
    clipboard = Clipboard(0, parent)
    clipboard.copy("Clear lungs.")
    qtbot.wait(50)
    clipboard.shut_down()
    assert on_it().text() == "Clear lungs."


def test_the_end_of_the_program_clears_what_was_to_be_cleared(
    qtbot: QtBot, parent: QObject
) -> None:
    clipboard = Clipboard(60, parent)
    clipboard.copy("Clear lungs.")
    qtbot.waitUntil(clipboard._timer.isActive)
    clipboard.shut_down()
    assert not on_it().text()

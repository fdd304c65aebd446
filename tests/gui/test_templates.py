"""Findings templates in the window: by keys from the list to the last gap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.inference.scripted import ScriptedEngine
from tests.gui.test_shaping import front, press, typed

Key = Qt.Key
Modifier = Qt.KeyboardModifier


def insert(qtbot: QtBot, window: MainWindow, words: str) -> None:
    front(qtbot, window)
    window.findings.editor.setFocus()
    press(window, Key.Key_T, Modifier.ControlModifier)
    typed(words)
    press(window, Key.Key_Return)


def selected(window: MainWindow) -> str:
    return window.findings.editor.textCursor().selectedText()


def test_letters_narrow_the_list_and_enter_inserts(qtbot: QtBot, window: MainWindow) -> None:
    insert(qtbot, window, "knee")
    assert "Menisci: ‹menisci›" in window.findings.text()
    assert selected(window) == "‹indication›"
    assert QApplication.focusWidget() is window.findings.editor


def test_tab_goes_from_gap_to_gap_and_then_on(qtbot: QtBot, window: MainWindow) -> None:
    insert(qtbot, window, "chest radiograph")
    seen = [selected(window)]
    for _ in range(20):
        press(window, Key.Key_Tab)
        if QApplication.focusWidget() is not window.findings.editor:
            break
        seen.append(selected(window))
    assert seen[:3] == ["‹indication›", "‹comparison›", "‹lines and devices›"]
    assert len(seen) == 7
    assert QApplication.focusWidget() is not window.findings.editor


def test_typing_fills_a_gap(qtbot: QtBot, window: MainWindow) -> None:
    insert(qtbot, window, "chest radiograph")
    typed("Cough")
    press(window, Key.Key_Tab)
    assert window.findings.text().startswith("INDICATION: Cough\n")
    assert selected(window) == "‹comparison›"


def test_undo_takes_a_template_out_in_one_step(qtbot: QtBot, window: MainWindow) -> None:
    window.findings.editor.insertPlainText("Typed. ")
    insert(qtbot, window, "head")
    press(window, Key.Key_Z, Modifier.ControlModifier)
    assert window.findings.text() == "Typed. "


def test_the_arrows_choose_and_escape_closes(qtbot: QtBot, window: MainWindow) -> None:
    front(qtbot, window)
    press(window, Key.Key_T, Modifier.ControlModifier)
    row = window.shaping.templating.row
    first = row.list.currentRow()
    press(window, Key.Key_Down)
    assert row.list.currentRow() == first + 1
    press(window, Key.Key_Escape)
    assert not row.isVisible()
    assert not window.findings.text()


def test_open_gaps_are_named_before_a_draft_and_then_left_out(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    insert(qtbot, window, "chest radiograph")
    for _ in range(3):
        press(window, Key.Key_Tab)
    typed("Clear lungs.")
    press(window, Key.Key_F5)
    assert "Gaps of the template are open: 6" in window.notice.text()
    assert not engine.prompts
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
        press(window, Key.Key_F5)
    assert "‹" not in window.findings.text()
    assert "Lungs: Clear lungs." in window.findings.text()
    assert "Pleura" not in window.findings.text()
    window.findings.editor.setFocus()
    press(window, Key.Key_Z, Modifier.ControlModifier)
    assert "‹pleura›" in window.findings.text()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_begins_with_the_language_that_is_written(
    qtbot: QtBot, window: MainWindow, language: str
) -> None:
    text = {"en": "The lungs are clear.", "zh": "双肺未见异常。"}[language]
    front(qtbot, window)
    window.findings.editor.setPlainText(text)
    press(window, Key.Key_T, Modifier.ControlModifier)
    first = window.shaping.templating.row.list.item(0).text()
    assert {"en": "English", "zh": "中文"}[language] in first

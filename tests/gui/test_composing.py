"""A word that an input method composes, where the program ends it. Real ones: tests/e2e."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.gui import start
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.inference.scripted import ScriptedEngine
from tests.gui.test_window import DRAFT, FINDINGS, draft

WORD = "肺炎"
TABLE = "id,accession,findings\na,4711,Patchy opacity.\nb,4712,Clear lungs.\n"


@pytest.fixture
def active(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.findings.editor)
    return window


def compose(qtbot: QtBot, widget: QWidget, word: str = WORD) -> None:
    widget.setFocus()
    if isinstance(widget, QPlainTextEdit):
        widget.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(widget.hasFocus)
    QApplication.sendEvent(widget, QInputMethodEvent(word, []))


def preedit(editor: QPlainTextEdit) -> str:
    return editor.textCursor().block().layout().preeditAreaText()


def texts(window: MainWindow) -> tuple[str, str, str]:
    found = window.study.texts()
    return found.findings, found.impression, found.header.indication or ""


@pytest.fixture
def listed(qtbot: QtBot, active: MainWindow, tmp_path: Path) -> MainWindow:
    (tmp_path / "list.csv").write_text(TABLE, encoding="utf-8")
    active.worklist.opening.read([tmp_path / "list.csv"])
    qtbot.waitUntil(lambda: active.worklist.current is not None)
    return active


def test_accepting_takes_the_word_along(qtbot: QtBot, active: MainWindow) -> None:
    draft(qtbot, active)
    compose(qtbot, active.impression.editor)
    with qtbot.waitSignal(active.recording.decision_kept, timeout=10_000) as kept:
        active.commands.accept.trigger()
    assert kept.args[0].final == DRAFT + WORD
    assert QGuiApplication.clipboard().text() == DRAFT + WORD


def test_a_word_in_the_findings_is_not_left_out_of_what_is_accepted(
    qtbot: QtBot, active: MainWindow
) -> None:
    draft(qtbot, active)
    compose(qtbot, active.findings.editor)
    active.commands.accept.trigger()
    assert active.findings.text() == FINDINGS + WORD
    assert active.impression.state is DraftState.STALE


def test_a_draft_is_of_the_findings_with_the_word(
    qtbot: QtBot, active: MainWindow, engine: ScriptedEngine
) -> None:
    active.findings.editor.setPlainText(FINDINGS)
    compose(qtbot, active.findings.editor)
    active.commands.draft.trigger()
    qtbot.waitUntil(lambda: active.impression.state is DraftState.COMPLETE, timeout=10_000)
    assert any(WORD in segment.text for segment in engine.prompts[-1])


@pytest.mark.parametrize("place", ["findings", "impression", "indication"])
def test_the_word_stays_with_its_patient(qtbot: QtBot, listed: MainWindow, place: str) -> None:
    widget = {
        "findings": listed.findings.editor,
        "impression": listed.impression.editor,
        "indication": listed.header._lines["indication"],
    }[place]
    compose(qtbot, widget)
    listed.worklist.go(1)  # as after a decision is kept
    assert preedit(listed.findings.editor) == preedit(listed.impression.editor) == ""
    assert listed.findings.text() == "Clear lungs."
    assert WORD not in "".join(texts(listed))
    listed.worklist.go(-1)
    assert "".join(texts(listed)).count(WORD) == 1


def test_the_lock_keeps_the_word(
    qtbot: QtBot, active: MainWindow, application: Application
) -> None:
    active.findings.editor.setPlainText(FINDINGS)
    compose(qtbot, active.findings.editor)
    active.beside.lock.lock()

    def kept() -> bool:
        with open_store(application.locations.feedback_database, Keyring()) as store:
            typed = store.workspace()
            return typed is not None and typed.findings == FINDINGS + WORD

    qtbot.waitUntil(kept, timeout=10_000)
    active.beside.lock.screen.go.click()
    assert active.findings.text() == FINDINGS + WORD


def test_closing_keeps_the_word(qtbot: QtBot, active: MainWindow, application: Application) -> None:
    compose(qtbot, active.findings.editor)
    active.close()
    with open_store(application.locations.feedback_database, Keyring()) as store:
        typed = store.workspace()
    assert typed is not None
    assert typed.findings == WORD


def test_who_composes_while_the_store_opens_has_typed(qtbot: QtBot, active: MainWindow) -> None:
    compose(qtbot, active.findings.editor)
    active.recording.opened.emit(WorkspaceText(findings="Before."))
    assert active.findings.text() == WORD


def test_only_what_was_given_is_kept_for_after_a_crash(
    qtbot: QtBot, active: MainWindow, application: Application
) -> None:
    active.findings.editor.setPlainText(FINDINGS)
    compose(qtbot, active.findings.editor)
    typed = active.recording._typed
    assert typed is not None
    assert typed.findings == FINDINGS
    word = QInputMethodEvent()
    word.setCommitString(WORD)
    QApplication.sendEvent(active.findings.editor, word)
    typed = active.recording._typed
    assert typed is not None
    assert typed.findings == FINDINGS + WORD


def test_who_composes_is_there_and_the_window_does_not_lock(
    qtbot: QtBot, active: MainWindow, application: Application
) -> None:
    application.save_setting("lock_after_minutes", 1)
    lock = active.beside.lock
    lock.follow_settings()
    lock.idle._at -= 61
    compose(qtbot, active.findings.editor)
    lock.idle._look()
    assert not lock.is_locked
    lock.idle._at -= 61
    lock.idle._look()
    assert lock.is_locked


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, None),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({"QT_IM_MODULE": "none", "XMODIFIERS": "@im=ibus"}, None),
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus;compose"),
        ({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "compose"}, "compose"),
        ({"QT_IM_MODULE": "xim"}, "ibus;compose"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus;compose"),
        ({"XMODIFIERS": "@im=none"}, None),
        ({"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"}, None),
    ],
)
def test_an_input_method_without_a_plugin_is_reached_by_way_of_ibus(
    environment: dict[str, str], found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "environ", dict(environment))
    start._find_an_input_method()
    assert os.environ.get("QT_IM_MODULES") == found

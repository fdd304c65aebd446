"""The radiologist's own impression before the draft, in a real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.settings.layers import Choice, Configuration
from tests.gui.test_window import DRAFT, FINDINGS, accept, decisions, draft

OWN = "Pneumonia on the right, with an effusion."


@pytest.fixture
def application(application: Application) -> Application:
    choices = {**application.configuration.choices, "own_impression_first": Choice("on")}
    return replace(application, configuration=Configuration(choices))


def _ask_for_draft(window: MainWindow) -> None:
    window.findings.editor.setPlainText(FINDINGS)
    window.commands.draft.trigger()


def _drafted(qtbot: QtBot, window: MainWindow) -> None:
    window.impression.editor.setPlainText(OWN)
    draft(qtbot, window)


def test_no_draft_before_an_impression_of_ones_own(qtbot: QtBot, window: MainWindow) -> None:
    for text in ("", "  \n "):
        window.impression.editor.setPlainText(text)
        _ask_for_draft(window)
        assert "Write your own impression first" in window.notice.text()
        assert window.impression.state is DraftState.EMPTY
        assert not window.drafting.is_busy
    assert "Write your own impression here" in window.impression.editor.placeholderText()
    _drafted(qtbot, window)
    assert window.impression.text() == DRAFT
    assert window.own_first.shown.toPlainText() == OWN
    assert window.own_first.isVisible()


def test_both_are_kept_with_the_decision(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    _drafted(qtbot, window)
    accept(qtbot, window)
    assert not window.own_first.isVisible()
    draft(qtbot, window, "Other findings.")
    accept(qtbot, window)
    window.close()
    later, kept = decisions(application)
    assert (kept.own_impression, kept.draft, kept.final) == (OWN, DRAFT, DRAFT)
    assert kept.own_seconds is not None
    assert 0 <= kept.own_seconds < 60
    assert later.own_impression is None, "of a study that had been decided already"


def test_a_rejected_draft_keeps_it_too(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    _drafted(qtbot, window)
    with qtbot.waitSignal(window.recording.decision_kept, timeout=10_000):
        window.commands.reject.trigger()
        QTest.keyClick(window.sitting.deciding.reasons, Qt.Key.Key_1)
    window.close()
    (kept,) = decisions(application)
    assert kept.own_impression == OWN


def test_drafting_again_leaves_ones_own_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    _drafted(qtbot, window)
    draft(qtbot, window, f"{FINDINGS} No fracture.")
    own = window.own_first.own
    assert own is not None
    assert own.text == OWN


def test_a_new_study_begins_without(qtbot: QtBot, window: MainWindow) -> None:
    _drafted(qtbot, window)
    window.commands.new_study.trigger()
    assert window.own_first.own is None
    assert not window.own_first.isVisible()
    _ask_for_draft(window)
    assert "Write your own impression first" in window.notice.text()


def test_what_came_back_after_a_crash_is_not_taken_for_ones_own(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    _drafted(qtbot, window)
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.impression.state is DraftState.RESTORED, timeout=20_000)
    draft(qtbot, again)
    assert again.own_first.own is None


def test_the_window_says_what_is_kept(window: MainWindow) -> None:
    window._menus.kept_asked.emit()
    assert "not for reviewing anybody's performance" in window.notice.text()

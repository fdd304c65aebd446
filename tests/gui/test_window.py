from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback import records
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.translation import Translation
from radvaluer_desktop.inference.messages import StopReason
from radvaluer_desktop.inference.scripted import ScriptedEngine, crash

FINDINGS = "Patchy opacity in the right lower lobe. Small right pleural effusion."
DRAFT = "1. Right lower lobe pneumonia.\n2. Small effusion."
Key = Qt.Key


def draft(qtbot: QtBot, window: MainWindow, findings: str = FINDINGS) -> None:
    window.findings.editor.setPlainText(findings)
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
        window.commands.draft.trigger()


def shows(window: MainWindow, state: DraftState) -> bool:
    return window.impression.state is state


def decisions(application: Application) -> list[Decision]:
    with open_store(application.locations.feedback_database, Keyring()) as store:
        return list(store.decisions())


def accept(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.recording.decision_kept, timeout=10_000):
        window.commands.accept.trigger()


def test_a_draft_streams_and_is_then_editable(
    qtbot: QtBot, window: MainWindow, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText(FINDINGS)
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: window.impression.text() == "1. Right lower ")
    assert window.impression.editor.isReadOnly()
    assert shows(window, DraftState.WRITING)
    assert not window.commands.accept.isEnabled()
    held_stream.set()
    qtbot.waitUntil(lambda: shows(window, DraftState.COMPLETE))
    assert window.impression.text() == DRAFT
    assert not window.impression.editor.isReadOnly()


def test_accepting_keeps_the_decision(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    draft(qtbot, window)
    accept(qtbot, window)
    window.close()
    (kept,) = decisions(application)
    assert kept.verdict is Verdict.ACCEPTED
    assert (kept.findings, kept.draft, kept.final) == (FINDINGS, DRAFT, DRAFT)
    assert kept.edits == 0
    assert len(kept.model_sha256) == 64


def test_an_edited_impression_is_kept_as_edited(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    draft(qtbot, window)
    window.impression.editor.appendPlainText("3. Follow up.")
    accept(qtbot, window)
    window.close()
    (kept,) = decisions(application)
    assert kept.verdict is Verdict.EDITED
    assert kept.final == DRAFT + "\n3. Follow up."
    assert kept.edits > 0


@pytest.mark.row("clock-jumps")
def test_a_clock_that_jumps_changes_neither_order_nor_durations(
    qtbot: QtBot,
    window: MainWindow,
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(year, 1, 1, tzinfo=tz)

    monkeypatch.setattr(records, "datetime", Clock)
    years = [2026, 1970, 2199, 2025]
    for year in years:
        window.commands.new_study.trigger()
        monkeypatch.setattr("time.time", lambda year=year: 1e7 * (year - 1990))
        draft(qtbot, window, f"Nodule of {year}.")
        monkeypatch.setattr("time.time", lambda: 0.0)
        accept(qtbot, window)
    window.close()
    kept = decisions(application)
    assert [decision.decided_at.year for decision in kept] == years[::-1]
    assert [decision.findings for decision in kept] == [
        f"Nodule of {year}." for year in years[::-1]
    ]
    assert len({decision.id for decision in kept}) == len(years)
    assert all(0 <= decision.seconds_to_decide < 60 for decision in kept)


def test_rejecting_keeps_the_reason(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    draft(qtbot, window)
    with qtbot.waitSignal(window.recording.decision_kept, timeout=10_000):
        window.commands.reject.trigger()
        QTest.keyClick(window.sitting.deciding.reasons, Key.Key_1)
    window.close()
    (kept,) = decisions(application)
    assert (kept.verdict, kept.reject_reason, kept.final) == (Verdict.REJECTED, "wrong_side", "")


def test_one_draft_is_decided_once(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    accept(qtbot, window)
    assert not window.commands.accept.isEnabled()
    assert not window.commands.reject.isEnabled()


def test_a_decided_impression_cannot_be_changed_any_more(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    accept(qtbot, window)
    assert window.impression.editor.isReadOnly()


def test_findings_changed_after_accepting_are_named(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    accept(qtbot, window)
    window.findings.editor.appendPlainText("More.")
    assert shows(window, DraftState.STALE)
    assert not window.commands.accept.isEnabled()
    assert not window.commands.reject.isEnabled()
    window.findings.editor.undo()
    assert shows(window, DraftState.ACCEPTED)


def test_a_draft_cut_off_at_its_longest_is_shown_as_such(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    engine.stop_reason = StopReason.MAX_TOKENS
    draft(qtbot, window)
    assert shows(window, DraftState.STOPPED)


def test_an_impression_from_before_a_crash_is_still_called_a_draft(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    draft(qtbot, window)
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.impression.text() == DRAFT)
    assert shows(again, DraftState.RESTORED)
    assert not again.commands.accept.isEnabled()


def test_changed_findings_make_the_draft_stale_and_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    draft(qtbot, window)
    window.findings.editor.appendPlainText("No pneumothorax.")
    assert shows(window, DraftState.STALE)
    assert not window.commands.accept.isEnabled()
    window.findings.editor.undo()
    assert shows(window, DraftState.COMPLETE)
    assert window.commands.accept.isEnabled()


def test_an_empty_line_behind_the_findings_leaves_the_draft_as_it_is(
    qtbot: QtBot, window: MainWindow
) -> None:
    draft(qtbot, window)
    window.findings.editor.appendPlainText("\n ")
    assert shows(window, DraftState.COMPLETE)
    assert window.commands.accept.isEnabled()


def test_findings_changed_while_writing_make_the_draft_stale(
    qtbot: QtBot, window: MainWindow, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText(FINDINGS)
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: bool(window.impression.text()))
    window.findings.editor.appendPlainText("More.")
    held_stream.set()
    qtbot.waitUntil(lambda: shows(window, DraftState.STALE))


def test_stop_keeps_what_was_written(
    qtbot: QtBot, window: MainWindow, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText(FINDINGS)
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: bool(window.impression.text()))
    window.commands.stop.trigger()
    held_stream.set()
    qtbot.waitUntil(lambda: shows(window, DraftState.STOPPED))
    assert window.impression.text().strip() == "1. Right lower"


def test_a_second_draft_wins_over_the_first(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText("First.")
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: bool(window.impression.text()))
    window.findings.editor.setPlainText("Second.")
    window.commands.draft.trigger()
    held_stream.set()
    qtbot.waitUntil(lambda: shows(window, DraftState.COMPLETE))
    assert window.impression.text() == DRAFT
    assert "Second." in {segment.text for segment in engine.prompts[-1]}


def test_a_new_study_gets_nothing_of_the_draft_before_it(
    qtbot: QtBot, window: MainWindow, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText("The first patient's findings.")
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: bool(window.impression.text()))
    window.commands.new_study.trigger()
    held_stream.set()
    draft(qtbot, window, "The second patient's findings.")
    window.commands.new_study.trigger()
    qtbot.waitUntil(lambda: not window.drafting.is_busy)
    assert window.impression.text() == ""
    assert shows(window, DraftState.EMPTY)
    assert not window.commands.reject.isEnabled()


def test_of_three_quick_drafts_the_engine_writes_the_first_and_the_last(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText("One.")
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: bool(window.impression.text()))
    for text in ("Two.", "Three."):
        window.findings.editor.setPlainText(text)
        window.commands.draft.trigger()
    held_stream.set()
    qtbot.waitUntil(lambda: shows(window, DraftState.COMPLETE))
    asked = [segment.text for prompt in engine.prompts for segment in prompt]
    assert "Three." in asked
    assert "Two." not in asked


def test_a_dead_engine_is_named_and_the_next_draft_works(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    engine.failure = crash("SIGKILL")
    window.findings.editor.setPlainText(FINDINGS)
    with qtbot.waitSignal(window.drafting.failed, timeout=10_000):
        window.commands.draft.trigger()
    assert "SIGKILL" in window.notice.text()
    assert window.findings.text() == FINDINGS
    draft(qtbot, window)
    assert window.impression.text() == DRAFT


def test_headings_without_findings_are_refused_in_words(qtbot: QtBot, window: MainWindow) -> None:
    window.findings.editor.setPlainText("FINDINGS:\n\nIMPRESSION: old text")
    with qtbot.waitSignal(window.drafting.failed, timeout=10_000):
        window.commands.draft.trigger()
    assert "no findings" in window.notice.text()
    assert shows(window, DraftState.EMPTY)


@pytest.mark.row("text-bidi")
def test_what_is_pasted_looks_as_the_model_reads_it(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("No \u202eeffusion\u202c,\x07 heart nor\u200bmal.\r\n双肺")
    window.findings.editor.paste()
    assert window.findings.text() == "No effusion, heart normal.\n双肺"
    window.findings.editor.undo()
    assert window.findings.text() == ""


@pytest.mark.row("text-two-reports")
def test_two_reports_are_refused_and_stay(qtbot: QtBot, window: MainWindow) -> None:
    text = f"FINDINGS: {FINDINGS}\nIMPRESSION: a\nFINDINGS: {FINDINGS}"
    window.findings.editor.setPlainText(text)
    with qtbot.waitSignal(window.drafting.failed, timeout=10_000):
        window.commands.draft.trigger()
    assert "line 3" in window.notice.text()
    assert window.findings.text() == text


def test_without_a_keyring_drafting_goes_on_and_the_window_says_so(
    qtbot: QtBot,
    no_session_bus: None,
    open_window: Callable[[], MainWindow],
    application: Application,
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: bool(window.notice.text()), timeout=20_000)
    assert "keyring" in window.notice.text()
    draft(qtbot, window)
    window.commands.accept.trigger()
    qtbot.waitUntil(lambda: "not kept" in window.notice.text())
    assert not application.locations.feedback_database.exists()


def test_a_decision_made_before_the_store_is_open_waits_for_it(
    qtbot: QtBot,
    unlocked_keyring: object,
    open_window: Callable[[], MainWindow],
    application: Application,
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.recording.is_open, timeout=20_000)
    window.close()
    late = MainWindow(application, "en")
    late.drafting.load_model()
    draft(qtbot, late)
    late.commands.accept.trigger()
    qtbot.waitUntil(lambda: shows(late, DraftState.ACCEPTED))
    with qtbot.waitSignal(late.recording.decision_kept, timeout=10_000):
        late.recording.open()
    late.close()
    assert len(decisions(application)) == 1


def test_typing_survives_a_window_that_is_gone(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    window.findings.editor.setPlainText("Half a sentence about 右肺下叶")
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.findings.text() == "Half a sentence about 右肺下叶")
    assert "back" in again.notice.text()


@pytest.mark.row("typing-before-the-keyring")
def test_what_is_typed_before_the_keyring_opens_replaces_nothing(
    qtbot: QtBot,
    window: MainWindow,
    application: Application,
    open_window: Callable[[], MainWindow],
) -> None:
    window.findings.editor.setPlainText("The findings before the crash.")
    window.close()
    quick = MainWindow(application, "en")
    quick.findings.editor.setPlainText("The next patient's.")
    quick.show()
    with qtbot.waitSignal(quick.recording.opened, timeout=20_000):
        quick.recording.open()
    assert quick.findings.text() == "The next patient's."
    assert "next start" in quick.notice.text()
    quick.close()
    third = open_window()
    qtbot.waitUntil(lambda: third.findings.text() == "The next patient's.")
    third.commands.new_study.trigger()
    third.close()
    fourth = open_window()
    qtbot.waitUntil(lambda: fourth.findings.text() == "The findings before the crash.")


def test_an_accepted_study_does_not_come_back(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    draft(qtbot, window)
    accept(qtbot, window)
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.recording.is_open)
    assert again.findings.text() == ""


def test_copy_puts_the_impression_on_the_clipboard(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    window.commands.copy.trigger()
    assert QGuiApplication.clipboard().text() == DRAFT


def test_new_study_empties_the_window(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    window.commands.new_study.trigger()
    assert window.findings.text() == window.impression.text() == ""
    assert shows(window, DraftState.EMPTY)
    assert not window.commands.draft.isEnabled()


def test_undo_brings_back_the_impression_before_the_draft(qtbot: QtBot, window: MainWindow) -> None:
    window.impression.editor.setFocus()
    window.impression.editor.insertPlainText("My own words.")
    draft(qtbot, window)
    assert window.impression.text() == DRAFT
    window.impression.editor.undo()
    assert window.impression.text() == "My own words."


@pytest.mark.parametrize("name", ["draft", "stop", "accept", "reject", "copy", "new_study"])
def test_every_command_has_a_key(window: MainWindow, name: str) -> None:
    assert getattr(window.commands, name).shortcuts()


def test_no_two_commands_share_a_key(window: MainWindow) -> None:
    keys = [key.toString() for action in window.actions() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_window_speaks_chinese_at_once(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, tmp_path: Path
) -> None:
    translation = Translation(qapp)
    draft(qtbot, window)
    english = window.windowTitle()
    try:
        translation.use("zh")
        qtbot.waitUntil(lambda: window.commands.draft.text() == "起草")
        assert window.windowTitle() != english
    finally:
        translation.use("en")
    qtbot.waitUntil(lambda: window.commands.draft.text() == "Draft")


def test_changing_the_language_back_and_forth_leaves_no_translator_behind(
    qtbot: QtBot, qapp: QApplication
) -> None:
    translation = Translation(qapp)
    before = len(qapp.findChildren(QTranslator))
    for _ in range(3):
        translation.use("zh")
        translation.use("en")
    qtbot.waitUntil(lambda: len(qapp.findChildren(QTranslator)) == before)


def test_the_title_never_names_the_study(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    assert "lobe" not in window.windowTitle()

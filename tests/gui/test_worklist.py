"""A day's list in the window: opened, drafted ahead, accepted one by one, and nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading import drafting_ahead
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.report.worklist import StudyState
from tests.gui.scripted_checks import ScriptedChecks
from tests.gui.test_checks import planted

DRAFT = "1. Right lower lobe pneumonia.\n2. Small effusion."
Key, Modifier = Qt.Key, Qt.KeyboardModifier
TABLE = (
    "id,accession,study,system,modality,side,sex,age,indication,findings\n"
    "a,4711,S-1,chest,CT,left,F,67,Cough,Patchy opacity in the right lower lobe.\n"
    "b,4712,S-2,chest,DX,,M,41,,Clear lungs. Small effusion.\n"
    "c,4713,S-3,abdomen,MR,,M,55,,Liver cyst.\n"
)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting_ahead, "IDLE_MS", 50)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "morning.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.fixture
def listed(
    qtbot: QtBot, window: MainWindow, table: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """A window with three studies, of which the first is open."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(table)], ""))
    press(qtbot, window, Key.Key_O, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: window.worklist.current is not None)
    return window


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Modifier.NoModifier,
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget = window.focusWidget() or window
    QTest.keyClick(widget, key, modifier)


def states(window: MainWindow) -> list[StudyState]:
    return [study.state for study in window.worklist.studies]


def shows(window: MainWindow, accession: str) -> bool:
    return f"Accession {accession}" in window.strip.text()


def held(window: MainWindow) -> str | None:
    ahead = window.drafting.ahead.held
    return next((each.accession for each in window.worklist.studies if each.id == ahead), None)


def drafted(window: MainWindow) -> bool:
    return window.impression.state is DraftState.COMPLETE


def wait_for_held(qtbot: QtBot, window: MainWindow, accession: str) -> None:
    qtbot.waitUntil(lambda: drafted(window) and held(window) == accession)


def wait_for_study(qtbot: QtBot, window: MainWindow, accession: str) -> None:
    qtbot.waitUntil(lambda: shows(window, accession))


def decisions(application: Application) -> list[Decision]:
    with open_store(application.locations.feedback_database, Keyring()) as store:
        return list(store.decisions())


def test_without_a_list_the_window_looks_as_before(window: MainWindow) -> None:
    assert not window.pane.isVisible()
    assert not window.strip.isVisible()
    assert not window.commands.next_study.isEnabled()


def test_opening_studies_shows_the_first_and_whose_it_is(listed: MainWindow) -> None:
    assert listed.pane.isVisible()
    assert listed.findings.text() == "Patchy opacity in the right lower lobe."
    for word in ("4711", "S-1", "CT", "Chest", "Left", "Female", "67"):
        assert word in listed.strip.text()
    assert listed.header.header().indication == "Cough"
    assert "4711" not in listed.windowTitle()
    assert "S-1" not in listed.windowTitle()
    assert listed.findings.editor.hasFocus()


def test_a_list_is_read_with_one_key_a_study(
    qtbot: QtBot, listed: MainWindow, application: Application
) -> None:
    press(qtbot, listed, Key.Key_F5)
    wait_for_held(qtbot, listed, "4712")
    for accession in ("4712", "4713"):
        wait_for_held(qtbot, listed, accession)
        press(qtbot, listed, Key.Key_F9)
        wait_for_study(qtbot, listed, accession)
        assert listed.impression.text() == DRAFT
        assert drafted(listed)
        assert "drafted ahead" in listed.impression._state_label.text()
        assert listed.reviewing.review.checked is not None
        assert QGuiApplication.clipboard().text() == DRAFT
        assert listed.impression.editor.hasFocus()
    with qtbot.waitSignal(listed.recording.decision_kept):
        press(qtbot, listed, Key.Key_F9)
    assert states(listed) == [StudyState.ACCEPTED] * 3
    assert "Nothing else" in listed.notice.text()
    listed.close()
    kept = decisions(application)
    assert [each.findings for each in kept[::-1]] == [
        study.findings for study in listed.worklist.studies
    ]
    assert [each.study_id for each in kept[::-1]] == [study.id for study in listed.worklist.studies]
    assert all(each.checked and each.draft == DRAFT for each in kept)


def test_pasted_findings_are_accepted_with_two_keys(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("Patchy opacity in the right lower lobe.")
    press(qtbot, window, Key.Key_V, Modifier.ControlModifier)
    press(qtbot, window, Key.Key_F5)
    qtbot.waitUntil(lambda: drafted(window))
    with qtbot.waitSignal(window.recording.decision_kept):
        press(qtbot, window, Key.Key_F9)
    assert QGuiApplication.clipboard().text() == DRAFT
    assert window.impression.state is DraftState.ACCEPTED


def test_one_key_brings_the_last_study_back_and_the_next_decision_stands_behind_the_first(
    qtbot: QtBot, listed: MainWindow, application: Application
) -> None:
    press(qtbot, listed, Key.Key_F5)
    wait_for_held(qtbot, listed, "4712")
    press(qtbot, listed, Key.Key_F9)
    wait_for_study(qtbot, listed, "4712")
    press(qtbot, listed, Key.Key_F9, Modifier.ShiftModifier)
    assert shows(listed, "4711")
    assert drafted(listed)
    assert states(listed)[0] is StudyState.DRAFTED
    listed.impression.editor.appendPlainText("3. Follow up.")
    with qtbot.waitSignal(listed.recording.decision_kept):
        press(qtbot, listed, Key.Key_F9)
    listed.close()
    last, first = decisions(application)
    assert (first.verdict, last.verdict) == (Verdict.ACCEPTED, Verdict.EDITED)
    assert first.study_id == last.study_id
    assert last.final.endswith("3. Follow up.")


def test_a_decision_is_taken_back_where_the_window_stays(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    window.findings.editor.setPlainText("Clear lungs.")
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: drafted(window))
    with qtbot.waitSignal(window.recording.decision_kept):
        window.commands.accept.trigger()
    press(qtbot, window, Key.Key_F9, Modifier.ShiftModifier)
    assert drafted(window)
    assert not window.impression.editor.isReadOnly()
    with qtbot.waitSignal(window.recording.decision_kept):
        press(qtbot, window, Key.Key_F9)
    window.close()
    assert len(decisions(application)) == 2


def test_what_is_typed_stays_with_its_study(qtbot: QtBot, listed: MainWindow) -> None:
    QTest.keyClicks(listed.findings.editor, "New. ")
    listed.impression.editor.setPlainText("My own words.")
    press(qtbot, listed, Key.Key_PageDown, Modifier.ControlModifier)
    assert shows(listed, "4712")
    assert listed.findings.text() == "Clear lungs. Small effusion."
    assert listed.impression.text() == ""
    press(qtbot, listed, Key.Key_PageUp, Modifier.ControlModifier)
    assert listed.findings.text() == "New. Patchy opacity in the right lower lobe."
    assert listed.impression.text() == "My own words."
    press(qtbot, listed, Key.Key_N, Modifier.ControlModifier)
    assert listed.findings.text() == ""
    QTest.keyClicks(listed.findings.editor, "A walk-in.")
    press(qtbot, listed, Key.Key_PageDown, Modifier.ControlModifier)
    press(qtbot, listed, Key.Key_N, Modifier.ControlModifier)
    assert listed.findings.text() == "A walk-in."


def test_list_and_typing_are_there_after_the_window_is_gone(
    qtbot: QtBot, listed: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    listed.drafting.ahead._idle.setInterval(600_000)  # the third stays new, however slow this is
    QTest.keyClicks(listed.findings.editor, "New. ")
    press(qtbot, listed, Key.Key_PageDown, Modifier.ControlModifier)
    press(qtbot, listed, Key.Key_F5)
    qtbot.waitUntil(lambda: drafted(listed))
    with qtbot.waitSignal(listed.recording.decision_kept):
        press(qtbot, listed, Key.Key_F9)
    listed.close()
    again = open_window()
    qtbot.waitUntil(lambda: len(again.worklist.studies) == 3)
    assert again.pane.isVisible()
    assert states(again) == [StudyState.NEW, StudyState.ACCEPTED, StudyState.NEW]
    press(qtbot, again, Key.Key_PageDown, Modifier.ControlModifier)
    assert again.findings.text() == "New. Patchy opacity in the right lower lobe."


def test_a_person_comes_before_what_is_drafted_ahead(
    qtbot: QtBot, listed: MainWindow, engine: ScriptedEngine
) -> None:
    press(qtbot, listed, Key.Key_F5)
    qtbot.waitUntil(lambda: drafted(listed))
    held_back, begun = threading.Event(), threading.Event()

    def hold(number: int) -> None:
        if number == 1 and not held_back.is_set():
            begun.set()
            held_back.wait(20)

    qtbot.waitUntil(lambda: held(listed) == "4712")
    listed.commands.next_study.trigger()
    engine.before_piece = hold
    qtbot.waitUntil(begun.is_set)
    press(qtbot, listed, Key.Key_F5)
    held_back.set()
    qtbot.waitUntil(lambda: drafted(listed) and not listed.drafting.is_busy)
    assert listed.study.draft is not None
    assert listed.study.draft.findings.startswith("Clear lungs")
    assert listed.findings.text().startswith("Clear lungs")
    assert "drafted ahead" not in listed.impression._state_label.text()


def test_another_header_makes_the_draft_from_ahead_void(
    qtbot: QtBot, listed: MainWindow, engine: ScriptedEngine
) -> None:
    press(qtbot, listed, Key.Key_F5)
    wait_for_held(qtbot, listed, "4712")
    ahead = listed.drafting.ahead
    second = listed.worklist.studies[1]
    assert ahead.take(second.header, "Other findings.") is None
    assert held(listed) == "4712"
    ahead.drop()
    assert ahead.take(second.header, second.findings) is None


@pytest.mark.row("list-row")
def test_rows_that_are_no_study_are_named_and_the_others_stay(
    qtbot: QtBot, window: MainWindow
) -> None:
    QGuiApplication.clipboard().setText('{"findings": "Nodule."}\n{"finding": 1}\n')
    press(qtbot, window, Key.Key_V, Modifier.ControlModifier | Modifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(window.worklist.studies) == 1)
    assert "Added to the list: 1." in window.notice.text()
    assert "line 2, it has no 'findings' as text" in window.notice.text()


@pytest.mark.row("list-nothing")
def test_values_of_the_header_that_are_not_known_are_named(
    qtbot: QtBot, window: MainWindow
) -> None:
    rows = ["PET,?,Clear.", f"{'a whole sentence ' * 4},,Clear.", "XA,,Clear.", "NM,,Clear."]
    QGuiApplication.clipboard().setText("\n".join(["modality,sex,findings", *rows]))
    window.commands.paste_studies.trigger()
    qtbot.waitUntil(lambda: len(window.worklist.studies) == 4)
    said = window.notice.text()
    assert 'modality "PET", sex "?", modality "a whole sentence a w…" and 2 more' in said


def test_a_decided_study_makes_room_for_the_list(qtbot: QtBot, window: MainWindow) -> None:
    window.findings.editor.setPlainText("Patchy opacity in the right lower lobe.")
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: drafted(window) and window.recording.is_open)
    window.commands.accept.trigger()
    qtbot.waitUntil(lambda: window.study.is_decided)
    QGuiApplication.clipboard().setText("accession,findings\n4711,Clear lungs.")
    window.commands.paste_studies.trigger()
    qtbot.waitUntil(lambda: bool(window.worklist.studies))
    assert shows(window, "4711")
    assert window.findings.text() == "Clear lungs."


def test_where_nothing_is_a_study_the_list_is_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(" ")
    press(qtbot, window, Key.Key_V, Modifier.ControlModifier | Modifier.ShiftModifier)
    qtbot.waitUntil(lambda: "No study was read" in window.notice.text())
    assert not window.pane.isVisible()


def test_a_study_is_found_and_opened_by_key(qtbot: QtBot, listed: MainWindow) -> None:
    press(qtbot, listed, Key.Key_F, Modifier.ControlModifier)
    assert listed.pane.filter.hasFocus()
    QTest.keyClicks(listed.pane.filter, "4713")
    press(qtbot, listed, Key.Key_Return)
    assert shows(listed, "4713")
    assert listed.findings.text() == "Liver cyst."
    press(qtbot, listed, Key.Key_F, Modifier.ControlModifier)
    press(qtbot, listed, Key.Key_F, Modifier.ControlModifier)
    assert not listed.pane.isVisible()


def test_decided_studies_leave_the_list_when_asked(qtbot: QtBot, listed: MainWindow) -> None:
    press(qtbot, listed, Key.Key_F5)
    qtbot.waitUntil(lambda: drafted(listed))
    press(qtbot, listed, Key.Key_F9)
    wait_for_study(qtbot, listed, "4712")
    press(qtbot, listed, Key.Key_L, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert [study.accession for study in listed.worklist.studies] == ["4712", "4713"]


def test_a_severe_issue_keeps_the_study_on_the_screen(
    qtbot: QtBot, listed: MainWindow, checks: ScriptedChecks
) -> None:
    checks.answer = planted
    press(qtbot, listed, Key.Key_F5)
    qtbot.waitUntil(lambda: drafted(listed))
    press(qtbot, listed, Key.Key_F9)
    qtbot.waitUntil(lambda: "F9 again" in listed.notice.text())
    assert shows(listed, "4711")


def test_whose_study_it_is_stays_marked_when_it_is_no_longer_new(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.strip.show_study("EX-1", StudyHeader(pseudonym="EXAMPLE"), 1, 4)
    QApplication.processEvents()
    new = edge_of(window.strip)
    qtbot.waitUntil(lambda: edge_of(window.strip) != new, timeout=10_000)
    ground = window.palette().window().color().name()
    assert ground not in (new, edge_of(window.strip))


def edge_of(strip: QWidget) -> str:
    """The colour at the left edge of the line."""
    return strip.grab().toImage().pixelColor(1, strip.height() // 2).name()

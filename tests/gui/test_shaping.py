"""Alternatives, another draft, instructions, changes, rejecting: by real keys, a real store."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import Decision, ShownDraft, Verdict
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.inference.messages import StopReason, Written
from radvaluer_desktop.inference.scripted import ScriptedEngine

FINDINGS = "Patchy opacity in the right lower lobe. Small right pleural effusion."
FIRST = "1. Right lower lobe pneumonia.\n2. Small effusion."
SECOND = "1. Right lower lobe opacity.\n2. Small right pleural effusion."
THIRD = "No pneumonia. Effusion."
Key = Qt.Key
Modifier = Qt.KeyboardModifier


@pytest.fixture
def small(engine: ScriptedEngine) -> ScriptedEngine:
    """A small model that writes three different drafts together."""
    engine.parameters = 3_000_000
    engine.others = tuple(Written(text, StopReason.END) for text in (SECOND, THIRD, FIRST))
    return engine


def front(qtbot: QtBot, window: MainWindow) -> None:
    """Give the window the keyboard, without which it has no focus and no shortcuts."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the keyboard is."""
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifier or Modifier.NoModifier)


def typed(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def draft(qtbot: QtBot, window: MainWindow) -> None:
    front(qtbot, window)
    window.findings.editor.setPlainText(FINDINGS)
    window.findings.editor.setFocus()
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
        press(window, Key.Key_F5)
    qtbot.waitUntil(lambda: window.impression.state is DraftState.COMPLETE)


def kept(application: Application) -> tuple[list[Decision], list[ShownDraft]]:
    with open_store(application.locations.feedback_database, Keyring()) as store:
        decisions = list(store.decisions())
        return decisions, list(store.drafts(decisions[0].study_id or ""))


def accept(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.recording.decision_kept, timeout=10_000):
        press(window, Key.Key_F9)


def columns(window: MainWindow) -> list[str]:
    shown = window.shaping.choosing.panel.columns
    return [column.text.toPlainText() for column in shown if column.isVisible()]


# --- alternatives --------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
def test_alternatives_cost_no_second_request(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    draft(qtbot, window)
    press(window, Key.Key_F3)
    shown = columns(window)
    assert len(shown) == 3
    assert set(shown) == {FIRST, SECOND, THIRD}
    assert shown[0] == window.impression.text()
    assert len(engine.prompts) == 1


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ((Key.Key_2,), 1),
        ((Key.Key_3,), 2),
        ((Key.Key_Right, Key.Key_Return), 2),
        ((Key.Key_Left, Key.Key_Right, Key.Key_Enter), 1),
        ((Key.Key_1,), 0),
        ((Key.Key_Escape,), 0),
    ],
)
def test_an_alternative_is_taken_by_keys(
    qtbot: QtBot, window: MainWindow, keys: tuple[Qt.Key, ...], taken: int
) -> None:
    draft(qtbot, window)
    press(window, Key.Key_F3)
    shown = columns(window)
    for key in keys:
        press(window, key)
    assert window.impression.text() == shown[taken]
    assert not window.shaping.panel.isVisible()


@pytest.mark.usefixtures("small")
def test_alt_and_a_digit_take_one_too(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_F3)
    second = columns(window)[1]
    press(window, Key.Key_2, Modifier.AltModifier)
    assert window.impression.text() == second


@pytest.mark.usefixtures("small")
def test_what_differs_is_marked_by_more_than_colour(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_F3)
    for column in window.shaping.choosing.panel.columns:
        marks = column.text.extraSelections()
        assert marks
        for mark in marks:
            line = QTextCharFormat.UnderlineStyle.SingleUnderline
            assert mark.format.underlineStyle() == line


@pytest.mark.usefixtures("small")
def test_a_taken_alternative_is_the_draft_that_is_decided(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    """Those that were seen are kept as drafts of the study; the decision names the one taken."""
    draft(qtbot, window)
    press(window, Key.Key_F3)
    shown = columns(window)
    press(window, Key.Key_3)
    accept(qtbot, window)
    window.close()
    (decision,), drafts = kept(application)
    assert (decision.verdict, decision.final) == (Verdict.ACCEPTED, shown[2])
    assert {each.impression for each in drafts} == {FIRST, SECOND, THIRD}
    (named,) = [each for each in drafts if each.id == decision.draft_id]
    assert named.impression == shown[2]


@pytest.mark.usefixtures("small")
def test_undo_brings_back_the_first_draft_and_the_decision_is_about_it(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    draft(qtbot, window)
    first = window.impression.text()
    press(window, Key.Key_F3)
    press(window, Key.Key_2)
    window.impression.editor.setFocus()
    press(window, Key.Key_Z, Modifier.ControlModifier)
    assert window.impression.text() == first
    accept(qtbot, window)
    window.close()
    (decision,), _ = kept(application)
    assert (decision.verdict, decision.draft, decision.edits) == (Verdict.ACCEPTED, first, 0)


def test_a_large_model_writes_three_more_in_one_batch(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    engine.others = tuple(Written(text, StopReason.END) for text in (SECOND, THIRD))
    draft(qtbot, window)
    press(window, Key.Key_F3)
    qtbot.waitUntil(lambda: window.shaping.panel.isVisible(), timeout=10_000)
    assert columns(window) == [FIRST, *sorted(columns(window)[1:], key=[SECOND, THIRD].index)]
    assert [len(each) for each in engine.samplings] == [1, 3]
    assert len({each.seed for each in engine.samplings[1]}) == 3
    press(window, Key.Key_Escape)
    press(window, Key.Key_F3)
    assert window.shaping.panel.isVisible()
    assert len(engine.samplings) == 2


@pytest.mark.usefixtures("small")
def test_drafts_that_all_say_the_same_are_named_as_such(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    engine.others = (Written(FIRST, StopReason.END),)
    draft(qtbot, window)
    press(window, Key.Key_F3)
    assert not window.shaping.panel.isVisible()
    assert "same" in window.notice.text()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("command", ["alternatives", "again", "instruct"])
def test_a_stale_draft_is_not_shaped_and_the_key_says_why(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine, command: str
) -> None:
    draft(qtbot, window)
    window.findings.editor.appendPlainText("No pneumothorax.")
    asked = len(engine.prompts)
    getattr(window.commands, command).trigger()
    assert window.notice.text() == "The draft is out of date: draft first (F5)."
    assert window.shaping.instructing.row.isHidden()
    assert not window.shaping.panel.isVisible()
    assert len(engine.prompts) == asked


@pytest.mark.usefixtures("small")
def test_another_study_closes_the_alternatives(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_F3)
    press(window, Key.Key_N, Modifier.ControlModifier)
    assert not window.shaping.panel.isVisible()
    assert not any(each.text.toPlainText() for each in window.shaping.choosing.panel.columns)


# --- another draft -------------------------------------------------------------------------------


def test_drafting_again_draws_by_chance_and_undo_brings_the_first_back(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    draft(qtbot, window)
    engine.pieces = ("Another draft.",)
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
        press(window, Key.Key_F5, Modifier.ShiftModifier)
    assert window.impression.text() == "Another draft."
    first, second = (each[0] for each in engine.samplings)
    assert (first.temperature, second.temperature) == (0, 0.7)
    assert first.seed != second.seed
    window.impression.editor.setFocus()
    press(window, Key.Key_Z, Modifier.ControlModifier)
    assert window.impression.text() == FIRST
    assert window.study.draft is not None
    assert window.study.draft.impression == FIRST


@pytest.mark.usefixtures("small")
def test_again_shows_what_was_not_seen_yet(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    seen = {window.impression.text()}
    for _ in range(2):
        with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
            press(window, Key.Key_F5, Modifier.ShiftModifier)
        seen.add(window.impression.text())
    assert seen == {FIRST, SECOND, THIRD}
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
        press(window, Key.Key_F5, Modifier.ShiftModifier)
    qtbot.waitUntil(lambda: "wrote before" in window.notice.text())


# --- instructions --------------------------------------------------------------------------------


def test_bullets_are_done_on_the_text_and_are_nobodys_edit(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine, application: Application
) -> None:
    draft(qtbot, window)
    press(window, Key.Key_I, Modifier.ControlModifier)
    press(window, Key.Key_2)
    assert window.impression.text() == "- Right lower lobe pneumonia.\n- Small effusion."
    assert len(engine.prompts) == 1
    accept(qtbot, window)
    window.close()
    (decision,), _ = kept(application)
    assert (decision.verdict, decision.edits) == (Verdict.ACCEPTED, 0)
    assert decision.sampling.shaped == "bulleted"


def test_words_that_name_one_of_the_four_do_the_same(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_I, Modifier.ControlModifier)
    typed("prose")
    press(window, Key.Key_Return)
    assert window.impression.text() == "Right lower lobe pneumonia. Small effusion."
    window.impression.editor.setFocus()
    press(window, Key.Key_Z, Modifier.ControlModifier)
    assert window.impression.text() == FIRST


def test_what_a_model_without_instructions_cannot_do_is_said(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    draft(qtbot, window)
    press(window, Key.Key_I, Modifier.ControlModifier)
    typed("add a follow-up in 3 months")
    press(window, Key.Key_Return)
    assert "takes no instructions" in window.notice.text()
    assert window.impression.text() == FIRST
    assert len(engine.prompts) == 1


@pytest.mark.usefixtures("small")
def test_shorter_takes_the_shortest_that_is_as_well_borne_out(
    qtbot: QtBot, window: MainWindow
) -> None:
    draft(qtbot, window)
    press(window, Key.Key_I, Modifier.ControlModifier)
    press(window, Key.Key_4)
    assert window.impression.text() == THIRD  # these scripted checks find nothing in any


def test_shorter_is_refused_where_nothing_is(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_I, Modifier.ControlModifier)
    press(window, Key.Key_4)
    assert window.impression.text() == FIRST
    assert "nothing was changed" in window.notice.text()


@pytest.mark.usefixtures("small")
def test_shorter_never_throws_edits_away(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    window.impression.editor.setFocus()
    typed("Mine. ")
    edited = window.impression.text()
    press(window, Key.Key_I, Modifier.ControlModifier)
    press(window, Key.Key_4)
    assert window.impression.text() == edited
    assert "edited" in window.notice.text()


# --- the changes, rejecting, undo ----------------------------------------------------------------


@pytest.mark.parametrize(("text", "added"), [("Small. ", 2), ("建议复查。", 5)])
def test_the_changes_are_shown_on_demand(
    qtbot: QtBot, window: MainWindow, text: str, added: int
) -> None:
    draft(qtbot, window)
    window.impression.editor.setFocus()
    window.impression.editor.insertPlainText(text)
    view = window.shaping.changes
    assert not view.isVisible()
    press(window, Key.Key_D, Modifier.ControlModifier)
    assert view.isVisible()
    assert text.strip() in view.text.toPlainText()
    assert f"{added} words added" in view.text.accessibleName()
    assert "0 removed" in view.text.accessibleName()
    press(window, Key.Key_D, Modifier.ControlModifier)
    assert not view.isVisible()


@pytest.mark.parametrize(
    ("keys", "words", "reason"),
    [
        ((Key.Key_1,), "", "wrong_side"),
        ((Key.Key_2,), "", "missed_finding"),
        ((Key.Key_3,), "", "invented_finding"),
        ((Key.Key_4,), "", "style"),
        ((Key.Key_5,), "not my words", "other: not my words"),
        ((Key.Key_Return,), "", None),
    ],
)
def test_rejecting_by_one_key(
    qtbot: QtBot,
    window: MainWindow,
    application: Application,
    keys: tuple[Qt.Key, ...],
    words: str,
    reason: str | None,
) -> None:
    draft(qtbot, window)
    press(window, Key.Key_F12)
    with qtbot.waitSignal(window.recording.decision_kept, timeout=10_000):
        for key in keys:
            press(window, key)
        if words:
            typed(words)
            press(window, Key.Key_Return)
    window.close()
    (decision,), _ = kept(application)
    assert (decision.verdict, decision.reject_reason) == (Verdict.REJECTED, reason)


def test_escape_keeps_the_draft(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_F12)
    press(window, Key.Key_Escape)
    assert window.impression.state is DraftState.COMPLETE
    assert not window.sitting.deciding.reasons.isVisible()


def test_undo_brings_a_cleared_study_back(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_N, Modifier.ControlModifier)
    assert window.findings.editor.toPlainText() == window.impression.text() == ""
    press(window, Key.Key_Z, Modifier.ControlModifier)
    assert window.findings.text() == FINDINGS
    assert window.impression.text() == FIRST
    assert window.impression.state is DraftState.COMPLETE
    assert window.commands.accept.isEnabled()


def test_a_cleared_study_never_replaces_another(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    press(window, Key.Key_N, Modifier.ControlModifier)
    typed("Next patient")
    for _ in range(3):
        press(window, Key.Key_Z, Modifier.ControlModifier)
        if not window.findings.text():
            break
        assert "opacity" not in window.findings.text()
    assert not window.findings.text()


def test_a_draft_is_one_step_of_undo(qtbot: QtBot, window: MainWindow) -> None:
    window.impression.editor.setPlainText("")
    window.impression.editor.insertPlainText("Mine.")
    draft(qtbot, window)
    window.impression.editor.setFocus()
    press(window, Key.Key_Z, Modifier.ControlModifier)
    assert window.impression.text() == "Mine."


def test_the_style_of_the_radiologist_shapes_drafts(
    qtbot: QtBot,
    unlocked_keyring: object,
    application: Application,
    open_window: Callable[[], MainWindow],
) -> None:
    del unlocked_keyring
    file = application.locations.styles_file
    file.parent.mkdir(parents=True)
    who = application.settings.radiologist_id
    file.write_text(
        f'["{who}"]\nform = "prose"\n[["{who}".phrases]]\nsaid = "Small effusion"\n'
        'says = "A little effusion"\n',
        encoding="utf-8",
    )
    window = open_window()
    draft(qtbot, window)
    assert window.impression.text() == "Right lower lobe pneumonia. A little effusion."
    assert window.study.draft is not None
    assert window.study.draft.sampling.shaped == "prose+phrases"

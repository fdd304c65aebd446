"""The checks in the window: the panel, the keys, dismissals, overrides; results that come late."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.records import CheckOutcome, CommunicationWay, DismissalReason
from radvaluer_desktop.gui.checks.issue_text import FIXED_WORDS, issue_message
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.reading.plain_editor import PlainEditor
from radvaluer_desktop.gui.theme.themes import DARK
from radvaluer_desktop.gui.translation import Translation
from radvaluer_desktop.safety.process import CheckRequest
from radvaluer_desktop.safety.result import (
    MESSAGES,
    CheckResult,
    Evidence,
    Issue,
    IssueKind,
    IssueSeverity,
    LeftOut,
    Span,
    Statement,
    StatementKind,
    issue_key,
)
from tests.gui.scripted_checks import ScriptedChecks
from tests.gui.test_window import DRAFT, FINDINGS, accept, decisions, draft, shows

Key = Qt.Key


def span(text: str, words: str) -> Span | None:
    start = text.find(words)
    return None if start < 0 else (start, start + len(words))


def issue(kind: IssueKind, severity: IssueSeverity, **more: object) -> Issue:
    return Issue(
        kind=kind,
        severity=severity,
        template=kind.value,
        key=issue_key(kind, kind.value, str(more)),
        **more,  # type: ignore[arg-type]
    )


def planted(request: CheckRequest) -> CheckResult:
    """What the checks would say of FINDINGS and DRAFT if the draft had the wrong side and size."""
    findings, impression = request.findings, request.impression
    issues = []
    if (place := span(impression, "Right")) is not None:
        values = {"said": "right", "found": "left"}
        found = span(findings, "right lower")
        issues.append(
            Issue(
                IssueKind.SIDE,
                IssueSeverity.SEVERE,
                "side",
                values,
                found,
                place,
                issue_key(IssueKind.SIDE, "side", "Right"),
            )
        )
    if (place := span(impression, "Small effusion.")) is not None:
        issues.append(issue(IssueKind.UNSUPPORTED, IssueSeverity.WARNING, impression_span=place))
    issues.append(issue(IssueKind.CRITICAL, IssueSeverity.NOTE, findings_span=(0, 6)))
    statement = span(impression, "Right lower lobe pneumonia.")
    evidence = span(findings, "Patchy opacity in the right lower lobe.")
    statements = (
        (Statement(*statement, StatementKind.FINDING, (Evidence(*evidence, 0.5),)),)
        if statement and evidence
        else ()
    )
    rib = span(findings, "Old rib fracture")
    left_out = (LeftOut(*rib, 1),) if rib else ()
    return CheckResult(statements, tuple(issues), left_out)


@pytest.fixture
def planting(checks: ScriptedChecks) -> ScriptedChecks:
    checks.answer = planted
    return checks


@pytest.fixture
def checked(qtbot: QtBot, planting: ScriptedChecks, window: MainWindow) -> MainWindow:
    """A window that has the keyboard, with a draft that was checked."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    draft(qtbot, window)
    wait_for_check(qtbot, window)
    return window


def wait_for_check(qtbot: QtBot, window: MainWindow) -> None:
    def is_up_to_date() -> bool:
        now = window.reviewing.review.checked
        return now is not None and now.texts.impression == window.impression.text()

    qtbot.waitUntil(is_up_to_date, timeout=10_000)


def lines(window: MainWindow) -> list[str]:
    return [line.text for line in window.reviewing.panel.issues.lines]


def press(window: MainWindow, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    QTest.keyClick(focus or window, key)


def lit(editor: PlainEditor) -> list[str]:
    """The words behind which there is light."""
    return [
        selection.cursor.selectedText()
        for selection in editor.extraSelections()
        if selection.format.hasProperty(QTextCharFormat.Property.BackgroundBrush)
    ]


def underlined(editor: PlainEditor) -> dict[str, QTextCharFormat.UnderlineStyle]:
    return {
        selection.cursor.selectedText(): selection.format.underlineStyle()
        for selection in editor.extraSelections()
        if selection.format.underlineStyle() is not QTextCharFormat.UnderlineStyle.NoUnderline
    }


# --- when it is checked --------------------------------------------------------------------------


def test_nothing_to_say_takes_no_room(qtbot: QtBot, window: MainWindow) -> None:
    assert window.reviewing.panel.isHidden()
    draft(qtbot, window)
    wait_for_check(qtbot, window)
    assert window.reviewing.panel.state_text() == "Checks: no issues found"
    assert window.reviewing.panel.issues.isHidden()
    window.commands.new_study.trigger()
    assert window.reviewing.panel.isHidden()


def test_findings_alone_are_not_said_to_have_no_issues(qtbot: QtBot, window: MainWindow) -> None:
    window.findings.editor.setPlainText("The lungs are clear.")
    wait_for_check(qtbot, window)
    assert window.reviewing.panel.isHidden()


def test_a_draft_is_checked_when_it_is_complete_and_not_before(
    qtbot: QtBot, window: MainWindow, planting: ScriptedChecks, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText(FINDINGS)
    qtbot.waitUntil(lambda: len(planting.requests) == 1)
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: window.impression.text() == "1. Right lower ")
    qtbot.wait(400)
    assert len(planting.requests) == 1
    assert window.reviewing.panel.isHidden()
    held_stream.set()
    wait_for_check(qtbot, window)
    assert planting.requests[-1].impression == DRAFT


def test_every_edit_is_checked_but_not_every_key(
    qtbot: QtBot, checked: MainWindow, planting: ScriptedChecks
) -> None:
    before = len(planting.requests)
    QTest.keyClicks(checked.impression.editor, "abcdef")
    wait_for_check(qtbot, checked)
    assert len(planting.requests) - before < 6
    QTest.keyClicks(checked.findings.editor, "More. ")
    qtbot.waitUntil(lambda: planting.requests[-1].findings.startswith("More."))
    (age,) = (line for line in checked.header.findChildren(QLineEdit) if line.maxLength() == 3)
    QTest.keyClicks(age, "61")
    qtbot.waitUntil(lambda: planting.requests[-1].header.age == 61)


def test_nothing_is_checked_on_the_thread_that_paints(
    checked: MainWindow, planting: ScriptedChecks
) -> None:
    assert threading.get_ident() not in planting.threads


def test_a_result_of_texts_that_changed_since_is_dropped(
    qtbot: QtBot, window: MainWindow, planting: ScriptedChecks
) -> None:
    seen: list[str] = []
    window.reviewing.checking.checked.connect(
        lambda result: seen.append(result.texts.findings if result else "")
    )
    planting.held.clear()
    for number, text in enumerate(("One.", "Two.", "Three."), 1):
        window.findings.editor.setPlainText(text)
        qtbot.waitUntil(lambda number=number: len(planting.requests) >= 1)  # type: ignore[misc]
        qtbot.wait(250)
    planting.held.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["Three."]
    assert [request.findings for request in planting.requests] == ["One.", "Three."]


@pytest.mark.row("checks-do-not-run")
def test_checks_that_do_not_run_are_named_and_nothing_waits_for_them(
    qtbot: QtBot, window: MainWindow, checks: ScriptedChecks, application: Application
) -> None:
    checks.running = False
    draft(qtbot, window)
    panel = window.reviewing.panel
    qtbot.waitUntil(lambda: panel.state_text() == "Checks are not running")
    checks.running = True
    QTest.keyClicks(window.impression.editor, " ")
    qtbot.waitUntil(lambda: panel.state_text() == "Checks: no issues found")
    checks.running = False
    QTest.keyClicks(window.impression.editor, " ")
    accept(qtbot, window)
    window.close()
    (kept,) = decisions(application)
    assert not kept.checked


def test_deciding_waits_for_the_check_of_what_was_typed_last(
    qtbot: QtBot, window: MainWindow, planting: ScriptedChecks
) -> None:
    draft(qtbot, window)
    window.commands.accept.trigger()
    assert shows(window, DraftState.COMPLETE)
    qtbot.waitUntil(lambda: "F9 again" in window.notice.text())
    assert shows(window, DraftState.COMPLETE)


def test_deciding_does_not_wait_for_ever(
    qtbot: QtBot, window: MainWindow, checks: ScriptedChecks, application: Application
) -> None:
    checks.held.clear()
    draft(qtbot, window)
    accept(qtbot, window)
    window.close()
    (kept,) = decisions(application)
    assert (kept.checked, kept.checks) == (False, ())


def test_what_is_typed_while_deciding_waits_undoes_the_key(
    qtbot: QtBot, window: MainWindow, checks: ScriptedChecks
) -> None:
    checks.held.clear()
    draft(qtbot, window)
    window.commands.accept.trigger()
    QTest.keyClicks(window.impression.editor, "x")
    checks.held.set()
    wait_for_check(qtbot, window)
    assert shows(window, DraftState.COMPLETE)


# --- what is shown -------------------------------------------------------------------------------


def test_issues_are_listed_by_weight(checked: MainWindow) -> None:
    assert lines(checked) == [
        "Side: the impression says right, the findings left.",
        "Nothing in the findings supports this.",
        "Critical result: has it been communicated?",
    ]
    assert checked.reviewing.panel.issues.lines[1].quote == "“Small effusion.”"


def test_a_left_out_finding_is_listed_and_marked(qtbot: QtBot, checked: MainWindow) -> None:
    checked.findings.editor.appendPlainText("Old rib fracture.")
    qtbot.waitUntil(lambda: len(lines(checked)) == 4)
    assert lines(checked)[3] == "The impression does not mention this."
    assert "Old rib fracture" in underlined(checked.findings.editor)


def test_marks_differ_without_their_colour(checked: MainWindow) -> None:
    style = QTextCharFormat.UnderlineStyle
    assert underlined(checked.impression.editor) == {
        "Right": style.WaveUnderline,
        "Small effusion.": style.DashUnderline,
    }
    assert underlined(checked.findings.editor) == {"Patchy": style.DotLine}


def test_characters_of_two_units_move_no_mark(qtbot: QtBot, checked: MainWindow) -> None:
    checked.impression.editor.setPlainText("\U00020bb7\U0001f600 Right lower lobe pneumonia.")
    wait_for_check(qtbot, checked)
    assert "Right" in underlined(checked.impression.editor)
    checked.impression.editor.setFocus()
    put_caret(checked.impression.editor, len("\U00020bb7\U0001f600".encode("utf-16-le")) // 2 + 2)
    assert lit(checked.findings.editor) == ["Patchy opacity in the right lower lobe."]


def put_caret(editor: PlainEditor, position: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(position)
    editor.setTextCursor(cursor)


def test_the_caret_lights_the_grounds_of_its_line(checked: MainWindow) -> None:
    editor = checked.impression.editor
    editor.setFocus()
    put_caret(editor, 0)  # before the number: the line counts
    assert lit(checked.findings.editor) == ["Patchy opacity in the right lower lobe."]
    put_caret(editor, len(DRAFT))
    assert lit(checked.findings.editor) == []
    put_caret(editor, 5)
    checked.findings.editor.setFocus()
    assert lit(checked.findings.editor) == []


def test_the_mouse_lights_the_grounds_of_what_it_points_at(
    qtbot: QtBot, checked: MainWindow
) -> None:
    editor = checked.impression.editor
    checked.findings.editor.setFocus()
    put_caret(editor, 5)
    over = editor.cursorRect().center() + QPoint(4, 0)
    QTest.mouseMove(editor.viewport(), over)
    qtbot.waitUntil(
        lambda: lit(checked.findings.editor) == ["Patchy opacity in the right lower lobe."]
    )
    editor.pointer_left.emit()
    assert lit(checked.findings.editor) == []


def test_grounds_are_scrolled_to_by_a_key_alone(qtbot: QtBot, checked: MainWindow) -> None:
    checked.findings.editor.setPlainText("\n" * 200 + FINDINGS)
    qtbot.waitUntil(lambda: bool(checked.reviewing.review.checked))
    qtbot.wait(400)
    bar = checked.findings.editor.verticalScrollBar()
    bar.setValue(0)
    checked.impression.editor.setFocus()
    put_caret(checked.impression.editor, 5)
    assert lit(checked.findings.editor)
    assert bar.value() == 0
    checked.commands.grounds.trigger()
    assert bar.value() > 0


def test_the_panel_speaks_the_windows_language(
    qtbot: QtBot, qapp: QApplication, checked: MainWindow
) -> None:
    translation = Translation(qapp)
    try:
        translation.use("zh")
        qtbot.waitUntil(lambda: lines(checked)[0] == "侧别：诊断印象为右侧，检查所见为左侧。")
    finally:
        translation.use("en")


@pytest.mark.parametrize("template", MESSAGES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_message_can_be_said(qapp: QApplication, template: str, language: str) -> None:
    translation = Translation(qapp)
    try:
        translation.use(language)
        for word in FIXED_WORDS:
            made = Issue(
                IssueKind.SIDE, IssueSeverity.NOTE, template, {"said": word, "found": word}
            )
            assert "{" not in issue_message(made)
    finally:
        translation.use("en")


# --- walking -------------------------------------------------------------------------------------


def test_f8_walks_the_issues_and_comes_round(qtbot: QtBot, checked: MainWindow) -> None:
    reviewing, editor = checked.reviewing, checked.impression.editor
    kinds = []
    for _ in range(4):
        press(checked, Key.Key_F8)
        assert reviewing.current is not None
        kinds.append(reviewing.current.kind)
    assert kinds == ["side", "unsupported", "critical", "side"]
    assert editor.textCursor().position() == DRAFT.index("Right")
    assert editor.hasFocus()
    assert "right lower" in lit(checked.findings.editor)
    assert lit(editor) == ["Right"]
    QTest.keyClick(editor, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert reviewing.current is not None
    assert reviewing.current.kind == "critical"


def test_an_issue_keeps_its_light_while_the_text_around_it_changes(
    qtbot: QtBot, checked: MainWindow
) -> None:
    press(checked, Key.Key_F8)
    put_caret(checked.impression.editor, 0)
    QTest.keyClicks(checked.impression.editor, "New. ")
    wait_for_check(qtbot, checked)
    assert lit(checked.impression.editor) == ["Right"]
    colours = {
        selection.format.background().color().name()
        for selection in checked.impression.editor.extraSelections()
        if selection.cursor.selectedText() == "Right"
    }
    assert QColor(DARK.current).name() in colours


def test_a_line_of_the_panel_can_be_chosen_with_the_mouse(
    qtbot: QtBot, checked: MainWindow
) -> None:
    panel = checked.reviewing.panel.issues
    checked.findings.editor.setFocus()
    place = panel.visualItemRect(panel.item(1)).center()
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert checked.reviewing.current is not None
    assert checked.reviewing.current.kind == "unsupported"
    assert lit(checked.impression.editor) == ["Small effusion."]


# --- dismissing ----------------------------------------------------------------------------------


def dismiss(window: MainWindow, reason: Qt.Key = Key.Key_2) -> None:
    press(window, Key.Key_F7)
    press(window, reason)


def test_a_dismissal_takes_one_key_and_a_reason(
    qtbot: QtBot, checked: MainWindow, application: Application
) -> None:
    checked.impression.editor.setFocus()
    press(checked, Key.Key_F8)
    dismiss(checked)
    assert checked.impression.text() == DRAFT  # the digit went nowhere else
    assert checked.impression.editor.hasFocus()
    assert len(lines(checked)) == 2
    assert "Right" not in underlined(checked.impression.editor)
    accept(qtbot, checked)  # nothing severe is open any more
    checked.close()
    (kept,) = decisions(application)
    side, unsupported, critical = kept.checks
    assert kept.checked
    assert (side.outcome, side.reason) == (CheckOutcome.DISMISSED, DismissalReason.IRRELEVANT)
    assert kept.final[slice(*(side.impression_span or ()))] == "Right"
    assert kept.findings[slice(*(side.findings_span or ()))] == "right lower"
    assert {unsupported.outcome, critical.outcome} == {CheckOutcome.SHOWN}


def test_a_reason_in_ones_own_words(checked: MainWindow) -> None:
    press(checked, Key.Key_F8)
    press(checked, Key.Key_F7)
    press(checked, Key.Key_5)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Key.Key_Return)
    assert not checked.reviewing.review.dismissed, "no words are no reason"
    QTest.keyClicks(field, "mirrored 12")
    QTest.keyClick(field, Key.Key_Return)
    (gone,) = checked.reviewing.review.dismissed
    dismissal = checked.reviewing.review.dismissal(gone)
    assert dismissal is not None
    assert (dismissal.reason, dismissal.comment) == (DismissalReason.OTHER, "mirrored 12")


def test_escape_keeps_the_issue_and_stops_no_draft(checked: MainWindow) -> None:
    checked.impression.editor.setFocus()
    press(checked, Key.Key_F8)
    press(checked, Key.Key_F7)
    press(checked, Key.Key_Escape)
    assert len(lines(checked)) == 3
    assert checked.reviewing.panel.reasons.isHidden()
    assert checked.impression.editor.hasFocus()


def test_what_was_dismissed_stays_so_can_be_seen_and_taken_back(
    qtbot: QtBot, checked: MainWindow
) -> None:
    press(checked, Key.Key_F8)
    dismiss(checked, Key.Key_1)
    put_caret(checked.impression.editor, 0)
    checked.impression.editor.insertPlainText("Addendum. ")
    wait_for_check(qtbot, checked)
    assert len(lines(checked)) == 2
    panel = checked.reviewing.panel
    panel._dismissed.click()
    assert lines(checked)[2].startswith("Dismissed (Not true): Side:")
    panel.issues.setCurrentRow(2)
    press(checked, Key.Key_F7)
    assert len(checked.reviewing.review.open) == 3


def test_f8_goes_on_where_an_issue_was_dismissed(checked: MainWindow) -> None:
    for _ in range(2):
        press(checked, Key.Key_F8)
    dismiss(checked)
    press(checked, Key.Key_F8)
    assert checked.reviewing.current is not None
    assert checked.reviewing.current.kind == "critical"


def test_a_new_study_remembers_nothing(qtbot: QtBot, checked: MainWindow) -> None:
    press(checked, Key.Key_F8)
    dismiss(checked)
    checked.commands.new_study.trigger()
    draft(qtbot, checked)
    wait_for_check(qtbot, checked)
    assert len(lines(checked)) == 3


# --- accepting in spite of it --------------------------------------------------------------------


def test_accepting_with_a_severe_issue_takes_one_more_key(
    qtbot: QtBot, checked: MainWindow, application: Application
) -> None:
    checked.commands.accept.trigger()
    assert shows(checked, DraftState.COMPLETE)
    assert "says right, the findings left" in checked.notice.text()
    assert "F9 again" in checked.notice.text()
    accept(qtbot, checked)
    checked.close()
    (kept,) = decisions(application)
    assert [note.outcome for note in kept.checks] == [
        CheckOutcome.OVERRIDDEN,
        CheckOutcome.SHOWN,
        CheckOutcome.SHOWN,
    ]


@pytest.mark.parametrize("change", ["impression", "findings", "dismissal"])
def test_an_answer_counts_for_what_was_asked_alone(
    qtbot: QtBot, checked: MainWindow, change: str
) -> None:
    checked.commands.accept.trigger()
    if change == "dismissal":
        dismiss(checked)
        assert checked.notice.text() == ""
        return
    editor = checked.impression.editor if change == "impression" else checked.findings.editor
    editor.appendPlainText("More.")
    assert checked.notice.text() == ""
    if change == "findings":
        editor.undo()
    checked.commands.accept.trigger()
    qtbot.waitUntil(lambda: "F9 again" in checked.notice.text())
    assert shows(checked, DraftState.COMPLETE)


# --- a critical result ---------------------------------------------------------------------------


def test_who_was_told_is_kept_with_the_decision(
    qtbot: QtBot, checked: MainWindow, application: Application
) -> None:
    began = datetime.now(UTC).replace(second=0, microsecond=0)
    press(checked, Key.Key_F6)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "the ward's doctor")
    checked.reviewing.panel.communication._read_back.setChecked(True)
    QTest.keyClick(field, Key.Key_Return)
    assert checked.reviewing.panel.communication.isHidden()
    assert lines(checked)[2].startswith("Critical result: communicated at ")
    checked.commands.accept.trigger()
    accept(qtbot, checked)
    checked.close()
    (kept,) = decisions(application)
    record = kept.communication
    assert record is not None
    assert (record.told, record.way, record.read_back) == (
        "the ward's doctor",
        CommunicationWay.PHONE,
        True,
    )
    assert record.told_by == application.settings.radiologist_id
    assert began <= record.told_at <= datetime.now(UTC)


def test_nobody_told_is_no_record(checked: MainWindow) -> None:
    press(checked, Key.Key_F6)
    press(checked, Key.Key_Return)
    assert not checked.reviewing.panel.communication.isHidden()
    press(checked, Key.Key_Escape)
    assert checked.reviewing.panel.communication.isHidden()
    assert checked.reviewing.review.communication is None


def test_without_a_critical_result_there_is_no_record(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    wait_for_check(qtbot, window)
    assert not window.commands.communicate.isEnabled()


def test_what_was_decided_is_dismissed_no_more(qtbot: QtBot, checked: MainWindow) -> None:
    checked.commands.accept.trigger()
    accept(qtbot, checked)
    assert not checked.commands.dismiss.isEnabled()
    assert not checked.commands.communicate.isEnabled()
    assert checked.commands.next_issue.isEnabled()


def test_a_small_window_has_room_for_it_all(
    qtbot: QtBot, checked: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    checked.resize(800, 600)
    press(checked, Key.Key_F6)
    qtbot.wait(50)
    assert checked.width() <= 1000
    for field in checked.reviewing.panel.communication.findChildren(QLineEdit):
        needed = field.fontMetrics().horizontalAdvance(field.text())
        assert field.width() > needed
        assert field.height() >= field.fontMetrics().height()
    assert checked.impression.editor.height() > 3 * checked.fontMetrics().height()

"""The checks of the study on the screen: what is shown, walked, dismissed, told and overridden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.feedback.records import CommunicationRecord, DismissalReason
from radvaluer_desktop.gui.checks.checking import Checking
from radvaluer_desktop.gui.checks.issue_text import issue_message
from radvaluer_desktop.gui.checks.marks import READ_IN_FINDINGS, Marks
from radvaluer_desktop.gui.checks.panel import ChecksPanel
from radvaluer_desktop.gui.reading.plain_editor import PlainEditor
from radvaluer_desktop.safety.process import TextChecks
from radvaluer_desktop.safety.result import Issue, IssueKind
from radvaluer_desktop.session.review import CheckedTexts, Review, StudyTexts


class Reviewing(QObject):
    """Connects checks, panel and marks; holds one study's review."""

    changed = Signal()
    override_asked = Signal(str)  # what is open, in words
    override_forgotten = Signal()  # the texts or their issues are others now

    def __init__(
        self,
        checks: TextChecks,
        texts: Callable[[], StudyTexts],
        findings: PlainEditor,
        impression: PlainEditor,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.review = Review()
        self.panel = ChecksPanel()
        self.checking = Checking(checks, texts, self)
        self.marks = Marks(findings, impression, self)
        self._texts, self._impression = texts, impression
        self._current: Issue | None = None
        self._place = 0  # in the list, where the current issue is or was
        self._asked_about: tuple[str, ...] | None = None
        self.checking.checked.connect(self._show)
        self.checking.unavailable.connect(self._on_unavailable)
        self.panel.issue_chosen.connect(self._on_issue_chosen)
        self.panel.issue_entered.connect(self._go_to)
        self.panel.reasons.reason_chosen.connect(self._on_reason_chosen)
        self.panel.communication.filled.connect(self._on_communicated)

    @property
    def current(self) -> Issue | None:
        """The issue that the person looks at."""
        return self._current

    @property
    def has_critical(self) -> bool:
        """Whether a critical result stands that somebody may have been told of."""
        return any(issue.kind is IssueKind.CRITICAL for issue in self.review.open)

    def note_change(self) -> None:
        """A text has changed: check it in a moment, and take no earlier answer for it."""
        self._forget_override()
        self.checking.note_change()

    def pause(self) -> None:
        """A draft is being written: nothing to check, and nothing to say about the last one."""
        self.panel.close_rows()
        self._forget_override()
        self.checking.drop()
        self._show(None)

    def begin_study(self, review: Review) -> None:
        """Another study is on the screen: show what its checks had come to, and check anew."""
        checked = review.checked
        self._place, self.review = 0, review  # first, so that the other study keeps what it had
        self.pause()
        self.show_checked(checked)
        self.note_change()

    def show_checked(self, checked: CheckedTexts | None) -> None:
        """Take a result from before; one of other texts than stand there is none."""
        self.checking.drop()
        self._show(checked if checked and checked.texts == self._texts() else None)

    def shut_down(self) -> None:
        """End the checks."""
        self.checking.shut_down()

    # --- deciding --------------------------------------------------------------------------------

    def may_accept(self) -> bool:
        """Whether nothing severe is open, or the person was asked about just that and said yes."""
        severe = self.review.severe
        about = tuple(issue.key for issue in severe)
        if not severe or about == self._asked_about:
            return True
        self._asked_about = about
        self._set_current(severe[0])
        self.override_asked.emit(self._override_question(severe))
        return False

    def _override_question(self, severe: tuple[Issue, ...]) -> str:
        text = issue_message(severe[0])
        if len(severe) > 1:
            return self.tr("Open: {0} And {1} more. F9 again accepts anyway.").format(
                text, len(severe) - 1
            )
        return self.tr("Open: {0} F9 again accepts anyway.").format(text)

    def _forget_override(self) -> None:
        if self._asked_about is not None:
            self._asked_about = None
            self.override_forgotten.emit()

    # --- walking ---------------------------------------------------------------------------------

    def walk(self, steps: int) -> None:
        """Go to the next issue, or the one before, round and round."""
        issues = self.review.open
        if not issues:
            return
        if self._current is not None and self._current in issues:
            place = issues.index(self._current) + steps
        else:  # from where one was dismissed, at first from the beginning
            place = self._place + min(steps, 0)
        self._go_to(issues[place % len(issues)])

    def show_grounds(self) -> None:
        """Bring into view what the caret's line rests on."""
        self.marks.show_grounds()

    def _go_to(self, issue: Issue) -> None:
        if issue.impression_span is None and issue.kind in READ_IN_FINDINGS:
            self._impression.setFocus()  # there it is put right
        self._set_current(issue)
        self.marks.go_to(issue)

    def _set_current(self, issue: Issue) -> None:
        self._current = issue
        if issue in self.review.open:
            self._place = self.review.open.index(issue)
        self.panel.show_current(issue)
        self.marks.point_out(issue)
        self.changed.emit()

    def _on_issue_chosen(self, issue: Issue) -> None:
        self._set_current(issue)
        self.marks.look_at(issue)

    # --- answering -------------------------------------------------------------------------------

    def dismiss(self) -> None:
        """Ask why the current issue is dismissed; a dismissed one is taken back instead."""
        issue = self._current
        if issue is not None and self.review.dismissal(issue) is not None:
            self.review.take_back(issue)
            self._refresh()
            return
        if issue is None and self.review.open:
            issue = self.review.open[0]
            self._set_current(issue)
        if issue is not None:
            self.panel.communication.close_row()
            self.panel.reasons.ask()

    def communicate(self, told_by: str) -> None:
        """Open the form about a critical result."""
        self.panel.reasons.close_row()
        self.panel.communication.fill(self.review.communication, told_by)

    def _on_reason_chosen(self, reason: DismissalReason, comment: str) -> None:
        issue = self._current
        if issue is None:
            return
        self.review.dismiss(issue, reason, comment)
        self._current = None  # F8 goes on from here
        self._refresh()

    def _on_communicated(self, record: CommunicationRecord) -> None:
        self.review.communication = record
        self._refresh()

    # --- results ---------------------------------------------------------------------------------

    def _on_unavailable(self) -> None:
        self._show(None)
        self.panel.show_not_running()

    def _show(self, checked: CheckedTexts | None) -> None:
        self.review.checked = checked
        here = {issue.key: issue for issue in self.review.open + self.review.dismissed}
        self._current = here.get(self._current.key) if self._current else None
        if self._current is None:
            self.panel.reasons.close_row()  # what it asked about is gone
        self._refresh()

    def _refresh(self) -> None:
        if self._asked_about != tuple(issue.key for issue in self.review.severe):
            self._forget_override()
        self.panel.show_review(self.review, self._current)
        self.marks.show_result(self.review.checked, self.review.open, self._current)
        self.changed.emit()

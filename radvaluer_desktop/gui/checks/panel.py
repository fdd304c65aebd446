"""What the checks say, quietly, under the impression: a line for each issue, and how to answer.

It shows and asks; what an answer means is ``reviewing``'s.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from radvaluer_desktop.gui.checks.communication_form import CommunicationForm
from radvaluer_desktop.gui.checks.issue_list import IssueLine, IssueList
from radvaluer_desktop.gui.checks.issue_text import issue_message, quoted_words, reason_name
from radvaluer_desktop.gui.checks.reason_row import ReasonRow
from radvaluer_desktop.safety.result import Issue, IssueKind
from radvaluer_desktop.session.review import Dismissal, Review


class ChecksPanel(QWidget):
    """Takes no room as long as there is nothing to say."""

    issue_chosen = Signal(object)  # Issue
    issue_entered = Signal(object)  # Issue

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._current: Issue | None = None
        self._running = True
        self._state, self._keys = QLabel(), QLabel()
        self._dismissed = QPushButton()
        self._dismissed.setProperty("role", "flat")
        self._dismissed.setCheckable(True)
        self._dismissed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dismissed.toggled.connect(self._show)
        self.issues = IssueList()
        self.issues.issue_chosen.connect(self.issue_chosen)
        self.issues.issue_entered.connect(self.issue_entered)
        self.reasons = ReasonRow()
        self.communication = CommunicationForm()
        self._lay_out()
        self._show_nothing()

    @property
    def shows_dismissed(self) -> bool:
        """Whether dismissed issues are listed too."""
        return self._dismissed.isChecked()

    def state_text(self) -> str:
        """Return the quiet line above the list."""
        return self._state.text()

    def show_review(self, review: Review, current: Issue | None) -> None:
        """List the issues of ``review``; ``current`` is lit."""
        self._review, self._current, self._running = review, current, True
        self._show()

    def show_not_running(self) -> None:
        """Say that nothing is checked; a list of issues of older texts would mislead."""
        self._running = False
        self._show()

    def show_current(self, current: Issue | None) -> None:
        """Light another issue."""
        self._current = current
        self._show()

    def close_rows(self) -> None:
        """Close what asks."""
        self.reasons.close_row()
        self.communication.close_row()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        for label in (self._state, self._keys):
            label.setProperty("role", "quiet")
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.addWidget(self._state)
        line.addWidget(self._dismissed)
        line.addStretch(1)
        line.addWidget(self._keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        for widget in (self.issues, self.reasons, self.communication):
            layout.addWidget(widget)

    def _show(self) -> None:
        review = self._review
        checked = review.checked if review else None
        if review is None or not self._running or checked is None:
            self._show_nothing()
            return
        lines = [self._line(issue, review) for issue in review.open]
        dismissed = review.dismissed
        if self.shows_dismissed:
            lines += [self._line(issue, review) for issue in dismissed]
        texts = checked.texts
        if not (lines or dismissed or texts.impression.strip() or texts.drafted):
            self._show_nothing()  # of findings alone "no issues" would say more than was looked at
            return
        self._role("quiet")
        self._state.setText(
            self.tr("Checks: {0} open").format(len(review.open))
            if review.open
            else self.tr("Checks: no issues found")
        )
        self._count_dismissed(len(dismissed))
        self.issues.show_lines(tuple(lines), self._current)
        self.issues.setVisible(bool(lines))
        self._keys.setText(self._key_help(review) if lines else "")
        self.show()

    def _show_nothing(self) -> None:
        self.issues.show_lines((), None)
        self.issues.hide()
        self._count_dismissed(0)
        self._keys.clear()
        self.close_rows()
        self._role("quiet" if self._running else "warning")
        self._state.setText("" if self._running else self.tr("Checks are not running"))
        self.setVisible(not self._running)

    def _count_dismissed(self, number: int) -> None:
        text = self.tr("{0} dismissed: hide") if self.shows_dismissed else self.tr("{0} dismissed")
        self._dismissed.setText(text.format(number))
        self._dismissed.setVisible(number > 0)

    def _role(self, role: str) -> None:
        if self._state.property("role") != role:
            self._state.setProperty("role", role)
            self._state.style().unpolish(self._state)
            self._state.style().polish(self._state)

    def _line(self, issue: Issue, review: Review) -> IssueLine:
        text, quiet = issue_message(issue), False
        dismissal, record = review.dismissal(issue), review.communication
        if dismissal is not None:
            text, quiet = self._dismissed_text(dismissal, text), True
        elif record is not None and review.is_told(issue):
            moment = f"{record.told_at.astimezone():%H:%M}"
            text, quiet = self.tr("Critical result: communicated at {0}").format(moment), True
        quote = quoted_words(issue, review.checked) if review.checked else ""
        return IssueLine(issue, text, f"“{quote}”" if quote else "", quiet)

    def _dismissed_text(self, dismissal: Dismissal, text: str) -> str:
        reason = dismissal.comment or reason_name(dismissal.reason)
        return self.tr("Dismissed ({reason}): {text}").format(reason=reason, text=text)

    def _key_help(self, review: Review) -> str:
        parts = [self.tr("F8 next"), self.tr("F7 dismiss"), self.tr("F4 grounds")]
        if any(issue.kind is IssueKind.CRITICAL for issue in review.open):
            parts.append(self.tr("F6 communicated"))
        return " · ".join(parts)

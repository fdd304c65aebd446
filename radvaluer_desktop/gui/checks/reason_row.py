"""Why an issue is dismissed: five reasons, one key each; the fifth takes words of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.feedback.records import DismissalReason
from radvaluer_desktop.gui.checks.issue_text import reason_name
from radvaluer_desktop.gui.numbered_row import NumberedRow

_REASONS = tuple(DismissalReason)


class ReasonRow(NumberedRow):
    """Asks why; Esc keeps the issue."""

    reason_chosen = Signal(object, str)  # DismissalReason, comment

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(len(_REASONS), parent)

    def number_chosen(self, number: int) -> None:
        """Dismiss for that reason; the last one wants words."""
        reason = _REASONS[number - 1]
        if reason is DismissalReason.OTHER:
            self.words.setFocus()
        else:
            self._choose(reason)

    def words_entered(self) -> None:
        """Take the person's own words; none are no reason."""
        if self.words.text().strip():
            self._choose(DismissalReason.OTHER)

    def retranslate(self) -> None:
        """Name everything in the window's language."""
        question = self.tr("Why is it dismissed? Press 1 to 5; Esc keeps it.")
        self.name_all(question, self.tr("in your words"), [reason_name(each) for each in _REASONS])

    def _choose(self, reason: DismissalReason) -> None:
        self.close_row()
        self.reason_chosen.emit(reason, self.words.text())

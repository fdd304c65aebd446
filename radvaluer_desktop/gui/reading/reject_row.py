"""Why a draft is rejected: five reasons, one key each; words of one's own with any of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.gui.numbered_row import NumberedRow
from radvaluer_desktop.gui.reading.reject_reasons import reason_name
from radvaluer_desktop.session.decide import RejectReason, reason_kept

_REASONS = tuple(RejectReason)


class RejectRow(NumberedRow):
    """Asks why; Esc keeps the draft."""

    reason_given = Signal(str)  # as it is kept: a code, and words; empty for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(len(_REASONS), parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter rejects without a reason; else as in every such row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give("")
        else:
            super().keyPressEvent(event)

    def number_chosen(self, number: int) -> None:
        """Reject for that reason; the last one wants words."""
        reason = _REASONS[number - 1]
        if reason is RejectReason.OTHER and not self.words.text().strip():
            self.words.setFocus()
        else:
            self._give(reason_kept(reason, self.words.text()))

    def words_entered(self) -> None:
        """Take the person's own words; none are no reason."""
        if self.words.text().strip():
            self._give(reason_kept(RejectReason.OTHER, self.words.text()))

    def retranslate(self) -> None:
        """Name everything in the window's language."""
        question = self.tr(
            "Why is the draft rejected? Press 1 to 5; Enter rejects without a reason, Esc "
            "keeps the draft."
        )
        self.name_all(question, self.tr("in your words"), [reason_name(each) for each in _REASONS])

    def _give(self, reason: str) -> None:
        self.close_row()
        self.reason_given.emit(reason)

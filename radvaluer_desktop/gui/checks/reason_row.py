"""Why an issue is dismissed: five reasons, one key each; the fifth takes words of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from radvaluer_desktop.feedback.records import DismissalReason
from radvaluer_desktop.gui.checks.issue_text import reason_name
from radvaluer_desktop.gui.inline_row import InlineRow

_REASONS = dict(enumerate(DismissalReason, 1))
_COLUMNS = 3


class ReasonRow(InlineRow):
    """Asks for a reason; never in a window of its own."""

    reason_chosen = Signal(object, str)  # DismissalReason, comment

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = QLabel()
        self._question.setProperty("role", "quiet")
        self._comment = QLineEdit()
        self._comment.returnPressed.connect(self._on_comment_entered)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._question, 0, 0, 1, _COLUMNS)
        self._buttons: dict[DismissalReason, QPushButton] = {}
        for number, reason in _REASONS.items():
            button = self._buttons[reason] = QPushButton()
            button.setProperty("role", "choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._on_number, number))
            row, column = divmod(number - 1, _COLUMNS)
            grid.addWidget(button, row + 1, column)
        grid.addWidget(self._comment, 2, _COLUMNS - 1)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._retranslate()

    def ask(self) -> None:
        """Open the row; the next digit is the answer."""
        self._comment.clear()
        self.open_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """A digit chooses."""
        text = event.text()
        if text.isascii() and text.isdigit() and int(text) in _REASONS:
            self._on_number(int(text))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_number(self, number: int, *_clicked: bool) -> None:
        reason = _REASONS[number]
        if reason is DismissalReason.OTHER:
            self._comment.setFocus()
        else:
            self._choose(reason, self._comment.text())

    def _on_comment_entered(self) -> None:
        """Take the person's own words; none are no reason."""
        if self._comment.text().strip():
            self._choose(DismissalReason.OTHER, self._comment.text())

    def _choose(self, reason: DismissalReason, comment: str) -> None:
        self.close_row()
        self.reason_chosen.emit(reason, comment)

    def _retranslate(self) -> None:
        self._question.setText(self.tr("Why is it dismissed? Press 1 to 5; Esc keeps it."))
        self.setAccessibleName(self._question.text())
        self._comment.setPlaceholderText(self.tr("in your words"))
        self._comment.setAccessibleName(self.tr("Reason in your own words"))
        for number, reason in _REASONS.items():
            self._buttons[reason].setText(f"{number}  {reason_name(reason)}")

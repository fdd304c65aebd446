"""Why a draft is rejected: five reasons, one key each; words of one's own with any of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from radvaluer_desktop.gui.inline_row import InlineRow
from radvaluer_desktop.gui.reading.reject_reasons import reason_name
from radvaluer_desktop.session.decide import RejectReason, reason_kept

_REASONS = dict(enumerate(RejectReason, 1))
_COLUMNS = 3


class RejectRow(InlineRow):
    """Asks for a reason; never in a window of its own."""

    reason_given = Signal(str)  # as it is kept: a code, and words; empty for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = QLabel()
        self._question.setProperty("role", "quiet")
        self._question.setWordWrap(True)
        self.words = QLineEdit()
        self.words.returnPressed.connect(self._on_words_entered)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._question, 0, 0, 1, _COLUMNS)
        self._buttons: dict[RejectReason, QPushButton] = {}
        for number, reason in _REASONS.items():
            button = self._buttons[reason] = QPushButton()
            button.setProperty("role", "choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._on_number, number))
            row, column = divmod(number - 1, _COLUMNS)
            grid.addWidget(button, row + 1, column)
        grid.addWidget(self.words, 2, _COLUMNS - 1)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._retranslate()

    def ask(self) -> None:
        """Open the row; the next digit is the answer."""
        self.words.clear()
        self.open_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """A digit chooses, Enter rejects without a reason; a letter begins words of one's own."""
        text = event.text()
        if text.isascii() and text.isdigit() and int(text) in _REASONS:
            self._on_number(int(text))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give("")
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_number(self, number: int, *_clicked: bool) -> None:
        reason = _REASONS[number]
        if reason is RejectReason.OTHER and not self.words.text().strip():
            self.words.setFocus()
        else:
            self._give(reason_kept(reason, self.words.text()))

    def _on_words_entered(self) -> None:
        if self.words.text().strip():
            self._give(reason_kept(RejectReason.OTHER, self.words.text()))

    def _give(self, reason: str) -> None:
        self.close_row()
        self.reason_given.emit(reason)

    def _retranslate(self) -> None:
        self._question.setText(
            self.tr(
                "Why is the draft rejected? Press 1 to 5; Enter rejects without a reason, Esc "
                "keeps the draft."
            )
        )
        self.setAccessibleName(self._question.text())
        self.words.setPlaceholderText(self.tr("in your words"))
        self.words.setAccessibleName(self.tr("Reason in your own words"))
        for number, reason in _REASONS.items():
            self._buttons[reason].setText(f"{number}  {reason_name(reason)}")

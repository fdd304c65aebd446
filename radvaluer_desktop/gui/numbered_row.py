"""A row that asks for one of a few reasons, each with a digit; words of one's own beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from radvaluer_desktop.gui.inline_row import InlineRow

_COLUMNS = 3


class NumberedRow(InlineRow):
    """The last choice stands beside the line for words. Never a window of its own."""

    def __init__(self, choices: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = QLabel()
        self.question.setProperty("role", "quiet")
        self.question.setWordWrap(True)
        self.words = QLineEdit()
        self.words.returnPressed.connect(self.words_entered)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.question, 0, 0, 1, _COLUMNS)
        self._buttons: list[QPushButton] = []
        for number in range(1, choices + 1):
            button = QPushButton()
            button.setProperty("role", "choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._on_button, number))
            row, column = divmod(number - 1, _COLUMNS)
            grid.addWidget(button, row + 1, column)
            self._buttons.append(button)
        grid.addWidget(self.words, 2, _COLUMNS - 1)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.retranslate()

    def number_chosen(self, number: int) -> None:
        """Somebody chose by digit or button; counted from 1."""
        raise NotImplementedError

    def words_entered(self) -> None:
        """Enter was pressed behind the words, which may be empty."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Name everything in the window's language."""
        raise NotImplementedError

    def ask(self) -> None:
        """Open the row; the next digit is the answer."""
        self.words.clear()
        self.open_row()

    def name_all(self, question: str, words: str, choices: Sequence[str]) -> None:
        """Show the question, the hint in the line for words, and the choices in their order."""
        self.question.setText(question)
        self.setAccessibleName(question)
        self.words.setPlaceholderText(words)
        self.words.setAccessibleName(self.tr("Reason in your own words"))
        for number, (button, choice) in enumerate(zip(self._buttons, choices, strict=True), 1):
            button.setText(f"{number}  {choice}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """A digit chooses."""
        text = event.text()
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(self._buttons):
            self.number_chosen(int(text))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_button(self, number: int, *_clicked: bool) -> None:
        self.number_chosen(number)

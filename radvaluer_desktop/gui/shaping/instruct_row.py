"""What should the draft be like? Four answers by a digit, or words of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from radvaluer_desktop.gui.inline_row import InlineRow
from radvaluer_desktop.session.instructions import Order

_ORDERS = dict(enumerate(Order, 1))


class _Line(QLineEdit):
    """While it is empty, digits are answers and go to the row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        if not self.text() and event.text() in map(str, _ORDERS):
            event.ignore()
        else:
            super().keyPressEvent(event)


class InstructRow(InlineRow):
    """Asks; never in a window of its own."""

    order_given = Signal(object)  # Order
    instruction_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._takes_words = False
        self._question = QLabel()
        self._question.setProperty("role", "quiet")
        self._question.setWordWrap(True)
        self.line = _Line()
        self.line.setMaxLength(200)
        self.line.returnPressed.connect(self._on_entered)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._question, 0, 0, 1, len(_ORDERS))
        self._buttons: dict[Order, QPushButton] = {}
        for number, order in _ORDERS.items():
            button = self._buttons[order] = QPushButton()
            button.setProperty("role", "choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._give, order))
            grid.addWidget(button, 1, number - 1)
            grid.setColumnStretch(number - 1, 1)
        grid.addWidget(self.line, 2, 0, 1, len(_ORDERS))
        self._retranslate()

    def ask(self, *, takes_words: bool) -> None:
        """Open the row; ``takes_words``: whether the model in use follows any instruction."""
        self._takes_words = takes_words
        self._retranslate()
        self.line.clear()
        self.open_row(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """A digit is an answer."""
        text = event.text()
        if text.isascii() and text.isdigit() and int(text) in _ORDERS:
            self._give(_ORDERS[int(text)])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _give(self, order: Order, *_clicked: bool) -> None:
        self.close_row()
        self.order_given.emit(order)

    def _on_entered(self) -> None:
        text = self.line.text().strip()
        if text:
            self.close_row()
            self.instruction_given.emit(text)

    def _retranslate(self) -> None:
        self._question.setText(
            self.tr("What should the draft be like? 1 to 4, or in your words, then Enter.")
            if self._takes_words
            else self.tr(
                "This model takes no instructions in words. These four are done on the text "
                "itself, without changing what it says: 1 to 4."
            )
        )
        for widget in (self, self.line):
            widget.setAccessibleName(self._question.text())
        self.line.setPlaceholderText(self.tr("such as: number it"))
        names = {
            Order.NUMBER: self.tr("Number it"),
            Order.BULLETS: self.tr("Bullets"),
            Order.PROSE: self.tr("Prose"),
            Order.SHORTER: self.tr("Shorter"),
        }
        for number, order in _ORDERS.items():
            self._buttons[order].setText(f"{number}  {names[order]}")

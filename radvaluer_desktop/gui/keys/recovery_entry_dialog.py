"""Asks for a recovery key: to check it, or to open a store whose key the keyring has lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.recovery_key import GROUPS, SIZE, read_recovery_key
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.fitted_dialog import FittedDialog
from radvaluer_desktop.gui.theme.fonts import fixed_font

_WHOLE = GROUPS * SIZE
_MARGIN = 6  # characters, for the frame of the line and what is typed too much


class RecoveryEntryDialog(FittedDialog):
    """Enter hands the key over; typing errors are named as soon as all of it is typed."""

    typed = Signal(object)  # RecoveryKey
    new_asked = Signal()

    def __init__(
        self, text: str, action: str, parent: QWidget | None = None, *, may_make_new: bool
    ) -> None:
        """``text`` says why; ``action`` names the button."""
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setFont(fixed_font())
        self.line.setPlaceholderText("-".join(["•" * SIZE] * GROUPS))
        one = self.line.fontMetrics().horizontalAdvance("W")
        self.line.setMinimumWidth(one * (_WHOLE + GROUPS + _MARGIN))
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.go = QPushButton(action)
        self.new, self._close = QPushButton(), QPushButton()
        self._lay_out(text, may_make_new=may_make_new)
        self.line.textChanged.connect(self._on_text_changed)
        self.go.clicked.connect(self._on_go)
        self.new.clicked.connect(self._on_new)
        self._retranslate()
        self.line.setFocus()

    def show_result(self, text: str, role: str) -> None:
        """Say what came of it; ``role`` is good or error."""
        self._say(text, role)
        self.go.setEnabled(True)
        self.line.setEnabled(True)
        self.line.setFocus()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Recovery key"))
        self.line.setAccessibleName(self.tr("Recovery key"))
        self.new.setText(self.tr("&Make a new one…"))
        self._close.setText(self.tr("C&lose"))

    def _lay_out(self, text: str, *, may_make_new: bool) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setBuddy(self.line)
        self._close.clicked.connect(self.reject)
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        row = QHBoxLayout()
        for button in (self._close, self.new):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.new.setVisible(may_make_new)
        row.addStretch(1)
        row.addWidget(self.go)
        layout = QVBoxLayout(self)
        for widget in (label, self.line, self.said):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)

    def _on_text_changed(self, text: str) -> None:
        if sum(map(str.isalnum, text)) < _WHOLE:
            self._say("", "quiet")
            return
        try:
            read_recovery_key(text)
        except InputError as error:
            self._say(error_text(error), "error")
        else:
            self._say(self.tr("There is no typing error in it."), "good")

    def _on_go(self) -> None:
        try:
            key = read_recovery_key(self.line.text())
        except InputError as error:
            self._say(error_text(error), "error")
            self.line.setFocus()
            return
        self.go.setEnabled(False)
        self.line.setEnabled(False)
        self._say(self.tr("One moment…"), "quiet")
        self.typed.emit(key)

    def _on_new(self) -> None:
        self.reject()
        self.new_asked.emit()

    def _say(self, text: str, role: str) -> None:
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)

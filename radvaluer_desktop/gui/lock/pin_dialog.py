"""Asks for a PIN that is to unlock the window, twice; where there is one, for that one first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.credentials.pin import FEWEST, may_be_pin
from radvaluer_desktop.gui.fitted_dialog import FittedDialog


class PinDialog(FittedDialog):
    """Says what was typed; keeps nothing."""

    chosen = Signal(str, str)  # the PIN that there is, empty where there is none; the new one
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, has_pin: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("PIN of the lock"))
        self.old, self.new, self.again = _line(), _line(), _line()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        told = QLabel(
            self.tr(
                "The PIN unlocks the window after Ctrl+L, or after the minutes that the settings "
                "name. It protects from people who pass by, not from somebody who can use this "
                "computer in your name."
            )
        )
        told.setWordWrap(True)
        form = QFormLayout()
        if has_pin:
            form.addRow(self.tr("PIN until now"), self.old)
        form.addRow(self.tr("New PIN"), self.new)
        form.addRow(self.tr("Once more"), self.again)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.remove = QPushButton(self.tr("&Remove the PIN"))
        self.remove.setAutoDefault(False)
        if has_pin:
            self.buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.buttons.accepted.connect(self._on_save)
        self.buttons.rejected.connect(self.reject)
        self.remove.clicked.connect(lambda: self.removed.emit(self.old.text()))
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        wide = self.fontMetrics().averageCharWidth() * 70
        self.resize(min(wide, self.screen().availableGeometry().width()), self.sizeHint().height())
        (self.old if has_pin else self.new).setFocus()

    def say(self, text: str, role: str) -> None:
        """Say what was wrong."""
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)

    def _on_save(self) -> None:
        new = self.new.text()
        if not may_be_pin(new):
            text = self.tr("A PIN has at least {0} digits or letters, not all the same.")
            self.say(text.format(FEWEST), "error")
            self.new.setFocus()
        elif new != self.again.text():
            self.say(self.tr("The two are not the same."), "error")
            self.again.setFocus()
            self.again.selectAll()
        else:
            self.say(self.tr("One moment…"), "quiet")
            self.chosen.emit(self.old.text(), new)


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(64)
    return line

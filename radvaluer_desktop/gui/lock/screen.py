"""What a locked window shows: that it is locked, and a line for the PIN. Nothing of a study."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class LockScreen(QWidget):
    """Enter hands the PIN over; where there is none, Enter shows the window again."""

    typed = Signal(str)
    forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_pin = False
        self._wait = 0
        self.title, self.text, self.said = QLabel(), QLabel(), QLabel()
        self.line, self.go, self.forgot = QLineEdit(), QPushButton(), QPushButton()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._on_second)
        self._lay_out()
        self.line.returnPressed.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        self.forgot.clicked.connect(self.forgotten)
        self._retranslate()

    def begin(self, *, has_pin: bool) -> None:
        """Ask for the PIN; without one only hide."""
        self._has_pin = has_pin
        self.line.setVisible(has_pin)
        self.forgot.setVisible(has_pin)
        self.line.clear()
        self.say("", "quiet")
        self._retranslate()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where it is needed, within this window alone."""
        (self.line if self._has_pin else self.go).setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """A PIN is being tried."""
        self.line.setReadOnly(busy)
        self.go.setEnabled(not busy)

    def show_wrong(self, wait_s: float) -> None:
        """It was not the PIN; the next try counts after ``wait_s``."""
        self.show_busy(busy=False)
        self.line.clear()
        self._wait = math.ceil(wait_s)
        self.say(self.tr("That is not the PIN."), "error")
        if self._wait:
            self._show_wait()
            self._second.start()

    def say(self, text: str, role: str) -> None:
        """Say something below the line."""
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_go(self) -> None:
        if self._wait or not self.go.isEnabled():
            return
        if not self._has_pin or self.line.text():
            self.typed.emit(self.line.text())

    def _on_second(self) -> None:
        self._wait -= 1
        if self._wait > 0:
            self._show_wait()
            return
        self._second.stop()
        self.go.setEnabled(True)
        self.say("", "quiet")

    def _show_wait(self) -> None:
        self.go.setEnabled(False)
        text = self.tr("That is not the PIN. The next try counts in {0} s.")
        self.say(text.format(self._wait), "error")

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Locked"))
        self.line.setAccessibleName(self.tr("PIN"))
        self.line.setPlaceholderText(self.tr("PIN"))
        self.forgot.setText(self.tr("Forgot the PIN…"))
        if self._has_pin:
            self.text.setText(self.tr("Texts are hidden. What was being drafted goes on."))
            self.go.setText(self.tr("&Unlock"))
        else:
            self.text.setText(
                self.tr(
                    "Texts are hidden, but no PIN was chosen: anybody can show them again. "
                    "Choose a PIN in the settings (Ctrl+,)."
                )
            )
            self.go.setText(self.tr("&Show the window again"))

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        self.title.setFont(font)
        self.title.setProperty("role", "title")
        self.text.setProperty("role", "quiet")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(64)
        wide = self.fontMetrics().averageCharWidth()
        self.line.setFixedWidth(wide * 30)
        self.go.setProperty("role", "main")
        self.forgot.setProperty("role", "flat")
        self.go.setAutoDefault(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.line)
        row.addWidget(self.go)
        row.addStretch(1)
        layout.addSpacing(wide * 2)
        layout.addLayout(row)
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.said)
        layout.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

"""One of the drafts that stand side by side: its number, what the checks see in it, its text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from radvaluer_desktop.gui.reading.plain_editor import PlainEditor

_PASSED_ON = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape),
    *(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3),
}
_LINES = 5


class _Text(PlainEditor):
    """Read-only; the keys that choose go to the row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        if event.key() in _PASSED_ON:
            event.ignore()
        else:
            super().keyPressEvent(event)


class AlternativeColumn(QWidget):
    """Shows a draft; the keyboard stands in its text."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._checks = QLabel()
        self._checks.setProperty("role", "quiet")
        self.text = _Text()
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * _LINES)
        self.text.focus_changed.connect(self._on_focus_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._checks)
        layout.addWidget(self.text, 1)
        self.setFocusProxy(self.text)

    def show_draft(self, text: str, name: str, checks: str) -> None:
        """Show ``text``; ``checks``: what they see in it, in words."""
        self._name = name
        self.text.setPlainText(text)
        self._checks.setText(checks)
        self.text.setAccessibleName(f"{name}. {checks}" if checks else name)
        self.setAccessibleName(name)
        self._show_title()

    def _on_focus_changed(self) -> None:
        self._show_title()
        if self.text.hasFocus():
            self.entered.emit()

    def _show_title(self) -> None:
        self._title.setText(f"▶ {self._name}" if self.text.hasFocus() else self._name)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """The text has the keyboard."""
        self.text.setFocus(event.reason())

"""A row that opens inside the window, takes the keyboard, and gives it back where it came from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class InlineRow(QWidget):
    """Hidden until it is opened; Esc closes it, whatever Esc means elsewhere in the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open_row(self, first: QWidget | None = None) -> None:
        """Show the row; ``first``, or the row itself, gets the keyboard."""
        focus = QApplication.focusWidget()
        if focus is not None and not self._holds(focus):
            self._before = focus
        self.show()
        (first or self).setFocus()

    def close_row(self) -> None:
        """Hide the row; the keyboard goes back."""
        if self.isHidden():
            return
        held = self._holds(QApplication.focusWidget())
        self.hide()
        before, self._before = self._before, None
        if before is not None and held:
            before.setFocus()

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window's own shortcut gets it."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self or self.isAncestorOf(widget))

"""A day that may be left open; Tab goes on from it, whatever stands in it."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent
from PySide6.QtWidgets import QDateEdit, QWidget


class DayEdit(QDateEdit):
    """Qt's own takes Tab for its parts, and keeps it for ever while a word stands for no day."""

    def __init__(self, any_day: QDate, parent: QWidget | None = None) -> None:
        super().__init__(any_day, parent)
        self.setMinimumDate(any_day)
        self.setDisplayFormat("yyyy-MM-dd")
        self._keep_apart()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow the text size."""
        if event.type() is QEvent.Type.FontChange:
            self._keep_apart()
        super().changeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own
        """Go on; the arrows walk the parts of a date."""
        return QWidget.focusNextPrevChild(self, forward)

    def _keep_apart(self) -> None:
        """Set the text in from the frame, which the style sheet does for other fields alone."""
        self.lineEdit().setTextMargins(self.fontMetrics().height() // 3, 0, 0, 0)

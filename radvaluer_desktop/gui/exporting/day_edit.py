"""A day that may be left open; Tab goes on from it, whatever stands in it."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget


class DayEdit(QDateEdit):
    """Qt's own takes Tab for its parts, and keeps it for ever while a word stands for no day."""

    def __init__(self, any_day: QDate, parent: QWidget | None = None) -> None:
        super().__init__(any_day, parent)
        self.setMinimumDate(any_day)
        self.setDisplayFormat("yyyy-MM-dd")

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own
        """Go on; the arrows walk the parts of a date."""
        return QWidget.focusNextPrevChild(self, forward)

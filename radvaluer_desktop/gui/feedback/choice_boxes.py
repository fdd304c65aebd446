"""Boxes to choose one value of few, or a day, or to leave it open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from radvaluer_desktop.gui.feedback.names import named

_ANY = QDate(2000, 1, 1)


class ChoiceBox(QComboBox):
    """A value of few; the first entry leaves it open."""

    def __init__(self, any_text: str, names: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._any_text = any_text
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem(any_text, None)
        for code in names or {}:
            self.addItem(named(names or {}, code), code)

    def offer(self, values: Iterable[str]) -> None:
        """Offer ``values``, which are their own names; keep the chosen one."""
        before = self.value
        self.blockSignals(True)
        self.clear()
        self.addItem(self._any_text, None)
        for value in values:
            self.addItem(value, value)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)

    @property
    def value(self) -> str | None:
        """What was chosen; None: anything."""
        value = self.currentData()
        return None if value is None else str(value)


class DayBox(QDateEdit):
    """A day; the first one that can be chosen leaves it open."""

    def __init__(self, any_text: str) -> None:
        super().__init__(_ANY)
        self.setMinimumDate(_ANY)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setSpecialValueText(any_text)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own name
        """Go on at Tab, which Qt would keep while a word stands for no day."""
        return QWidget.focusNextPrevChild(self, forward)

    @property
    def value(self) -> date | None:
        """What was chosen; None: any day."""
        day = self.date()
        return None if day == _ANY else date(day.year(), day.month(), day.day())

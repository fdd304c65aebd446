"""Boxes to choose one value of few, or a day, or to leave it open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from radvaluer_desktop.gui.exporting.day_edit import DayEdit
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


class DayBox(DayEdit):
    """A day; the first one that can be chosen leaves it open."""

    def __init__(self, any_text: str) -> None:
        super().__init__(_ANY)
        self.setSpecialValueText(any_text)

    @property
    def value(self) -> date | None:
        """What was chosen; None: any day."""
        day = self.date()
        return None if day == _ANY else date(day.year(), day.month(), day.day())


def field_label(text: str, widget: QWidget) -> QLabel:
    """Return what stands beside ``widget``; screen readers say it too."""
    label = QLabel(text)
    label.setBuddy(widget)
    widget.setAccessibleName(text.replace("&", ""))
    return label

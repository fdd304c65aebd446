"""A line of text that gives way: where there is no room for all of it, it ends in dots."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption

_LEAST_CHARACTERS = 4


class ElidedLabel(QLabel):
    """Asks for the room that its text needs, and takes less; the text itself stays whole."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """A few characters."""
        whole = super().minimumSizeHint()
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(min(whole.width(), least), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint as much as there is room for."""
        whole = super().minimumSizeHint().width()
        if whole <= self.width():
            super().paintEvent(event)
            return
        margin = (whole - self.fontMetrics().horizontalAdvance(self.text())) // 2
        room = self.rect().adjusted(margin, 0, -margin, 0)
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        said = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment()), said)

"""Paints the cells of the list of decisions: one text each, laid out once.

Qt's own delegate asks the model, which is Python, for seven things a cell, and lays each out by the
style sheet anew: a screenful took longer than a key may wait.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from radvaluer_desktop.gui.feedback.decision_table import NUMBERS, DecisionTable

_NARROWEST = 3  # times as many of the narrowest letters as of average ones take the same room
_MOST = 4000  # texts that are kept laid out; most columns have few different ones


class LinePainter(QStyledItemDelegate):
    """Draws what the model shows, cut off with an ellipsis where it is too long."""

    def __init__(self, model: DecisionTable) -> None:
        super().__init__(model)
        self._model = model
        self._texts: dict[tuple[str, int, int], QStaticText] = {}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        place = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, option.palette.highlight())
        text = self._model.data(index)
        if not text:
            return
        metrics: QFontMetrics = option.fontMetrics
        margin = metrics.averageCharWidth()
        room = place.width() - 2 * margin
        known = text, room, metrics.height()
        laid_out = self._texts.get(known)
        if laid_out is None:
            laid_out = self._lay_out(text, room, metrics, option.font)
            if len(self._texts) >= _MOST:
                self._texts.clear()
            self._texts[known] = laid_out
        size = laid_out.size()
        aside = room - size.width() if index.column() in NUMBERS else 0.0
        above = (place.height() - size.height()) / 2
        painter.drawStaticText(QPointF(place.x() + margin + aside, place.y() + above), laid_out)

    def _lay_out(self, text: str, room: int, metrics: QFontMetrics, font: QFont) -> QStaticText:
        begin = text[: 1 + room * _NARROWEST // metrics.averageCharWidth()]
        shown = QStaticText(metrics.elidedText(begin, Qt.TextElideMode.ElideRight, room))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.prepare(QTransform(), font)
        return shown

"""The issues as lines: a sign for the weight, the sentence, and quietly the words it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from radvaluer_desktop.gui.checks.issue_text import severity_name
from radvaluer_desktop.gui.theme.colours import colours
from radvaluer_desktop.safety.result import Issue, IssueSeverity

_LINE = Qt.ItemDataRole.UserRole
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class IssueLine:
    """What a line says. ``quiet``: it is settled, by a dismissal or because somebody was told."""

    issue: Issue
    text: str
    quote: str = ""
    quiet: bool = False


class IssueList(QListWidget):
    """One line an issue, no higher than it needs, at most six; the keyboard's arrows walk it."""

    issue_chosen = Signal(object)  # Issue, with the mouse or the arrows
    issue_entered = Signal(object)  # Issue, with Enter or twice with the mouse

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[IssueLine, ...] = ()
        self.setItemDelegate(_LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.currentRowChanged.connect(self._on_row_changed)
        self.itemClicked.connect(lambda _: self._on_row_changed(self.currentRow()))
        self._retranslate()
        self.itemActivated.connect(lambda _: self._on_activated())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Issues"))

    @property
    def lines(self) -> tuple[IssueLine, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: tuple[IssueLine, ...], current: Issue | None) -> None:
        """Show ``lines``; the one of ``current`` is lit."""
        self.blockSignals(True)  # nobody has chosen anything
        if lines != self._lines:
            self._lines = lines
            self.clear()
            for line in lines:
                item = QListWidgetItem()
                item.setData(_LINE, line)
                name = severity_name(line.issue.severity)
                item.setToolTip(f"{line.text}\n{line.quote}".strip())
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}: {line.text}")
                self.addItem(item)
        rows = [row for row, line in enumerate(lines) if current and line.issue == current]
        self.setCurrentRow(rows[0] if rows else -1)
        self.blockSignals(False)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As high as its lines."""
        shown = min(max(self.count(), 1), _MOST_LINES)
        return QSize(0, shown * _line_height(self) + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Never less: the editors give way."""
        return self.sizeHint()

    def _on_row_changed(self, row: int) -> None:
        if 0 <= row < len(self._lines):
            self.issue_chosen.emit(self._lines[row].issue)

    def _on_activated(self) -> None:
        if 0 <= self.currentRow() < len(self._lines):
            self.issue_entered.emit(self._lines[self.currentRow()].issue)


def _line_height(widget: QWidget) -> int:
    return widget.fontMetrics().height() * 3 // 2


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(  # noqa: N802 - Qt's own name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's own signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(0, _line_height(self._list))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: IssueLine = index.data(_LINE)
        rect: QRect = _of(option, "rect")
        metrics = self._list.fontMetrics()
        margin = metrics.averageCharWidth()
        is_current = index.row() == self._list.currentRow()
        # Quiet words on the lit line would be too faint to read.
        quiet = QColor(colours().text if is_current else colours().quiet)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current:
            painter.fillRect(rect, QColor(colours().current))
        sign = metrics.ascent()
        box = QRect(rect.left() + margin, rect.center().y() - sign // 2, sign, sign)
        _paint_sign(painter, self._mirrored(rect, box), line.issue.severity, settled=line.quiet)
        left = box.right() + margin
        words = QRect(left, rect.top(), rect.right() - margin - left, rect.height())
        said = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, words.width())
        painter.setPen(quiet if line.quiet else QColor(colours().text))
        self._paint_text(painter, rect, words, said)
        words.setLeft(words.left() + metrics.horizontalAdvance(said) + margin)
        if line.quote and words.width() > 6 * margin:
            quote = metrics.elidedText(line.quote, Qt.TextElideMode.ElideRight, words.width())
            painter.setPen(quiet)
            self._paint_text(painter, rect, words, quote)
        painter.restore()

    def _mirrored(self, line: QRect, part: QRect) -> QRect:
        """Return where ``part`` of ``line`` lies in the window's direction of reading."""
        return QStyle.visualRect(self._list.layoutDirection(), line, part)

    def _paint_text(self, painter: QPainter, line: QRect, part: QRect, text: str) -> None:
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        place = QStyle.visualAlignment(self._list.layoutDirection(), leading)
        painter.drawText(self._mirrored(line, part), place, text)


def _of(option: QStyleOptionViewItem, name: str) -> Any:  # noqa: ANN401 - PySide types no fields
    return getattr(option, name)


def _paint_sign(painter: QPainter, box: QRect, severity: IssueSeverity, *, settled: bool) -> None:
    """A full square is severe, a triangle a warning, a ring a note."""
    shown = colours()
    by_weight = {
        IssueSeverity.SEVERE: shown.error,
        IssueSeverity.WARNING: shown.warning,
        IssueSeverity.NOTE: shown.quiet,
    }
    colour = QColor(shown.quiet if settled else by_weight[severity])
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(1, 1, -1, -1)
    match severity:
        case IssueSeverity.SEVERE:
            if not settled:
                painter.setBrush(colour)
            painter.drawRoundedRect(inner, 2, 2)
        case IssueSeverity.WARNING:
            corners = [
                QPointF(inner.center().x() + 0.5, inner.top()),
                QPointF(inner.right(), inner.bottom()),
                QPointF(inner.left(), inner.bottom()),
            ]
            painter.drawPolygon(QPolygonF(corners))
        case IssueSeverity.NOTE:
            painter.drawEllipse(inner.adjusted(2, 2, -2, -2))

"""Fields beside their labels, in as few rows as the width allows.

Large text on a small screen makes more rows of them; nothing is cut off, and no window grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

Rows = Sequence[Sequence[str]]


def rows_of(names: Sequence[str], each: int) -> Rows:
    """Return ``names`` in rows of ``each``; an empty name fills the last one."""
    filled = [*names, *[""] * (-len(names) % each)]
    return [filled[start : start + each] for start in range(0, len(filled), each)]


class FoldingGrid(QWidget):
    """Takes the first of its arrangements that has room; the last one where none has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: dict[str, tuple[QLabel | None, QWidget]] = {}
        self._arrangements: Sequence[Rows] = ()
        self._shown: Rows = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    @property
    def rows(self) -> Rows:
        """How the fields stand now."""
        return self._shown

    def arrange(
        self,
        cells: Mapping[str, tuple[QLabel | None, QWidget]],
        arrangements: Sequence[Rows],
    ) -> None:
        """Show ``cells`` in one of ``arrangements``, the widest first.

        In a row of fewer fields than another they share its columns equally.
        """
        self._cells, self._arrangements = dict(cells), arrangements
        for label, field in cells.values():
            if label is not None:
                label.setBuddy(field)
        self._place(arrangements[0])

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As wide as the widest arrangement, as high as the one that is shown."""
        return QSize(self._needed(self._arrangements[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As wide as the narrowest arrangement, as high as the one that is shown."""
        return QSize(self._needed(self._arrangements[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Fold where there is less room now, unfold where there is more."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Fold anew where other words or another text size need another width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        fitting = (rows for rows in self._arrangements if self._needed(rows) <= self.width())
        rows = next(fitting, self._arrangements[-1])
        if rows != self._shown:
            self._place(rows)

    def _place(self, rows: Rows) -> None:
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for label, field in self._cells.values():
            for widget in filter(None, (label, field)):
                self._grid.removeWidget(widget)
        columns = _columns(rows)
        for row, names in enumerate(rows):
            width = columns // len(names)
            for at, name in enumerate(names):
                if not name:
                    continue
                label, field = self._cells[name]
                if label is not None:
                    self._grid.addWidget(label, row, at * width)
                self._grid.addWidget(field, row, at * width + 1, 1, width - 1)
        for column in range(1, columns, 2):
            self._grid.setColumnStretch(column, 1)
        self._shown = rows
        self.updateGeometry()

    def _needed(self, rows: Rows) -> int:
        """Return the least width of an arrangement."""
        widths = [0] * _columns(rows)
        for names in rows:
            width = len(widths) // len(names)
            for at, name in enumerate(names):
                if not name:
                    continue
                label, field = self._cells[name]
                if label is not None:
                    widths[at * width] = max(widths[at * width], _least(label))
                if width == 2:  # a wider one shares columns that others ask for
                    widths[at * width + 1] = max(widths[at * width + 1], _least(field))
        return sum(widths) + self._grid.horizontalSpacing() * (len(widths) - 1)


def _columns(rows: Rows) -> int:
    return 2 * max(len(names) for names in rows)


def _least(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())

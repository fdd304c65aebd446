"""Decisions as rows of a table: their numbers are here, their lines are asked for as they show."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from radvaluer_desktop.feedback.browsing import Line
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.gui.feedback.names import LANGUAGES, SIGNS, SYSTEMS, VERDICTS, moment, named

PAGE = 64  # lines
_KEPT_PAGES = 48  # of what was scrolled past
_TEXT_COLUMN = 10
NUMBERS = range(7, 10)  # columns, set to the right
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class DecisionTable(QAbstractTableModel):
    """Holds eight bytes for each decision, and the lines of the pages that were shown last.

    A row whose line is not here yet shows an ellipsis and asks for its page.
    """

    pages_wanted = Signal(object)  # list[int], the one that was looked at last at the end

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = array("q")
        self._pages: OrderedDict[int, dict[int, tuple[str, ...]]] = OrderedDict()
        self._wanted: list[int] = []
        self._asking = QTimer(self)  # once for all rows of one repaint
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)

    def begin(self) -> None:
        """Show nothing: another list is being read."""
        self.beginResetModel()
        self._numbers = array("q")
        self._pages.clear()
        self._wanted.clear()
        self.endResetModel()

    def add(self, numbers: array[int]) -> None:
        """Add decisions at the end of the list."""
        if numbers:
            first = len(self._numbers)
            if first % PAGE:  # its last page was not whole
                self._pages.pop(first // PAGE, None)
            self.beginInsertRows(_ROOT, first, first + len(numbers) - 1)
            self._numbers.extend(numbers)
            self.endInsertRows()

    def numbers_of(self, page: int) -> array[int]:
        """Return the numbers of the decisions of a page."""
        return self._numbers[page * PAGE : (page + 1) * PAGE]

    def number_at(self, row: int) -> int:
        """Return the number of the decision of a row."""
        return self._numbers[row]

    def cells_at(self, row: int) -> tuple[str, ...] | None:
        """Return what a row shows, where its line is here."""
        page = self._pages.get(row // PAGE)
        return None if page is None else page.get(self._numbers[row])

    def show_page(self, page: int, numbers: array[int], lines: Mapping[int, Line]) -> None:
        """Keep the lines of a page by number; who of ``numbers`` is not among them is gone.

        A page that has grown since it was asked for is asked for again, if it is still in sight.
        """
        if len(numbers) == len(self.numbers_of(page)):
            self._pages[page] = {number: _cells(line) for number, line in lines.items()}
            self._pages.move_to_end(page)
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, len(self._numbers)) - 1
        ends = self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1)
        self.dataChanged.emit(*ends)

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's own name
        """How many decisions are known to be in the list."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's own name
        """How many values a line has."""
        return 0 if parent.isValid() else _TEXT_COLUMN + 1

    def headerData(  # noqa: N802 - Qt's own name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own type
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (
            *(self.tr("Decided"), self.tr("Decision"), self.tr("Body system")),
            *(self.tr("Language"), self.tr("Institution"), self.tr("Model"), self.tr("Station")),
            *(self.tr("Edits"), self.tr("Seconds"), self.tr("Overridden")),
            self.tr("Impression"),
        )
        return titles[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Return what a cell shows."""
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        page = self._pages.get(index.row() // PAGE)
        if page is None:
            self._want(index.row() // PAGE)
            return "…" if column == 0 else ""
        cells = page.get(self._numbers[index.row()])
        if cells is None:
            return self.tr("erased since") if column == 0 else ""
        return cells[column]

    def _want(self, page: int) -> None:
        if page in self._wanted:
            return
        self._wanted.append(page)
        self._asking.start()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, []
        self.pages_wanted.emit(wanted)


def _cells(line: Line) -> tuple[str, ...]:
    return (
        moment(line.decided_at),
        f"{SIGNS[line.verdict]} {named(VERDICTS, line.verdict)}",
        named(SYSTEMS, line.system),
        named(LANGUAGES, line.language),
        *(line.institution, line.model, line.station),
        "" if line.verdict is Verdict.REJECTED else str(line.edits),  # nothing was edited
        f"{line.seconds:.0f}",
        f"! {line.overridden}" if line.overridden else "",
        line.text,
    )

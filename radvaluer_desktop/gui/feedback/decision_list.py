"""The table of decisions: whole rows, one height, and no copying of cells behind the marks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from radvaluer_desktop.gui.feedback.decision_table import DecisionTable
from radvaluer_desktop.gui.feedback.line_painter import LinePainter

_WIDTHS = (15, 10, 14, 8, 10, 13, 7, 6, 8, 9)  # of the columns, in characters
_NOT_BESIDE = (3, 4, 5, 6, 8)  # columns that a decision's page says too


class DecisionList(QTableView):
    """Shows a ``DecisionTable``; rows have one fixed height, so that none need be measured."""

    def __init__(self, model: DecisionTable) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(LinePainter(model))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(self.fontMetrics().lineSpacing() * 1.5))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setStretchLastSection(True)
        letter = self.fontMetrics().averageCharWidth()
        for column, width in enumerate(_WIDTHS):
            columns.resizeSection(column, letter * width)

    def show_beside(self, *, beside: bool) -> None:
        """Leave out the columns that a decision's page, which is beside the list, says too."""
        for column in _NOT_BESIDE:
            self.setColumnHidden(column, beside)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Qt would copy a cell without the marks that keep it out of histories."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

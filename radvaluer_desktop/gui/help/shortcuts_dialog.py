"""The sheet of keys: what F1 shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.gui.help.shortcuts import KeyGroup


class ShortcutsDialog(QDialog):
    """Lists keys by menu; what is typed above them leaves those that have it."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.search, self.table = QLineEdit(), QTableWidget(0, 3)
        self.search.setPlaceholderText(self.tr("Search a command or a key"))
        self.search.setAccessibleName(self.tr("Search a command or a key"))
        self.search.setClearButtonEnabled(True)
        self._fill(groups)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        self.search.textChanged.connect(self._on_search)
        resize_to_text(self, 90, 34)
        self.search.setFocus()

    def _fill(self, groups: Sequence[KeyGroup]) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([self.tr("Keys"), self.tr("Command"), self.tr("Menu")])
        table.setAccessibleName(self.tr("Keys"))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        for group in groups:
            for name, keys in group.rows:
                row = table.rowCount()
                table.insertRow(row)
                for column, text in enumerate((keys, name, group.title)):
                    table.setItem(row, column, QTableWidgetItem(text))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def _on_search(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.table.rowCount()):
            items = [self.table.item(row, column) for column in range(3)]
            said = " ".join(item.text() for item in items if item is not None).casefold()
            self.table.setRowHidden(row, not all(word in said for word in words))

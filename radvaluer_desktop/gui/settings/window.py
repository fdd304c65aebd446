"""The settings: pages at the left, a box to search in, the rows of a page or of what was found."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.gui.settings.column import SettingsColumn
from radvaluer_desktop.gui.settings.row import SettingRow
from radvaluer_desktop.gui.settings.words import page_title
from radvaluer_desktop.settings.layers import Choice


class SettingsWindow(QDialog):
    """Shows the settings as they are declared; whoever opened it saves what was chosen."""

    chosen = Signal(str, object)
    reset_asked = Signal(str)
    link_asked = Signal(str)  # models, recovery, backups, server or pin

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = SettingsColumn()
        self.pages = self.column.pages
        self.list, self.search = QListWidget(), QLineEdit()
        self.area = QScrollArea()
        self.links: dict[str, QPushButton] = {}
        self._lay_out()
        self.column.chosen.connect(self.chosen)
        self.column.reset_asked.connect(self.reset_asked)
        self.list.currentRowChanged.connect(self._on_page_chosen)
        self.search.textChanged.connect(self._show_rows)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def rows(self) -> dict[str, SettingRow]:
        """All rows, by the settings' names."""
        return self.column.rows

    def show_choices(self, choices: Mapping[str, Choice]) -> None:
        """Show what is saved."""
        self.column.show_choices(choices)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter saves the line that it was pressed in, and closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.search.setPlaceholderText(self.tr("Search the settings"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        self.list.addItems([page_title(page) for page in self.pages])
        wide = self.fontMetrics().averageCharWidth()
        self.list.setMinimumWidth(self.list.sizeHintForColumn(0) + 2 * wide)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        layout = QHBoxLayout(self)
        left, right = QVBoxLayout(), QVBoxLayout()
        layout.addLayout(left)
        layout.addLayout(right, 1)
        left.addWidget(self.list, 1)
        for name, text in (
            ("models", self.tr("Models…")),
            ("recovery", self.tr("Recovery key…")),
            ("server", self.tr("Department's server…")),
            ("backups", self.tr("Folder of backups…")),
            ("pin", self.tr("PIN of the lock…")),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, name=name: self.link_asked.emit(name))
            self.links[name] = button
            left.addWidget(button)
        right.addWidget(self.search)
        right.addWidget(self.area, 1)
        self.area.setWidget(self.column)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSpacing(3)
        resize_to_text(self, 105, 38)

    def _on_page_chosen(self) -> None:
        self.search.clear()
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the chosen page, or of all pages what has the words that are searched for."""
        words = self.search.text().strip()
        if words:
            self.column.show_found(words)
        else:
            self.column.show_page(self.pages[max(self.list.currentRow(), 0)])
        self.area.verticalScrollBar().setValue(0)

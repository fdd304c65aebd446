"""The browser: filters, the list of decisions, and the one that was opened."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.feedback.audit.chain import AuditRow
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.gui.feedback.browser_filters import BrowserFilters
from radvaluer_desktop.gui.feedback.decision_list import DecisionList
from radvaluer_desktop.gui.feedback.decision_page import decision_page
from radvaluer_desktop.gui.feedback.decision_table import DecisionTable
from radvaluer_desktop.gui.feedback.decision_text import DecisionText
from radvaluer_desktop.gui.feedback.strip import Strip
from radvaluer_desktop.gui.fitted_dialog import resize_to_text

_WIDTH, _LINES = 150, 44  # of the window


class BrowserWindow(QWidget):
    """Shows and emits; reads nothing itself."""

    asked = Signal(object)  # Asked
    pages_wanted = Signal(object)  # list[int]
    opened = Signal(object)  # the number of a decision
    closed = Signal()

    def __init__(self, *, radiologists: bool) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._decision: Decision | None = None
        self.filters = BrowserFilters(radiologists=radiologists, parent=self)
        self.model = DecisionTable(self)
        self.table = DecisionList(self.model)
        self.page = DecisionText()
        self.strip = Strip()
        self.count = QLabel()
        self.count.setProperty("role", "quiet")
        self.close_page = QPushButton(self.tr("&Back to the list  Esc"))
        self.table.horizontalHeader().setObjectName("columns")
        self._lay_out()
        self._connect()
        self.setWindowTitle(self.tr("Feedback browser"))
        resize_to_text(self, _WIDTH, _LINES)

    @property
    def decision(self) -> Decision | None:
        """The decision that is open."""
        return self._decision

    def begin_list(self) -> None:
        """Show an empty list: another one is being read."""
        self.hide_decision()
        self.model.begin()
        self.strip.say("")

    def add(self, numbers: array[int]) -> None:
        """Add decisions at the end of the list; the first one becomes the current one."""
        was_empty = not self.model.rowCount()
        self.model.add(numbers)
        if was_empty and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def show_count(self, found: int, kept: int, *, done: bool) -> None:
        """Say how many decisions the list has, of how many."""
        if not done:
            text = self.tr("{0} found so far…").format(f"{found:,}")
        elif found == kept:
            text = self.tr("Decisions: {0}").format(f"{found:,}")
        else:
            text = self.tr("Decisions: {0} of {1}").format(f"{found:,}", f"{kept:,}")
        self.count.setText(text)

    def show_decision(self, decision: Decision) -> None:
        """Show one decision beside the list; its audit entries come later."""
        self._decision = decision
        self.page.setHtml(decision_page(decision, None))
        self._show_beside(beside=True)
        self.page.setFocus()

    def show_trail(self, decision: Decision, trail: Sequence[AuditRow]) -> None:
        """Show what the audit trail says of the decision, if that is still the one shown."""
        if decision is self._decision:
            bar = self.page.verticalScrollBar()
            place = bar.value()
            self.page.setHtml(decision_page(decision, trail))
            bar.setValue(place)

    def hide_decision(self) -> None:
        """Show the list alone; the keyboard goes back to it."""
        if self._decision is None:
            return
        self._decision = None
        self.page.clear()
        held = self.focusWidget() in (self.page, self.close_page)
        self._show_beside(beside=False)
        if held:
            self.table.setFocus()

    def _show_beside(self, *, beside: bool) -> None:
        """Show the page beside a list of fewer columns, or the whole list alone."""
        self.table.show_beside(beside=beside)
        self._page_side.setVisible(beside)

    def _lay_out(self) -> None:
        self.table.setAccessibleName(self.tr("Decisions"))
        self.page.setAccessibleName(self.tr("Decision"))
        splitter = QSplitter(Qt.Orientation.Horizontal)  # from the outside in, as the main window
        layout = QVBoxLayout(self)
        layout.addWidget(self.filters)
        layout.addWidget(self.strip)
        layout.addWidget(splitter, 1)
        self._page_side = QWidget()
        splitter.addWidget(self.table)
        splitter.addWidget(self._page_side)
        side = QVBoxLayout(self._page_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.page, 1)
        row = QHBoxLayout()
        side.addLayout(row)
        row.addStretch(1)
        row.addWidget(self.close_page)
        self._page_side.hide()
        splitter.setObjectName("list")  # remembered, and so are the columns
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        below = QHBoxLayout()
        layout.addLayout(below)
        below.addWidget(self.count)
        note = QLabel(self.tr("Enter opens a decision; the audit trail notes what is read here."))
        note.setProperty("role", "quiet")
        note.setWordWrap(True)
        note.setAlignment(Qt.AlignmentFlag.AlignRight)
        below.addWidget(note, 1)

    def _connect(self) -> None:
        self.filters.asked.connect(self.asked)
        self.model.pages_wanted.connect(self.pages_wanted)
        self.table.activated.connect(self._on_activated)
        self.close_page.clicked.connect(self.hide_decision)
        self.filters.words.returnPressed.connect(self.table.setFocus)
        for key, slot in (
            ("Esc", self._on_escape),
            ("Ctrl+F", self._on_search),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(key), self, slot)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.number_at(index.row()))

    def _on_escape(self) -> None:
        if self._decision is None:
            self.close()
        else:
            self.hide_decision()

    def _on_search(self) -> None:
        self.filters.words.setFocus()
        self.filters.words.selectAll()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Say that nobody looks any more."""
        self.table.show_beside(beside=False)  # the columns, as they are remembered
        self.closed.emit()
        super().closeEvent(event)

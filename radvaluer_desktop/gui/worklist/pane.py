"""The pane at the left: the studies that wait, a line to find one, hidden while there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from radvaluer_desktop.gui.reading.header_panel import HeaderPanel
from radvaluer_desktop.gui.reading.plain_editor import title_height
from radvaluer_desktop.gui.worklist.rows import Rows
from radvaluer_desktop.report.worklist import ListedStudy, StudyState


class WorklistPane(QWidget):
    """Lists studies; says which one is to be opened."""

    study_chosen = Signal(str)  # its id

    def __init__(self, header: HeaderPanel) -> None:
        super().__init__()
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setMinimumHeight(title_height(self))
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = Rows(header.words_of, self._state_words)
        self._found = QSortFilterProxyModel()
        self._found.setSourceModel(self.rows)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setModel(self._found)
        self._title.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self.filter, self.list):
            layout.addWidget(widget)
        self.filter.textChanged.connect(self._found.setFilterFixedString)
        self.filter.returnPressed.connect(self._open_first)
        self.filter.installEventFilter(self)
        self.list.activated.connect(self._open)
        self._waiting, self._all = 0, 0
        self.hide()
        self._retranslate()

    def show_studies(
        self, studies: Sequence[ListedStudy], current: str | None, ready: str | None
    ) -> None:
        """Show the list and where one is in it."""
        self._all = len(studies)
        self._waiting = sum(not study.state.is_decided for study in studies)
        self.rows.show_studies(studies, current, ready)
        self._retranslate()
        index = self._found.mapFromSource(self.rows.index(self.rows.row_of(current)))
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    @property
    def has_keyboard(self) -> bool:
        """Whether what is typed goes to the pane."""
        return self.filter.hasFocus() or self.list.hasFocus()

    def begin_search(self) -> None:
        """Let the person type what the study is called."""
        self.show()
        self.filter.setFocus()
        self.filter.selectAll()

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """From the line that finds, the arrow down leads into the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and cast("QKeyEvent", event).key() == Qt.Key.Key_Down:
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.rows.speak_anew()
        super().changeEvent(event)

    def _open_first(self) -> None:
        self._open(self._found.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.study_chosen.emit(index.data(Qt.ItemDataRole.UserRole))

    def _state_words(self, state: StudyState, ready: bool) -> str:
        if ready:
            return self.tr("draft is ready")
        return {
            StudyState.NEW: self.tr("new"),
            StudyState.DRAFTED: self.tr("drafted"),
            StudyState.ACCEPTED: self.tr("accepted"),
            StudyState.REJECTED: self.tr("rejected"),
        }[state]

    def _retranslate(self) -> None:
        name = self.tr("Worklist")
        count = self.tr("{0} of {1} wait").format(self._waiting, self._all)
        self._title.setText(f"{name}  ·  {count}")
        self.list.setAccessibleName(self._title.text())
        self.filter.setPlaceholderText(self.tr("Find a study"))
        self.filter.setAccessibleName(self.tr("Find a study"))

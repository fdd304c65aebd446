"""The Models page: what is there, what could be fetched, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.catalogue.getting import Getting
from radvaluer_desktop.catalogue.library import Whose
from radvaluer_desktop.gui.file_dialogs import ask_for_file
from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.gui.models.rows import ModelRow, progress_text

_WIDTH, _LINES = 110, 26  # characters, lines of text


class ModelsDialog(QDialog):
    """Shows rows and says what was asked for; does nothing by itself. Work goes on beside it."""

    use_asked = Signal(object)  # ModelRow
    pull_asked = Signal(object)
    verify_asked = Signal(object)
    remove_asked = Signal(object)
    import_asked = Signal(Path)
    stop_asked = Signal()
    processor_alone_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ModelRow] = []
        self._used = ""
        self._busy = False
        self.machine = _wrapped()
        self.table = QTableWidget(0, 5)
        self.said = _wrapped()
        self.progress = QProgressBar()
        self.use, self.pull, self.importing = QPushButton(), QPushButton(), QPushButton()
        self.verify, self.remove, self.stop = QPushButton(), QPushButton(), QPushButton()
        self.processor_alone = QCheckBox()
        self._lay_out()
        self._connect()
        self._enable()
        self._retranslate()
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        resize_to_text(self, _WIDTH, _LINES)

    def show_rows(self, rows: Sequence[ModelRow], used: str) -> None:
        """Show the models; ``used`` is the id of the one in use. Keeps the chosen row."""
        chosen = self.chosen
        self._rows, self._used = list(rows), used
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            name = f"● {row.id}" if row.id == used else row.id
            for column, text in enumerate((name, row.size, row.state, row.suits, row.about)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        wanted = chosen.id if chosen else used
        place = next((at for at, row in enumerate(rows) if row.id == wanted), 0)
        self.table.selectRow(place)
        self._enable()

    def show_machine(self, text: str, *, processor_alone: bool, locked: bool) -> None:
        """Say what this build and this computer can do, and what the setting says."""
        self.machine.setText(text)
        self.processor_alone.setChecked(processor_alone)
        self.processor_alone.setEnabled(not locked)

    def show_progress(self, event: Getting) -> None:
        """Show how far it is."""
        self.progress.setRange(0, 1000 if event.of else 0)
        if event.of:
            self.progress.setValue(event.done * 1000 // event.of)
        self.say(progress_text(event), "quiet")

    def show_busy(self, *, busy: bool) -> None:
        """Say whether something is being done; then only stopping it can be asked for."""
        self._busy = busy
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        self._enable()

    def say(self, text: str, role: str) -> None:
        """Show a sentence in the colour of its role."""
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Models"))
        self.table.setAccessibleName(self.tr("Models"))
        self.progress.setAccessibleName(self.tr("Progress"))
        titles = (self.tr("Model"), self.tr("Size"), self.tr("State"), self.tr("Suits this "
                  "computer"), self.tr("For"))  # fmt: skip
        self.table.setHorizontalHeaderLabels(list(titles))
        self.use.setText(self.tr("&Use"))
        self.pull.setText(self.tr("&Fetch…"))
        self.importing.setText(self.tr("&Import a file…"))
        self.verify.setText(self.tr("&Verify"))
        self.remove.setText(self.tr("&Remove…"))
        self.stop.setText(self.tr("&Stop"))
        self.processor_alone.setText(self.tr("Compute on the &processor alone"))
        self.show_rows(self._rows, self._used)  # their words are asked for anew

    @property
    def chosen(self) -> ModelRow | None:
        """The row that is selected."""
        at = self.table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _lay_out(self) -> None:
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(False)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        for column in range(4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.progress.setTextVisible(False)
        self.progress.hide()
        buttons = QHBoxLayout()
        self.use.setProperty("role", "main")
        for button in (self.use, self.pull, self.importing, self.verify, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.stop.setAutoDefault(False)
        buttons.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.addWidget(self.machine)
        layout.addWidget(self.processor_alone)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.said)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(self._enable)
        self.use.clicked.connect(lambda: self.use_asked.emit(self.chosen))
        self.pull.clicked.connect(lambda: self.pull_asked.emit(self.chosen))
        self.verify.clicked.connect(lambda: self.verify_asked.emit(self.chosen))
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.chosen))
        self.importing.clicked.connect(self._on_import)
        self.stop.clicked.connect(self.stop_asked)
        self.processor_alone.clicked.connect(self.processor_alone_asked)

    def _on_import(self) -> None:
        title, kinds = self.tr("Import a model"), self.tr("Models (*.gguf)")
        file = ask_for_file(self, title, kinds)
        if file:
            self.import_asked.emit(file)

    def _enable(self) -> None:
        row, free = self.chosen, not self._busy
        there = row is not None and row.installed is not None
        can_be_pulled = bool(row and row.entry and row.entry.can_be_pulled and not row.installed)
        own = bool(row and row.installed and row.installed.whose is Whose.OWN)
        used = row is not None and row.id == self._used
        self.use.setEnabled(free and there and not used)
        self.pull.setEnabled(free and can_be_pulled)
        self.verify.setEnabled(free and there)
        self.remove.setEnabled(free and own and not used)
        self.importing.setEnabled(free)
        self.stop.setEnabled(self._busy)


def _wrapped() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", "quiet")
    return label

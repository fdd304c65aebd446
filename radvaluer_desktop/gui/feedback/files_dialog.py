"""Files of stations: verified one by one, or taken into the store of this window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.feedback.strip import Strip
from radvaluer_desktop.gui.file_dialogs import ask_for_file, ask_for_files
from radvaluer_desktop.gui.fitted_dialog import resize_to_text

_WHOLE = 1000  # of the progress bar


class FilesDialog(QDialog):
    """Shows a list of files with what was found of each, and asks for work on them."""

    verify_asked = Signal(object, str)  # list[Path], the file with the secret key or empty
    merge_asked = Signal(object, str)
    stop_asked = Signal()

    def __init__(self, store: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._busy = False
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Files"))
        self.identity = QLineEdit()
        self.identity.setPlaceholderText(self.tr("only for encrypted files"))
        self.add, self.remove = QPushButton(self.tr("&Add…")), QPushButton(self.tr("&Remove"))
        self.find_key = QPushButton(self.tr("&Find…"))
        self.verify, self.merge = QPushButton(self.tr("&Verify")), QPushButton(self.tr("&Merge"))
        self.stop, self.close_button = QPushButton(self.tr("S&top")), QPushButton(self.tr("&Close"))
        self.progress, self.strip = QProgressBar(), Strip()
        self.into = QLabel(
            self.tr(
                "Merging adds the decisions of these files to {0}, each of them once. Only a "
                "backup takes them out again."
            ).format(store)
        )
        self._lay_out()
        self._connect()
        self._enable()
        self.setWindowTitle(self.tr("Stations' files"))
        resize_to_text(self, 100, 24)

    @property
    def paths(self) -> list[Path]:
        """The files in the list."""
        return list(self._paths)

    def add_files(self, paths: list[Path]) -> None:
        """Add files, each once."""
        for path in paths:
            if path not in self._paths:
                self._paths.append(path)
                self.list.addItem(QListWidgetItem(path.name))
        self._enable()

    def show_busy(self, *, busy: bool) -> None:
        """Say whether something is being done; then it can only be stopped."""
        self._busy = busy
        self.progress.setRange(0, 0)
        self._enable()
        if busy:
            self.strip.say("")

    def show_progress(self, done: int, of: int) -> None:
        """Show how far it is, in whatever is counted; 0: nobody knows of how much."""
        self.progress.setRange(0, _WHOLE if of else 0)
        if of:
            self.progress.setValue(int(done * _WHOLE / of))

    def show_found(self, path: Path, text: str) -> None:
        """Say beside a file what was found of it."""
        if path in self._paths:
            self.list.item(self._paths.index(path)).setText(f"{path.name} – {text}")

    def _lay_out(self) -> None:
        self.into.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        layout.addLayout(row)
        row = QHBoxLayout()
        label = QLabel(self.tr("Your secret &key"))
        label.setBuddy(self.identity)
        row.addWidget(label)
        row.addWidget(self.identity, 1)
        row.addWidget(self.find_key)
        layout.addLayout(row)
        layout.addWidget(self.into)
        layout.addWidget(self.progress)
        layout.addWidget(self.strip)
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addStretch(1)
        for button in (self.stop, self.verify, self.merge):
            row.addWidget(button)
        layout.addLayout(row)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.find_key.clicked.connect(self._on_find_key)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        work = self.identity
        self.verify.clicked.connect(lambda: self.verify_asked.emit(self.paths, work.text().strip()))
        self.merge.clicked.connect(lambda: self.merge_asked.emit(self.paths, work.text().strip()))
        self.stop.clicked.connect(self.stop_asked)
        self.close_button.clicked.connect(self.reject)

    def _enable(self) -> None:
        for button in (self.verify, self.merge):
            button.setEnabled(bool(self._paths) and not self._busy)
        self.add.setEnabled(not self._busy)
        self.remove.setEnabled(not self._busy and self.list.currentRow() >= 0)
        self.stop.setEnabled(self._busy)
        self.progress.setVisible(self._busy)

    def _on_add(self) -> None:
        self.add_files(ask_for_files(self, self.tr("Files of stations")))

    def _on_remove(self) -> None:
        at = self.list.currentRow()
        if at >= 0:
            self.list.takeItem(at)
            del self._paths[at]
        self._enable()

    def _on_find_key(self) -> None:
        chosen = ask_for_file(self, self.tr("Your secret key"))
        if chosen:
            self.identity.setText(str(chosen))

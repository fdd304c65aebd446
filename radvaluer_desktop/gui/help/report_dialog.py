"""Shows, file by file, what a report of a problem holds, before it is saved. Nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.file_dialogs import ask_where_to_save
from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.gui.theme.fonts import fixed_font

_FILE = "radvaluer-report.zip"


class ReportDialog(QDialog):
    """A file at the left, its text at the right; Save asks where to."""

    save_asked = Signal(object)  # Path

    def __init__(self, texts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report a problem"))
        self.texts = dict(texts)
        self.list, self.viewer, self.said = QListWidget(), QPlainTextEdit(), QLabel()
        told = QLabel(
            self.tr(
                "These files make one zip file, saved where you choose. Nothing is sent. They hold "
                "no text of a report, no name, no path and no key; look through them, then give "
                "the file to whoever helps you."
            )
        )
        told.setWordWrap(True)
        self.list.addItems(list(self.texts))
        self.list.setAccessibleName(self.tr("Files of the report"))
        self.viewer.setReadOnly(True)
        self.viewer.setTabChangesFocus(True)
        self.viewer.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.viewer.setFont(fixed_font())
        self.viewer.setAccessibleName(self.tr("Text of the file"))
        self.said.setWordWrap(True)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.list)
        both.addWidget(self.viewer)
        both.setStretchFactor(1, 1)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close
        )
        self.buttons.accepted.connect(self._on_save)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(both, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        self.list.currentTextChanged.connect(
            lambda name: self.viewer.setPlainText(self.texts[name])
        )
        self.list.setCurrentRow(0)
        resize_to_text(self, 120, 34)
        wide = self.fontMetrics().averageCharWidth()
        both.setSizes([wide * 28, wide * 92])
        self.list.setFocus()

    def say(self, text: str, role: str) -> None:
        """Say what came of saving."""
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)

    def _on_save(self) -> None:
        title, kinds = self.tr("Save the report"), self.tr("Zip files (*.zip)")
        file = ask_where_to_save(self, title, _FILE, kinds)
        if file:
            self.save_asked.emit(file)

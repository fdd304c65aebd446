"""Asks which charts to write, and as what."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.feedback.strip import Strip
from radvaluer_desktop.gui.file_dialogs import ask_where_to_save
from radvaluer_desktop.gui.fitted_dialog import resize_to_text


class ChartForm(StrEnum):
    """What a chart is written as; the values are the ends of files' names."""

    HTML = "html"
    PNG = "png"
    SVG = "svg"
    CSV = "csv"


class ChartExportDialog(QDialog):
    """Emits what is wanted and shows what came of it."""

    save_asked = Signal(object, object, bool)  # Path, ChartForm, whether all

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.which, self.form, self.strip = QComboBox(), QComboBox(), Strip()
        self.which.addItem(self.tr("All charts"), True)
        self.which.addItem(self.tr("The chart that is shown"), False)
        self.form.addItem(self.tr("Page with pictures and tables (HTML)"), ChartForm.HTML)
        self.form.addItem(self.tr("Picture (PNG)"), ChartForm.PNG)
        self.form.addItem(self.tr("Drawing (SVG)"), ChartForm.SVG)
        self.form.addItem(self.tr("Table (CSV)"), ChartForm.CSV)
        self.save, self.cancel = QPushButton(self.tr("&Save…")), QPushButton(self.tr("&Close"))
        self.save.setProperty("role", "main")
        self.save.setDefault(True)
        self.cancel.setAutoDefault(False)
        form = QFormLayout()
        form.addRow(self.tr("&Which"), self.which)
        form.addRow(self.tr("&Format"), self.form)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.strip)
        layout.addLayout(row)
        self.setWindowTitle(self.tr("Export charts"))
        resize_to_text(self, 70, 1)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)

    def show_result(self, text: str, role: str) -> None:
        """Say what came of it."""
        self.save.setEnabled(True)
        self.strip.say(text, role)

    def _on_save(self) -> None:
        form, every = ChartForm(self.form.currentData()), bool(self.which.currentData())
        name = f"feedback-charts.{form}" if every else f"feedback-{self._key}.{form}"
        chosen = ask_where_to_save(self, self.tr("Save charts"), name, replaces=False)
        if chosen:
            self.save.setEnabled(False)
            self.strip.say("")
            self.save_asked.emit(chosen, form, every)

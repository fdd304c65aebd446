"""The left half: the findings, typed, dictated or pasted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from radvaluer_desktop.gui.reading.plain_editor import PlainEditor, title_height


class FindingsPane(QWidget):
    """An editor with a title."""

    findings_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self.editor = PlainEditor()
        self._title.setBuddy(self.editor)
        self._title.setMinimumHeight(title_height(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self.editor, 1)
        self.editor.textChanged.connect(self.findings_changed)
        self._retranslate()

    def add_below(self, widget: QWidget) -> None:
        """Put ``widget`` below the editor."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def text(self) -> str:
        """Return what is in the editor."""
        return self.editor.toPlainText()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow the window's language and text size."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self._title.setMinimumHeight(title_height(self))
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Findings"))
        self.editor.setPlaceholderText(
            self.tr("Type, dictate or paste the findings, or a whole report; then press F5.")
        )
        self.editor.setAccessibleName(self.tr("Findings"))

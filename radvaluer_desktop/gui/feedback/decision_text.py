"""Text of a decision to read and to copy; what is copied stays out of clipboard histories."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QTextEdit

from radvaluer_desktop.gui.reading.clipboard import marked


class DecisionText(QTextEdit):
    """Read by mouse and keyboard, never changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's own name
        """Copy plain text, marked."""
        return marked(self.textCursor().selection().toPlainText())

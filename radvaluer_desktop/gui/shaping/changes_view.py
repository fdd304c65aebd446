"""What the radiologist changed: added words are underlined, removed ones struck out.

Stands below the editor as long as somebody wants to see it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from radvaluer_desktop.gui.reading.plain_editor import PlainEditor
from radvaluer_desktop.gui.shaping.difference_marks import write_pieces
from radvaluer_desktop.metrics.differences import Change, pieces
from radvaluer_desktop.metrics.edit_distance import words

_LINES = 7


class ChangesView(QWidget):
    """Hidden until it is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, str] | None = None
        self._counts = (0, 0)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self.text = PlainEditor()
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.setMaximumHeight(self.text.fontMetrics().lineSpacing() * (_LINES + 1))
        self._title.setBuddy(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self.text)
        self.hide()
        self._retranslate()

    def show_changes(self, draft: str | None, final: str) -> None:
        """Show what became of ``draft``; None where there is none."""
        compared = (final if draft is None else draft, final)
        if compared == self._shown:
            return
        self._shown = compared
        told = pieces(*compared)
        self.text.clear()
        write_pieces(self.text, told)
        added, removed = (
            sum(len(words(each.text)) for each in told if each.change is change)
            for change in (Change.INSERTED, Change.DELETED)
        )
        self._counts = (added, removed)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self._counts == (0, 0):
            self._title.setText(self.tr("Changes to the draft: none"))
        else:
            self._title.setText(
                self.tr(
                    "Changes to the draft: {0} words added (underlined), {1} removed (struck out)"
                ).format(*self._counts)
            )
        self.text.setAccessibleName(self._title.text())

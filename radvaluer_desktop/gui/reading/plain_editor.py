"""A plain-text editor that keeps its undo history when the program sets its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from radvaluer_desktop.gui.reading.clipboard import marked
from radvaluer_desktop.gui.reading.positions import cursor_over, place_of
from radvaluer_desktop.gui.theme.fonts import reading_font
from radvaluer_desktop.report.cleaning import clean_text
from radvaluer_desktop.report.gaps import gaps


class PlainEditor(QPlainTextEdit):
    """Tab moves on, as everywhere else in the window; the text is never rich."""

    pointed_at = Signal(int)  # a position in the text
    pointer_left = Signal()
    focus_changed = Signal()
    undo_ran_out = Signal()  # undo was asked for, and nothing of this text is left to undo
    look_changed = Signal()  # another theme

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.fills_gaps = False
        self.setFont(reading_font(QApplication.font()))
        self.viewport().setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Say what the mouse points at."""
        self.pointed_at.emit(self.cursorForPosition(event.position().toPoint()).position())
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Say when the mouse has left the text."""
        if event.type() is QEvent.Type.Leave:
            self.pointer_left.emit()
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Say that the keyboard has come."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Say that the keyboard has gone."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Say when there is nothing left to undo here."""
        is_undo = event.matches(QKeySequence.StandardKey.Undo)
        if is_undo and not self.isReadOnly() and not self.document().isUndoAvailable():
            self.undo_ran_out.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's own names
        """Go to the next gap of a template; behind the last one Tab moves on."""
        if next and self.fills_gaps and self.go_to_gap(self.textCursor().selectionEnd()):
            return True
        return super().focusNextPrevChild(next)

    def go_to_gap(self, position: int) -> bool:
        """Select the first gap at ``position`` or behind it; False where there is none."""
        text = self.toPlainText()
        place = place_of(text, position)
        behind = [gap for gap in gaps(text) if gap[0] >= place]
        if behind:
            self.setTextCursor(cursor_over(self, text, behind[0]))
            self.ensureCursorVisible()
        return bool(behind)

    def correct_text(self, text: str) -> None:
        """Put ``text`` in the place of all there is, as part of the last step of the history."""
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow the text size and the theme."""
        if event.type() is QEvent.Type.StyleChange:  # the last comes after the size
            self.setFont(reading_font(QApplication.font()))
            self.viewport().setFont(self.font())  # Qt paints the placeholder in this one
            self.look_changed.emit()
        super().changeEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Paste what the model will read, and so nothing that hides or turns letters round."""
        self.insertPlainText(clean_text(source.text()))
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's own name
        """Copy what is selected, marked as every text of a patient's is."""
        return marked(self.textCursor().selection().toPlainText())

    def replace_text(self, text: str) -> None:
        """Put ``text`` in the place of all there is; undo brings back what was there."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def append_text(self, text: str) -> None:
        """Add ``text`` at the end as part of the last step of the undo history."""
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        cursor.endEditBlock()


def title_height(widget: QWidget) -> int:
    """Height in pixels of the line above an editor, so that two editors begin at one height."""
    return widget.fontMetrics().height() * 3 // 2

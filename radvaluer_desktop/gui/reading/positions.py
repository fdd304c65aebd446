"""Places in a text: characters for the rest of the program, UTF-16 units for Qt."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from radvaluer_desktop.safety.result import Span


def qt_position(text: str, place: int) -> int:
    """Return where Qt counts the character ``place``: one beyond U+FFFF is two for it."""
    return place + sum(character > "\uffff" for character in text[:place])


def place_of(text: str, position: int) -> int:
    """Return the character at which Qt's ``position`` stands."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return position
    return len(
        text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "ignore")
    )


def cursor_over(editor: QPlainTextEdit, text: str, span: Span) -> QTextCursor:
    """Return a cursor that selects ``span`` of ``text``, which is what ``editor`` held.

    Where the text has become shorter since, it selects what is left.
    """
    cursor = QTextCursor(editor.document())
    end = editor.document().characterCount() - 1
    cursor.setPosition(min(qt_position(text, span[0]), end))
    cursor.setPosition(min(qt_position(text, span[1]), end), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def scroll_to(editor: QPlainTextEdit, cursor: QTextCursor) -> None:
    """Bring ``cursor`` into view; the caret stays where it is."""
    shown = editor.viewport().rect()
    begin, end = QTextCursor(cursor), QTextCursor(cursor)
    begin.setPosition(cursor.selectionStart())
    end.setPosition(cursor.selectionEnd())
    if shown.contains(editor.cursorRect(begin)) and shown.contains(editor.cursorRect(end)):
        return
    block = begin.block()
    line = block.layout().lineForTextPosition(begin.positionInBlock()).lineNumber()
    bar = editor.verticalScrollBar()
    bar.setValue(block.firstLineNumber() + line - bar.pageStep() // 3)

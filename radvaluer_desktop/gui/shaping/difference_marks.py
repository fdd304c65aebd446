"""Shows where texts differ: marked in an editor, or one text with what was added and struck out.

Shapes say it, a line under or through the words; colour only says it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from radvaluer_desktop.gui.reading.positions import cursor_over
from radvaluer_desktop.gui.theme.colours import colours
from radvaluer_desktop.metrics.differences import Change, Piece, Place


def mark(editor: QPlainTextEdit, text: str, places: Iterable[Place]) -> None:
    """Underline ``places`` of ``text``, which is what ``editor`` holds."""
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setBackground(QColor(colours().current))
    selections = []
    for place in places:
        selection = QTextEdit.ExtraSelection()
        selection.format = form
        selection.cursor = cursor_over(editor, text, place)
        selections.append(selection)
    editor.setExtraSelections(selections)


def write_pieces(editor: QPlainTextEdit, pieces: Iterable[Piece]) -> None:
    """Write ``pieces`` into an empty ``editor``: added words underlined, removed struck out."""
    inserted, deleted = QTextCharFormat(), QTextCharFormat()
    inserted.setFontUnderline(True)
    inserted.setForeground(QColor(colours().good))
    deleted.setFontStrikeOut(True)
    deleted.setForeground(QColor(colours().quiet))
    forms = {Change.INSERTED: inserted, Change.DELETED: deleted, Change.SAME: QTextCharFormat()}
    cursor = QTextCursor(editor.document())
    for piece in pieces:
        cursor.insertText(piece.text, forms[piece.change])

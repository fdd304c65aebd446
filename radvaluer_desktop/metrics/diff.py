"""The words of a draft and of what became of it, in one row: kept, taken out, put in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from radvaluer_desktop.metrics.edit_distance import token_edits, word_places


class Change(StrEnum):
    """What was done with a piece of text."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the white space behind its words."""

    change: Change
    text: str = field(repr=False)


def diff(draft: str, final: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from ``draft`` to ``final``, in NFC, word by word.

    Those kept and put in make up the final text, those kept and taken out the draft, but for white
    space, which is the final text's where a word is kept.
    """
    before, after = (unicodedata.normalize("NFC", text) for text in (draft, final))
    old, new = _bounds(before), _bounds(after)
    pieces: list[Piece] = []
    kept = 0  # of the final text's words, how many stand in pieces
    for edit in token_edits(before, after):
        _add(pieces, Change.KEPT, after[new[kept] : new[edit.final[0]]])
        _add(pieces, Change.OUT, before[old[edit.draft[0]] : old[edit.draft[1]]])
        _add(pieces, Change.IN, after[new[edit.final[0]] : new[edit.final[1]]])
        kept = edit.final[1]
    _add(pieces, Change.KEPT, after[new[kept] :])
    return tuple(pieces)


def _bounds(text: str) -> list[int]:
    """Return where each word begins, the first at 0, and the end of the text."""
    starts = [start for start, _ in word_places(text)]
    return [0, *starts[1:], len(text)] if starts else [0, len(text)]


def _add(pieces: list[Piece], change: Change, text: str) -> None:
    if text:
        pieces.append(Piece(change, text))

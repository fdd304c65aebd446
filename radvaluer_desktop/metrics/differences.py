"""Where two texts differ, word by word, for an eye that compares them.

Words are those of ``edit_distance``, but capitals and small letters are the same here: a word that
only moved to the beginning of a sentence says nothing else. Places are characters of the texts as
they were handed in, the end exclusive.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from radvaluer_desktop.metrics.edit_distance import WORD

Place = tuple[int, int]


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one text or the other."""

    change: Change
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Differences:
    """Places of ``before`` that ``after`` has not, and the other way round."""

    before: tuple[Place, ...]
    after: tuple[Place, ...]


def differences(before: str, after: str) -> Differences:
    """Return the places that differ; those with white space alone between are one."""
    old, new = _places(before), _places(after)
    gone: list[Place] = []
    come: list[Place] = []
    for tag, first, last, begin, end in _steps(before, old, after, new):
        if tag != "equal":
            if last > first:
                gone.append((old[first][0], old[last - 1][1]))
            if end > begin:
                come.append((new[begin][0], new[end - 1][1]))
    return Differences(_joined(before, gone), _joined(after, come))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return ``after`` with what was deleted of ``before`` at its place; white space as it is now.

    The pieces that are the same or inserted, one after the other, are ``after``.
    """
    old, new = _places(before), _places(after)
    told: list[Piece] = []
    written = 0

    def write(change: Change, end: int) -> None:
        nonlocal written
        if end > written:
            told.append(Piece(change, after[written:end]))
        written = max(written, end)

    for tag, first, last, begin, end in _steps(before, old, after, new):
        if tag == "equal":
            write(Change.SAME, new[end - 1][1])
            continue
        if end > begin:
            write(Change.SAME, new[begin][0])
        if last > first:
            # The white space before it stands already where words of ``after`` follow.
            begins = old[first][0] if end > begin or first == 0 else old[first - 1][1]
            opens = first == 0 and end == begin and last < len(old)
            ends = old[last][0] if opens else old[last - 1][1]
            told.append(Piece(Change.DELETED, before[begins:ends]))
        if end > begin:
            write(Change.INSERTED, new[end - 1][1])
    write(Change.SAME, len(after))
    return tuple(told)


def _places(text: str) -> list[Place]:
    return [match.span() for match in WORD.finditer(text)]


def _steps(
    before: str, old: Sequence[Place], after: str, new: Sequence[Place]
) -> list[tuple[str, int, int, int, int]]:
    def words(text: str, places: Sequence[Place]) -> list[str]:
        return [unicodedata.normalize("NFC", text[begin:end]).casefold() for begin, end in places]

    return [
        (step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Levenshtein.opcodes(words(before, old), words(after, new))
    ]


def _joined(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    joined: list[Place] = []
    for start, end in places:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)

"""How far a final impression is from the draft it began as, and where, counted in words.

Words: each CJK character is one, each run of digits (with the points and commas inside it, so that
``3.5`` is one), each run of letters, and each remaining sign. So ``T12`` is two words, and ``3mm``
and ``3 mm`` are the same two. White space separates and is not counted; case is kept. Texts are
compared in Unicode's NFC form, so that one and the same letter is never two.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

# Unified ideographs with extension A, compatibility ideographs, and all of planes 2 and 3.
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_CJK}]|\d+(?:[.,]\d+)*|(?:(?![{_CJK}])[^\W\d_])+|\S")


@dataclass(frozen=True, slots=True)
class EditDistance:
    """``edits``: words inserted, deleted or replaced. ``fraction``: of the longer text, 0 to 1."""

    edits: int
    fraction: float


class EditKind(StrEnum):
    """What was done to words of the draft."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class TokenEdit:
    """Words ``draft[0]`` to ``draft[1]`` of the draft became words ``final[0]`` to ``final[1]``.

    Places count the words of ``words(text)`` from 0, the end exclusive. No text is held.
    """

    kind: EditKind
    draft: tuple[int, int]
    final: tuple[int, int]


def words(text: str) -> list[str]:
    """Split ``text`` into the words that are counted here."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def word_places(text: str) -> list[tuple[int, int]]:
    """Return where the words of ``text``, which is in NFC, begin and end."""
    return [match.span() for match in _WORD.finditer(text)]


def edit_distance(draft: str, final: str) -> EditDistance:
    """Return the Levenshtein distance between two texts, in words; 0 where both are empty.

    Source: Levenshtein, Soviet Physics Doklady 10(8), 707-710, 1966, unit costs.
    """
    before, after = words(draft), words(final)
    edits = Levenshtein.distance(before, after)
    return EditDistance(edits, edits / max(len(before), len(after), 1))


def token_edits(draft: str, final: str) -> tuple[TokenEdit, ...]:
    """Return which words were inserted, deleted or replaced, in their order.

    One of the shortest ways from one text to the other; the words in question are as many as
    ``edit_distance`` counts.
    """
    return tuple(
        TokenEdit(
            EditKind(step.tag), (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        )
        for step in Levenshtein.opcodes(words(draft), words(final))
        if step.tag != "equal"
    )

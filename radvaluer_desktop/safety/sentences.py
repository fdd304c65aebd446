"""Cuts a text into sentences, with their places, for reports as they are dictated and pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_LONGEST = 1000
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A full stop ends a sentence unless it stands in a number or behind an abbreviation; a line's end
# does where the next line begins like a new one or the line before has ended.
_END = re.compile(
    r"(?<!\bDr)(?<!\bvs)(?<!\bMr)(?<!\bapprox)(?<!\be\.g)(?<!\bi\.e)[.](?!\d)(?=\s|$|[A-Z]|\d+[.、)])"
    r"|(?<=[A-Za-z)])[.](?=\d{1,2}[.)]\s*[A-Z])"
    rf"|(?<!\d)[.](?=[{_HAN}])"
    r"|[。！？!?；;]+|\n(?=\s*\n)"
    rf"|\n(?=\s*(?:[-•*·]|\d{{1,2}}\s*[.、)）]|[（(]\d|[A-Z{_HAN}]))"
)
_NUMBERING = re.compile(
    r"\s*(?:[-•*·]+|[（(]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[.、)）．](?!\d)|[①-⑳]|[一二三四五六七八九十][、.])\s*"
)
_INNER_NUMBERING = re.compile(
    rf"(?<=[\s。；;，,.{_HAN}])(?:(?<!\d)\d{{1,2}}\s*[、．](?=\D)"
    rf"|(?:(?<=[.;:!?。；，,\n])|(?<=[.;:!?。；]\s))\d{{1,2}}[.)](?=\s*[A-Z{_HAN}])"
    r"|(?<![\w.])\d{1,2}[.)](?=[A-Z])|[①-⑳])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters from ``start`` to ``end`` without numbering and white space."""

    start: int
    end: int


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Cut ``text`` into sentences in the order of the text; numbering belongs to none."""
    cuts = {0, len(text)}
    for match in _END.finditer(text):
        cuts.add(match.end())
    for match in _INNER_NUMBERING.finditer(text):
        cuts.add(match.start())
    found = []
    for begin, end in pairwise(sorted(_bounded(text, sorted(cuts)))):
        sentence = _trimmed(text, begin, end)
        if sentence is not None:
            found.append(sentence)
    return tuple(found)


def _bounded(text: str, cuts: list[int]) -> Iterator[int]:
    """Add cuts where no sentence of a report would go on for so long: time must stay bounded."""
    for begin, end in pairwise(cuts):
        yield begin
        while end - begin > _LONGEST:
            pauses = (text.rfind(sign, begin + 1, begin + _LONGEST) for sign in ",， ")
            begin = max(*pauses, begin + _LONGEST // 2) + 1
            yield begin
    yield cuts[-1]


def _trimmed(text: str, begin: int, end: int) -> Sentence | None:
    numbering = _NUMBERING.match(text, begin, end)
    if numbering:
        begin = numbering.end()
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if not any(character.isalnum() for character in text[begin:end]):
        return None
    return Sentence(begin, end)

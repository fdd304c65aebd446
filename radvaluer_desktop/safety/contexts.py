"""Compares words that exclude each other (left, right; upper, lower) by what stands around them.

What the knowledge base has no name of is still checked so: where the findings say "right ulnar
nerve" and nowhere "left ulnar nerve", an impression with the left one says something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from radvaluer_desktop.knowledge.words import Word
from radvaluer_desktop.safety.content import carries_content
from radvaluer_desktop.safety.reading import Reading

_AFTER, _BEFORE = {True: 8, False: 4}, {True: 3, False: 2}
_SIDES = frozenset({"左", "右", "双", "两"})
_SKIPPED = frozenset({"侧", "sided", "side", "的", "边"})
_LEAST = {True: 2, False: 1}
_MOST = 150


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word, or some, of a set that exclude each other; ``says`` is what it stands for."""

    first: int
    last: int
    says: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around an occurrence, the nearest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    is_han: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the other text says another of the set in this context, where, and how surely.

    ``clear``: the contexts are alike over more than the next noun.
    """

    differs: bool
    clear: bool
    other: Occurrence


class Comparison:
    """The occurrences of one set of words in two texts, each with what stands around it.

    A text that holds more of them than a report ever does is not compared: of nothing but "left"
    nobody learns a side, and the work grows with the square.
    """

    def __init__(
        self, own: Reading, occurrences: Sequence[Occurrence],
        other: Reading, others: Sequence[Occurrence], *, sides: bool = False,
    ) -> None:  # fmt: skip
        many = max(len(occurrences), len(others)) > _MOST
        self.occurrences = () if many or not others else tuple(occurrences)
        skipped = _SKIPPED if sides else _SKIPPED | _SIDES  # a wrong side is another issue
        self._own = {each: _context(own, each, occurrences, skipped) for each in self.occurrences}
        self._others = [
            (_context(other, each, others, skipped), each) for each in others if not many
        ]

    def verdict(self, occurrence: Occurrence) -> Verdict | None:
        """Say what the other text has in this context; None where it has no such context."""
        context = self._own.get(occurrence)
        if context is None:
            return None
        scored = [(_likeness(context, theirs), other) for theirs, other in self._others]
        alike = [pair for pair in scored if occurrence.says == pair[1].says]
        unlike = [pair for pair in scored if occurrence.says != pair[1].says]
        same = max(alike, key=lambda pair: pair[0], default=(0, occurrence))
        differing = max(unlike, key=lambda pair: pair[0], default=(0, occurrence))
        least = _LEAST[context.is_han]
        if max(same[0], differing[0]) < least or same[0] == differing[0]:
            return None
        clear = abs(same[0] - differing[0]) > least
        if same[0] > differing[0]:
            return Verdict(differs=False, clear=clear, other=same[1])
        return Verdict(differs=True, clear=clear, other=differing[1])


def _context(
    reading: Reading, occurrence: Occurrence, others: Iterable[Occurrence], skipped: frozenset[str]
) -> Context:
    """Return what stands around ``occurrence``, up to the next of its kind or a stop."""
    words = reading.words
    sentence = reading.sentence_at(words[occurrence.first].start)
    bounds = reading.sentences[sentence] if sentence is not None else None
    taken = {place for other in others for place in (other.first, other.last)}
    near = words[min(occurrence.last + 1, len(words) - 1)]
    is_han = near.is_han or words[occurrence.first].is_han

    def run(places: Iterable[int], limit: int) -> tuple[str, ...]:
        found: list[str] = []
        for place in places:
            word = words[place]
            outside = bounds and not bounds.start <= word.start < bounds.end
            if outside or word.is_sign or place in taken or len(found) == limit:
                break
            if word.form not in skipped and (is_han or carries_content(word)):
                found.append(word.form)
        return tuple(found)

    return Context(
        run(range(occurrence.first - 1, -1, -1), _BEFORE[is_han]),
        run(range(occurrence.last + 1, len(words)), _AFTER[is_han]),
        is_han,
    )


def _likeness(first: Context, second: Context) -> int:
    after = _common(first.after, second.after)
    before = _common(first.before, second.before)
    if first.is_han:
        return after + before if after or before > 1 else 0
    if first.after and second.after:
        return after
    return before


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


def word_span(words: Sequence[Word], occurrence: Occurrence) -> tuple[int, int]:
    """Return the characters of an occurrence."""
    return words[occurrence.first].start, words[occurrence.last].end

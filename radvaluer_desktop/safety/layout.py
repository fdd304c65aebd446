"""Where the words of a text stand: in which sentence, in which part between commas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from radvaluer_desktop.knowledge.words import Word
from radvaluer_desktop.safety.lexicon import Hit
from radvaluer_desktop.safety.sentences import Sentence


class Layout:
    """The words and hits of one text by sentence and by part."""

    def __init__(
        self, words: Sequence[Word], sentences: Sequence[Sentence], hits: Sequence[Hit]
    ) -> None:
        self.words = words
        self.hits = hits
        self.sentence_of = _sentence_of(words, sentences)
        self._limits = _limits(self.sentence_of)
        self._part = self._parts()
        self._near_by: dict[int, list[Hit]] = {}
        for hit in hits:
            if hit.places[0] in self.sentence_of:
                self._near_by.setdefault(self.sentence_of[hit.places[0]], []).append(hit)

    def _beside(self, hit: Hit) -> list[Hit]:
        """Return the hits of the same sentence."""
        return self._near_by[self.sentence_of[hit.places[0]]]

    def parts(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last word of each part between commas."""
        places: dict[int, tuple[int, int]] = {}
        for place, part in self._part.items():
            if place in self.sentence_of and not self.words[place].is_sign:
                places[part] = (places.get(part, (place, place))[0], place)
        yield from places.values()

    def part_of(self, hit: Hit) -> tuple[int, int]:
        """Return the characters of the finding's words and of all between the commas around."""
        first, last = hit.places[0], hit.places[-1]
        begin, end = self._limits[self.sentence_of[first]]
        low, high = first, last
        while low > begin and self._part[low - 1] == self._part[first]:
            low -= 1
        while high + 1 < end and self._part[high + 1] == self._part[last]:
            high += 1
        return self.words[low].start, self.words[high].end

    def _parts(self) -> dict[int, int]:
        """Number the parts between commas; a comma of an English list parts nothing."""
        parts, number = {}, 0
        previous = None
        for place, word in enumerate(self.words):
            sentence = self.sentence_of.get(place)
            if sentence != previous or word.form in "，,：:":
                number += 1
            previous = sentence
            parts[place] = number
        return parts


def _sentence_of(words: Sequence[Word], sentences: Sequence[Sentence]) -> dict[int, int]:
    found, number = {}, 0
    for place, word in enumerate(words):
        while number < len(sentences) and sentences[number].end <= word.start:
            number += 1
        if number < len(sentences) and word.start >= sentences[number].start:
            found[place] = number
    return found


def _limits(sentence_of: dict[int, int]) -> dict[int, tuple[int, int]]:
    limits: dict[int, tuple[int, int]] = {}
    for place, sentence in sentence_of.items():
        begin, _ = limits.get(sentence, (place, place))
        limits[sentence] = (begin, place + 1)
    return limits

"""Reads a text: its sentences, and the findings in them with all that is said of each.

The reach of a cue follows ConText (Harkema et al., J Biomed Inform 42, 2009): forward or backward
from the cue to the end of its sentence, of its part between commas, or to a word that ends it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from radvaluer_desktop.knowledge.entries import CueKind, Knowledge
from radvaluer_desktop.knowledge.words import Word, words_of
from radvaluer_desktop.report.study import Side
from radvaluer_desktop.safety.content import content_of
from radvaluer_desktop.safety.levels import Level, heading_levels, levels_of
from radvaluer_desktop.safety.lexicon import Hit, Lexicon
from radvaluer_desktop.safety.measures import Measure, measures_of
from radvaluer_desktop.safety.scopes import Scopes
from radvaluer_desktop.safety.sentences import Sentence, sentences_of

BOTH = frozenset({Side.LEFT, Side.RIGHT})


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding that is named in a text.

    ``ids``: the entries that its words may stand for. ``present`` is False where it is denied,
    ``limited`` where only so much of it is (no *large* effusion), ``by_normal`` where a statement
    such as "the lungs are clear" does, ``hedged`` where it is doubted (``clearly``: it alone),
    ``advised`` where it stands in advice and is stated by nobody. ``part`` is what stands between
    commas around it. ``degree`` goes from 1 (mild) to 3. Places are characters.
    """

    start: int
    end: int
    sentence: int
    part: tuple[int, int]
    ids: frozenset[str]
    present: bool
    limited: bool = False
    by_normal: bool = False
    hedged: bool = False
    clearly_hedged: bool = False
    advised: bool = False
    chronic: bool = False
    sides: frozenset[Side] = frozenset()
    sites: frozenset[str] = frozenset()
    levels: tuple[Level, ...] = ()
    degree: int | None = None
    degree_span: tuple[int, int] | None = None
    change: str | None = None

    @property
    def stated(self) -> bool:
        """Whether the text says in so many words that it is there, or may be."""
        return self.present and not self.by_normal and not self.advised


@dataclass(frozen=True, slots=True)
class SideWord:
    """Words that say a side: their characters, the first and last of them, and the sides."""

    start: int
    end: int
    word: int
    last: int
    sides: frozenset[Side]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two commas: the words that a negation reaches, and the others."""

    start: int
    end: int
    denied: frozenset[str] = field(repr=False)
    plain: frozenset[str] = field(repr=False)
    sides: frozenset[Side]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of ``text``."""

    text: str = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    levels: tuple[Level, ...]
    side_words: tuple[SideWord, ...]
    hits: tuple[Hit, ...] = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)
    denied: frozenset[int]
    cues: Mapping[CueKind, Sequence[tuple[int, int]]] = field(repr=False)

    def sentence_at(self, place: int) -> int | None:
        """Return the number of the sentence that holds the character ``place``."""
        number = bisect_right(self.sentences, place, key=lambda each: each.start) - 1
        if number < 0 or place >= self.sentences[number].end:
            return None
        return number

    def has_cue(self, kind: CueKind, start: int, end: int) -> bool:
        """Whether a cue of ``kind`` stands between two characters."""
        return any(start <= first and last <= end for first, last in self.cues.get(kind, ()))


class Reader:
    """Reads texts with one knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._lexicon = Lexicon(knowledge)

    @property
    def forms(self) -> Set[str]:
        """The normal forms of all words that the knowledge base knows."""
        return self._lexicon.forms

    def read(self, text: str) -> Reading:
        """Read ``text`` in whichever of the two languages, or both, it is written."""
        words = words_of(text)
        sentences = sentences_of(text)
        hits = tuple(self._lexicon.find(text, words))
        levels, measures = levels_of(text), measures_of(text)
        scopes = Scopes(words, sentences, hits, heading_levels(text, levels, sentences))
        side_words = tuple(
            SideWord(words[at].start, words[end].end, at, end, sides)
            for at, end, sides in scopes.sides
        )
        mentions = []
        for hit in hits:
            sentence = scopes.sentence_of.get(hit.places[0])
            if sentence is None:
                continue
            if hit.findings:
                mentions.append(self._mention(hit, sentence, scopes, levels))
            elif hit.denies and scopes.normal_stands(hit):
                start, end = words[hit.places[0]].start, words[hit.places[-1]].end
                mentions.append(
                    Mention(
                        start, end, sentence, scopes.part_of(hit), hit.denies,
                        present=scopes.is_undone(hit), by_normal=True,
                        sides=scopes.sides_of(hit), sites=scopes.sites_of(hit),
                        levels=scopes.levels_of(hit, levels),
                    )
                )  # fmt: skip
        return Reading(
            text, tuple(words), sentences, tuple(mentions), measures, levels, side_words, hits,
            tuple(_parts(scopes, side_words)),
            frozenset(filter(scopes.reaches, range(len(words)))), _cues(words, hits),
        )  # fmt: skip

    def _mention(
        self, hit: Hit, sentence: int, scopes: Scopes, levels: tuple[Level, ...]
    ) -> Mention:
        words = scopes.words
        start, end = words[hit.places[0]].start, words[hit.places[-1]].end
        denied = scopes.is_denied(hit)
        degree, degree_span = scopes.degree_of(hit)
        return Mention(
            start=start,
            end=end,
            sentence=sentence,
            part=scopes.part_of(hit),
            ids=hit.findings,
            present=not denied,
            limited=denied and scopes.is_limited(hit),
            hedged=scopes.is_hedged(hit),
            clearly_hedged=scopes.is_clearly_hedged(hit),
            advised=scopes.is_advised(hit),
            chronic=scopes.is_chronic(hit),
            sides=scopes.sides_of(hit),
            sites=scopes.sites_of(hit),
            levels=scopes.levels_of(hit, levels),
            degree=degree,
            degree_span=degree_span,
            change=scopes.change_of(hit),
        )


def _cues(
    words: Sequence[Word], hits: Iterable[Hit]
) -> Mapping[CueKind, Sequence[tuple[int, int]]]:
    """Return the characters of all cues by their kind."""
    found: dict[CueKind, list[tuple[int, int]]] = {}
    for hit in hits:
        span = words[hit.places[0]].start, words[hit.places[-1]].end
        for meaning in hit.meanings:
            if meaning.cue is not None:
                found.setdefault(meaning.cue.kind, []).append(span)
    return found


def _parts(scopes: Scopes, side_words: Iterable[SideWord]) -> Iterator[Part]:
    said = sorted((word.start, word.sides) for word in side_words)
    for first, last in scopes.parts():
        words = scopes.words[first : last + 1]
        begin, end = words[0].start, words[-1].end
        yield Part(
            words[0].start, words[-1].end,
            content_of(w for at, w in enumerate(words, first) if scopes.reaches(at)),
            content_of(w for at, w in enumerate(words, first) if not scopes.reaches(at)),
            frozenset().union(*(sides for at, sides in said if begin <= at < end)),
        )  # fmt: skip

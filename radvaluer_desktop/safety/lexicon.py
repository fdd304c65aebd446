"""Finds the terms of the knowledge base in the words of a text, longest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from radvaluer_desktop.knowledge.entries import Cue, CueKind, Knowledge, Site
from radvaluer_desktop.knowledge.terms import Term
from radvaluer_desktop.knowledge.words import Word
from radvaluer_desktop.report.study import Language, Side

_GAP = {False: 5, True: 12}  # words, Han characters
_COMMA = 3  # what a Chinese comma counts for: another thing may begin behind it
_STOPS_GAP = frozenset(".。;；!！\n:：") | {"without"}


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What a term stands for: ids of findings, of what a normal statement denies, a site, a cue."""

    findings: frozenset[str] = frozenset()
    denies: frozenset[str] = frozenset()
    site: Site | None = None
    side: Side | None = None
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in a text: the places of its words and what it means."""

    places: tuple[int, ...]
    meanings: tuple[Meaning, ...]

    @property
    def findings(self) -> frozenset[str]:
        """Ids of the findings that it may name."""
        return frozenset().union(*(meaning.findings for meaning in self.meanings))

    @property
    def denies(self) -> frozenset[str]:
        """Ids of the findings that it denies as a normal statement."""
        return frozenset().union(*(meaning.denies for meaning in self.meanings))

    def cue(self, kind: CueKind) -> Cue | None:
        """Return the cue of ``kind`` that it is."""
        for meaning in self.meanings:
            if meaning.cue is not None and meaning.cue.kind is kind:
                return meaning.cue
        return None


@dataclass(slots=True)
class _Node:
    """A node of the trie: next words, a next segment after a gap, and what ends here."""

    words: dict[str, _Node] = field(default_factory=dict)
    after_gap: _Node | None = None
    ends: list[tuple[str | None, Meaning]] = field(default_factory=list)


class Lexicon:
    """All terms of a knowledge base, ready to be looked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._root = _Node()
        self._forms: set[str] = set()
        for term, meaning in _terms(knowledge):
            self._add(term, meaning)

    def find(self, text: str, words: Sequence[Word]) -> list[Hit]:
        """Return the hits in ``words`` of ``text``, ordered by their first word."""
        found: dict[tuple[int, ...], list[Meaning]] = {}
        for at, word in enumerate(words):
            if word.form not in self._root.words:
                continue
            gapped: dict[Meaning, tuple[int, ...]] = {}
            for places, exact, meaning in self._from(words, at):
                if exact is not None and not _is_exactly(text, words, places, exact):
                    continue
                if _is_dense(places):
                    found.setdefault(places, []).append(meaning)
                elif places[-1] < gapped.get(meaning, (len(words),))[-1]:
                    gapped[meaning] = places
            for meaning, places in gapped.items():
                found.setdefault(places, []).append(meaning)
        return _longest(found)

    @property
    def forms(self) -> Set[str]:
        """The normal forms of all words that stand in terms."""
        return self._forms

    def _add(self, term: Term, meaning: Meaning) -> None:
        node = self._root
        for number, segment in enumerate(term.segments):
            if number:
                if node.after_gap is None:
                    node.after_gap = _Node()
                node = node.after_gap
            self._forms.update(segment)
            for form in segment:
                following = node.words.get(form)
                if following is None:
                    following = node.words[form] = _Node()
                node = following
        node.ends.append((term.exact, meaning))

    def _from(
        self, words: Sequence[Word], at: int
    ) -> Iterator[tuple[tuple[int, ...], str | None, Meaning]]:
        stack: list[tuple[_Node, int, tuple[int, ...]]] = [(self._root, at, ())]
        while stack:
            node, place, places = stack.pop()
            for exact, meaning in node.ends:
                yield places, exact, meaning
            if node.after_gap is not None:
                for later in _within_gap(words, place):
                    after = node.after_gap.words.get(words[later].form)
                    if after is not None:
                        stack.append((after, later + 1, (*places, later)))
            if place < len(words):
                following = node.words.get(words[place].form)
                if following is not None:
                    stack.append((following, place + 1, (*places, place)))


def _terms(knowledge: Knowledge) -> Iterator[tuple[Term, Meaning]]:
    for finding in knowledge.findings.values():
        meaning = Meaning(findings=frozenset({finding.id}))
        yield from ((term, meaning) for language in Language for term in finding.terms[language])
    for normal in knowledge.normals:
        meaning = Meaning(denies=frozenset(normal.excludes))
        yield from ((term, meaning) for language in Language for term in normal.terms[language])
    for site in knowledge.sites.values():
        meaning = Meaning(site=site, side=site.side)
        yield from ((term, meaning) for language in Language for term in site.terms[language])
        for side, terms in site.sided.items():
            yield from ((term, Meaning(site=site, side=side)) for term in terms)
    for cue in knowledge.cues:
        meaning = Meaning(cue=cue)
        yield from ((term, meaning) for language in Language for term in cue.terms[language])


def _within_gap(words: Sequence[Word], place: int) -> Iterator[int]:
    left = _GAP[place < len(words) and words[place].is_han]
    for later in range(place, len(words)):
        if left < 0 or words[later].form in _STOPS_GAP:
            return
        yield later
        left -= _COMMA if words[later].form == "，" else 1


def _is_exactly(text: str, words: Sequence[Word], places: tuple[int, ...], exact: str) -> bool:
    written = text[words[places[0]].start : words[places[-1]].end]
    return written in (exact, exact + "s")


def _is_dense(places: tuple[int, ...]) -> bool:
    return places[-1] - places[0] == len(places) - 1


def _longest(found: dict[tuple[int, ...], list[Meaning]]) -> list[Hit]:
    """Drop hits whose words all belong to a longer one that takes their meaning from them."""
    by_word: dict[int, list[Hit]] = {}
    hits = [Hit(places, tuple(dict.fromkeys(meanings))) for places, meanings in found.items()]
    for hit in hits:
        for place in hit.places:
            by_word.setdefault(place, []).append(hit)
    kept = []
    for hit in hits:
        own = frozenset(hit.places)
        longer = [other for other in by_word[hit.places[0]] if own < frozenset(other.places)]
        if not any(_takes(other, hit) for other in longer):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.places)


_KEPT_INSIDE = (
    CueKind.DEGREE, CueKind.CHANGE, CueKind.CHRONIC, CueKind.EXTENT_ONLY,
)  # fmt: skip


def _takes(longer: Hit, hit: Hit) -> bool:
    """Whether ``hit`` means nothing of its own inside of ``longer``.

    A side, a degree or a change, and a site inside of a finding's name, still say where and how.
    """
    if any(meaning.site for meaning in hit.meanings):
        return any(meaning.site or meaning.cue for meaning in longer.meanings)
    if hit.cue(CueKind.SIDE):
        return any(meaning.cue for meaning in longer.meanings)
    if any(hit.cue(kind) for kind in _KEPT_INSIDE):  # but "small" of the small bowel says nothing
        return any(meaning.cue or meaning.site for meaning in longer.meanings)
    return True

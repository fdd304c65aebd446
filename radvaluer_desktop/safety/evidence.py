"""What each statement of an impression rests on, and which findings no statement covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from radvaluer_desktop.knowledge.entries import (
    MINOR,
    SIGNIFICANT,
    URGENT,
    CueKind,
    FindingKind,
)
from radvaluer_desktop.knowledge.relations import AKIN, IMPLIED, Relations
from radvaluer_desktop.knowledge.words import Word
from radvaluer_desktop.safety.content import content_of
from radvaluer_desktop.safety.places import ORGANS, Neighbourhood, sites_agree, sites_meet
from radvaluer_desktop.safety.reading import Mention, Reader, Reading
from radvaluer_desktop.safety.result import Evidence, Span, Statement, StatementKind

# A sentence counts as a ground by words alone where it shares so much of the statement's content.
_SHARED = 0.5
_WEAKEST = 0.3
_MANY = 4
_WORDS = 2  # one word alone, such as lobe, is no ground
_ALIKE = 6
_TIE = 0.2  # another site weighs more


@dataclass(frozen=True, slots=True)
class Match:
    """A finding of the findings that a mention of the impression rests on."""

    found: Mention
    strength: float


class Grounds:
    """The two readings side by side."""

    def __init__(
        self,
        reader: Reader,
        relations: Relations,
        places: Neighbourhood,
        findings: Reading,
        impression: Reading,
    ) -> None:
        self.knowledge, self.relations, self._places = reader.knowledge, relations, places
        self.reader_forms = reader.forms
        self.findings, self.impression = findings, impression
        told = _told_apart(findings.mentions)
        self.present = [m for m in told if m.present]
        self.denied = [m for m in told if not m.present]
        named = {id_ for m in self.present if not m.by_normal for id_ in m.ids}
        self._combined = relations.combined(named)
        self._content = [_content(findings, number) for number in range(len(findings.sentences))]
        self._sums: dict[Mention, list[Mention]] = {}
        self.contradictions: dict[int, Mention | None] = {}  # by the id of what is said
        self._around: dict[tuple[bool, Span], frozenset[str]] = {}
        self._matches = {m: self._match(m) for m in impression.mentions}

    @cached_property
    def known_forms(self) -> Set[str]:
        """The normal forms of all words that the knowledge base or the findings know."""
        return self.reader_forms | {word.form for word in self.findings.words}

    def matches(self, said: Mention) -> list[Match]:
        """Return what ``said`` rests on, the strongest first."""
        return self._matches[said]

    def namesakes(self, said: Mention) -> list[Mention]:
        """Return what the findings state under the very name of ``said``, wherever it is."""
        return [m for m in self.present if m.stated and not m.ids.isdisjoint(said.ids)]

    def said_in(self, number: int) -> list[Mention]:
        """Return the mentions of statement ``number``."""
        return [m for m in self.impression.mentions if m.sentence == number]

    def is_supported(self, said: Mention) -> bool:
        """Whether a finding, several together, or the words themselves carry ``said``."""
        if self._matches[said]:
            return True
        if any(said_id in self._combined for said_id in said.ids):
            return True
        return self._by_words(said)

    def _match(self, said: Mention) -> list[Match]:
        found = []
        for candidate in self.present:
            if candidate.by_normal:
                continue
            strength = self.relations.support(candidate.ids, said.ids)
            if strength < AKIN or not self._may_be_there(said, candidate):
                continue
            if said.sides and candidate.sides and said.sides.isdisjoint(candidate.sides):
                strength *= 0.6
            if not sites_agree(self.knowledge, said.sites, candidate.sites):
                strength *= 0.4
            found.append(Match(candidate, strength))
        return sorted(found, key=lambda match: -match.strength)

    def _may_be_there(self, said: Mention, found: Mention) -> bool:
        """Whether a general finding may be the one that is named: not of another organ's."""
        shared = said.ids & found.ids
        if shared and all(self.knowledge.findings[id_].system for id_ in shared):
            return True
        if any(self.relations.means(one, other) for one in found.ids for other in said.ids):
            return True  # the entry itself names the diagnosis: free gas, a perforation
        mine = said.sites or self._places.home(said.ids)
        theirs = found.sites or self._places.home(found.ids) or self._sites_around(found)
        return not mine or not theirs or self._places.near(mine, theirs)

    def _sites_around(self, found: Mention) -> frozenset[str]:
        """Return all sites of the sentence that ``found`` stands in."""
        return frozenset(
            site for other in self.findings.mentions if other.sentence == found.sentence
            for site in other.sites
        )  # fmt: skip

    def _by_words(self, said: Mention) -> bool:
        """Whether the words of ``said`` stand in a sentence of the findings that denies none.

        Of Chinese half of the pairs of characters will do: other characters come between.
        """
        content = content_of(_words(self.impression, said.start, said.end))
        denying = self._denying(said)
        needed = len(content) * (_SHARED if len(content) >= _MANY and _is_han(content) else 1)
        return bool(content) and any(
            len(content & there) >= needed and at not in denying
            for at, there in enumerate(self._content)
        )

    def _denying(self, said: Mention) -> set[int]:
        """Return the sentences of the findings that deny ``said``, or much of it."""
        return {m.sentence for m in self.denied if self.relations.same_thing(m.ids, said.ids)}

    def content_around(self, reading: Reading, mention: Mention) -> frozenset[str]:
        """Return the content of the words between the commas around ``mention``."""
        key = (reading is self.findings, mention.part)
        if key not in self._around:
            self._around[key] = content_of(_words(reading, *mention.part))
        return self._around[key]

    # --- statements ------------------------------------------------------------------------------

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements of the impression with their grounds."""
        return tuple(self._statement(number) for number in range(len(self.impression.sentences)))

    def _statement(self, number: int) -> Statement:
        sentence = self.impression.sentences[number]
        kind = self.kind_of(number)
        strengths: dict[int, float] = {}
        for said in self.said_in(number):
            for match in self._grounds(said):
                at = match.found.sentence
                strengths[at] = max(strengths.get(at, 0.0), match.strength)
        content = _content(self.impression, number)
        stated = [m for m in self.said_in(number) if m.stated]
        denying = set().union(*(self._denying(said) for said in stated)) - strengths.keys()
        for at, there in enumerate(self._content):
            if at in denying:
                continue
            shared = len(content & there)
            share = shared / len(content) if content else 0.0
            if share >= _SHARED and shared >= min(_WORDS, len(content)):
                strengths[at] = max(strengths.get(at, 0.0), 0.6 * share)
        if not strengths and self._combined & {i for m in self.said_in(number) for i in m.ids}:
            strengths = {m.sentence: AKIN for m in self.present if not m.by_normal}
        spans = self.findings.sentences
        evidence = tuple(
            Evidence(spans[at].start, spans[at].end, round(min(strength, 1.0), 2))
            for at, strength in sorted(strengths.items())
            if strength >= max(_WEAKEST, max(strengths.values()) * 0.6)
        )
        return Statement(sentence.start, sentence.end, kind, evidence, self.needs(number, kind))

    def _grounds(self, said: Mention) -> list[Match]:
        if said.stated:
            carrying = self._carrying(said)
            if any(not denied.ids.isdisjoint(said.ids) for denied in self.denied):
                # What the findings deny by name rests on nothing that merely allows it.
                carrying = [m for m in carrying if self.relations.same_thing(m.ids, said.ids)]
            return [match for match in self._matches[said] if match.found in carrying]
        return [
            Match(m, self.relations.support(m.ids, said.ids))
            for m in self.denied
            if self.relations.same_thing(m.ids, said.ids)
        ]

    def kind_of(self, number: int) -> StatementKind:
        """Say whether a statement is advice, negative, a diagnosis or a finding."""
        sentence = self.impression.sentences[number]
        said = [m for m in self.said_in(number) if m.stated]
        advice = self.impression.has_cue(CueKind.ADVICE, sentence.start, sentence.end)
        talk = self.impression.has_cue(CueKind.COMMUNICATION, sentence.start, sentence.end)
        if (advice or talk) and not said:
            return StatementKind.ADVICE
        if not said:
            negative = any(not m.present or m.by_normal for m in self.said_in(number))
            normal = self.impression.has_cue(CueKind.NORMAL, sentence.start, sentence.end)
            return StatementKind.NEGATIVE if negative or normal else StatementKind.FINDING
        kinds = {self.knowledge.findings[id_].kind for m in said for id_ in m.ids}
        diagnosis = FindingKind.DIAGNOSIS in kinds
        return StatementKind.DIAGNOSIS if diagnosis else StatementKind.FINDING

    def needs(self, number: int, kind: StatementKind) -> bool:
        """Whether a statement must rest on something."""
        if kind in (StatementKind.ADVICE, StatementKind.NEGATIVE):
            return False
        sentence = self.impression.sentences[number]
        refers = self.impression.has_cue(CueKind.AS_DESCRIBED, sentence.start, sentence.end)
        said = [m for m in self.said_in(number) if m.stated]
        technical = said and all(
            self.knowledge.findings[id_].kind is FindingKind.TECHNICAL
            for m in said
            for id_ in m.ids
        )
        return (
            not refers and not technical and (bool(said) or bool(_content(self.impression, number)))
        )

    # --- what is left out ------------------------------------------------------------------------

    def left_out(self) -> list[tuple[Mention, int]]:
        """Return what no statement covers, with its urgency, the most urgent first."""
        if any(self._stands_for_all(number) for number in range(len(self.impression.sentences))):
            return []
        covered = {m for m in self.present if not m.by_normal and self._is_covered(m)}
        found: list[tuple[Mention, int]] = []
        for mention in self.present:
            if mention.by_normal or mention in covered or self._is_part_of_another(mention):
                continue
            if any(m.start < mention.end <= m.end and not self._is_general(m) for m in covered):
                continue  # its last words, such as subdural hematoma, name what is covered
            if self._comes_with(mention):
                continue
            urgency = self.urgency_of(mention)
            if any(self._describes(mention, other, urgency) for other in covered):
                continue
            if urgency >= MINOR:
                found.append((mention, urgency))
        return sorted(found, key=lambda pair: (-pair[1], pair[0].start))

    def _comes_with(self, mention: Mention) -> bool:
        """Whether the impression states what a secondary sign comes with."""
        findings = self.knowledge.findings
        main = {id_ for found in mention.ids for id_ in findings[found].secondary_to}
        return bool(main) and any(
            not main.isdisjoint(self.relations.above[id_])
            for said in self.impression.mentions if said.stated for id_ in said.ids
        )  # fmt: skip

    def _is_part_of_another(self, mention: Mention) -> bool:
        """Whether the words of a general finding belong to a longer name of an organ's finding."""
        findings = self.knowledge.findings
        return self._is_general(mention) and any(
            other.start < mention.end and mention.start < other.end and other is not mention
            and any(findings[id_].system for id_ in other.ids)
            for other in self.present if other.sentence == mention.sentence
        )  # fmt: skip

    def _stands_for_all(self, number: int) -> bool:
        """Whether a statement, such as "as described above", only points to the findings."""
        sentence = self.impression.sentences[number]
        return self.impression.has_cue(
            CueKind.AS_DESCRIBED, sentence.start, sentence.end
        ) and not self.said_in(number)

    def _describes(self, mention: Mention, covered: Mention, urgency: int) -> bool:
        """Whether ``mention`` only describes what stands beside it in its sentence."""
        if mention.sentence != covered.sentence or urgency > SIGNIFICANT:
            return False
        implied = self.relations.support(mention.ids, covered.ids) >= IMPLIED
        if urgency <= MINOR or implied:
            return True
        return covered.start < mention.start and self._is_general(mention) and not (
            self._is_general(covered) or mention.sites - covered.sites
        )  # fmt: skip

    def _is_general(self, mention: Mention) -> bool:
        """Whether a mention names a finding that any organ may have."""
        return all(self.knowledge.findings[id_].system is None for id_ in mention.ids)

    def urgency_of(self, mention: Mention) -> int:
        """Return how urgent a mention is: what is old, unchanged or doubtful is less so."""
        urgency = self.relations.urgency(mention.ids)
        if any(other.chronic or other.change == "unchanged" for other in self._same_words(mention)):
            urgency = min(urgency, MINOR)
        elif mention.hedged and urgency > SIGNIFICANT:
            urgency = SIGNIFICANT
        meanings = [
            self.relations.urgency(other.ids) for other in self.present
            if other.sentence == mention.sentence and other.start > mention.start
            and other.end > mention.end and (other.hedged or self._explains(mention, other))
        ]  # fmt: skip
        return min([urgency, *meanings])

    def _same_words(self, mention: Mention) -> list[Mention]:
        """Return ``mention`` and those of the same name whose words overlap with its own."""
        return [
            other for other in self.present
            if other.start < mention.end and mention.start < other.end and other.ids == mention.ids
        ]  # fmt: skip

    def _explains(self, mention: Mention, other: Mention) -> bool:
        """Whether the findings say that ``mention`` is, or comes of, ``other``."""
        return self.findings.has_cue(CueKind.EXPLAINS, mention.end, other.start)

    def _is_covered(self, mention: Mention) -> bool:
        """Whether the impression says it, in other words too, or denies it: another issue."""
        for said in self.impression.mentions:
            if said.by_normal or said.limited or said.advised:
                continue
            if self._names(said, mention) and (
                not self._apart(said, mention) or not self._has_another(said, mention)
            ):
                return True
            carried = said.present and mention in self._carrying(said)
            if carried and self._may_stand(said, mention):
                return True
        content = content_of(_words(self.findings, mention.start, mention.end))
        return any(
            bool(content) and content <= part.plain
            and (not part.sides or not mention.sides or not part.sides.isdisjoint(mention.sides))
            for part in self.impression.parts
        )  # fmt: skip

    def _names(self, said: Mention, mention: Mention) -> bool:
        """Whether ``said`` names what was found; a denial must do so in its very words."""
        if not said.present:
            return not said.ids.isdisjoint(mention.ids)
        return self.relations.same_thing(mention.ids, said.ids)

    def _may_stand(self, said: Mention, mention: Mention) -> bool:
        """Whether a diagnosis may stand for a finding: for an urgent one only if it means that."""
        if self.relations.urgency(mention.ids) < URGENT:
            return True
        return any(self.relations.means(found, name) for found in mention.ids for name in said.ids)

    def _carrying(self, said: Mention) -> list[Mention]:
        """Return the findings that ``said`` sums up: of those that may carry it, what fits best."""
        if said not in self._sums:
            ranked = [(self._fit(said, match), match.found) for match in self._matches[said]]
            best = max((fit for fit, _ in ranked), default=0.0)
            self._sums[said] = [found for fit, found in ranked if fit >= best - _TIE]
        return self._sums[said]

    def _fit(self, said: Mention, match: Match) -> float:
        found = match.found
        sites = self.knowledge.sites
        within = (id_ for id_ in said.sites if sites[id_].axis not in ORGANS)
        meets = sites_meet(self.knowledge, within, found.sites)
        return match.strength + 0.3 * meets + 0.15 * bool(said.sides & found.sides)

    def _apart(self, first: Mention, second: Mention) -> bool:
        """Whether side or site tells two mentions apart."""
        sides = first.sides and second.sides and first.sides.isdisjoint(second.sides)
        return bool(sides) or not sites_agree(self.knowledge, first.sites, second.sites)

    def _has_another(self, said: Mention, mention: Mention) -> bool:
        """Whether ``said`` is about another finding of the same name, at its own place."""
        return any(
            not match.found.ids.isdisjoint(said.ids) and not self._apart(said, match.found)
            for match in self._matches[said] if match.found.sentence != mention.sentence
        )  # fmt: skip


def _told_apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Drop mentions that say nothing else than several before them: work must stay bounded."""
    counted: Counter[tuple[object, ...]] = Counter()
    kept = []
    for m in mentions:
        said = (m.ids, m.present, m.limited, m.by_normal, m.hedged, m.sides, m.sites, m.degree)
        counted[said] += 1
        if counted[said] <= _ALIKE or m.levels:
            kept.append(m)
    return kept


def _is_han(content: frozenset[str]) -> bool:
    return any(not word.isascii() for word in content)


def _content(reading: Reading, number: int) -> frozenset[str]:
    sentence = reading.sentences[number]
    return content_of(_words(reading, sentence.start, sentence.end))


def _words(reading: Reading, start: int, end: int) -> Sequence[Word]:
    first = bisect_left(reading.words, start, key=lambda word: word.start)
    return reading.words[first : bisect_right(reading.words, end, key=lambda word: word.end)]

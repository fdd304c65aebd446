"""Draws what a report is about, before a word of it is chosen."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from radvaluer_desktop.report.study import Language, Sex
from radvaluer_desktop.training.corpus.entries import (
    Bundle,
    Change,
    Entry,
    Exam,
    Grammar,
    Normal,
    Place,
    System,
)
from radvaluer_desktop.training.corpus.made_up import made_up_place, made_up_term

NORMAL_SHARE = 0.24  # reports without any finding; more are normal for the impression
_COUNTS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5)
_LONG_COUNTS = (6, 8, 10, 12, 14, 16, 20)
_LONG_SHARE = 0.1
_LONG_ROUNDS = 4  # through the topics, for normal statements
_BUNDLE_SHARE = 0.3
_AGAIN_SHARE = 0.06
_CHANGE_SHARE = 0.22
_UNSURE_SHARE = 0.1
_DEGREE_SHARE = 0.65
_LOOKS_SHARE = 0.7
_MADE_SHARE = 0.1
_SKEW = 2.0  # what is twice as common as another by the data is drawn four times as often
_LEFT_OUT = (0.0, 0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0)
_REST_SHARE = 0.4
_TRIES = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding of a report. ``number``: how many, 0 for an uncounted many.

    ``sizes`` and ``old`` in mm. ``degree``, ``sure`` and ``looks`` are places in their lists, -1
    for none. ``made``: the made-up term, ``names``: made-up words in term and place.
    """

    entry: Entry
    place: Place
    sizes: tuple[int, ...] = ()
    number: int = 1
    degree: int = -1
    change: Change | None = None
    old: int = 0
    sure: int = -1
    looks: int = -1
    made: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What one report is about. ``normals``: what is normal; ``side``: of one limb, else ""."""

    system: System
    exam: Exam
    sex: Sex
    age: int
    facts: tuple[Fact, ...]
    normals: tuple[Normal, ...]
    long: bool
    side: str = ""

    @property
    def combination(self) -> str:
        """The sorted names of its findings; of a report without any, "normal"."""
        return "+".join(sorted({fact.entry.name for fact in self.facts})) or "normal"

    @property
    def signature(self) -> str:
        """What tells its split: more than the combination where few of those are possible."""
        if not self.facts:
            topics = sorted({topic for normal in self.normals for topic in normal.topics})
            return f"normal {self.system.id} {self.exam.name} {' '.join(topics)}"
        if len(self.facts) > 1:
            return self.combination
        fact = self.facts[0]
        where = f"{fact.place.key} {fact.degree} {fact.number} {fact.change and fact.change.id}"
        return f"{fact.entry.name} {where} {fact.sizes[:1]}"


class Drawer:
    """Draws the cases of one body system."""

    def __init__(self, system: System, grammar: Grammar) -> None:
        self._system = system
        self._grammar = grammar
        self._exams = [_Choices(system, exam) for exam in system.exams]
        self._weights = list(itertools.accumulate(exam.weight for exam in system.exams))
        broad = (exam.weight * len(exam.topics) ** 2 for exam in system.exams)
        self._long_weights = list(itertools.accumulate(broad))

    def draw(self, rng: random.Random, language: Language, *, held: bool) -> Case:
        """Draw one case; ``held``: made-up names are those of the test."""
        long = rng.random() < _LONG_SHARE
        weights = self._long_weights if long else self._weights
        choices = rng.choices(self._exams, cum_weights=weights)[0]
        exam = choices.exam
        sex = exam.sex or rng.choice((Sex.FEMALE, Sex.MALE))
        age = rng.randint(*exam.ages)
        normal = not long and rng.random() < NORMAL_SHARE
        chosen = [] if normal else self._choose(choices, sex, age, long, rng)
        limb = rng.choice(("left", "right")) if exam.one_sided else ""
        facts = tuple(
            self._fact(entry, limb or side, rng, language, held) for entry, side in chosen
        )
        if facts and rng.random() < _AGAIN_SHARE:
            facts += self._again(facts, limb, rng, language, held)
        covered = frozenset(topic for fact in facts for topic in fact.entry.covers)
        normals = choices.normals(covered, sex, long, bool(facts), rng)
        return Case(self._system, exam, sex, age, facts, normals, long, limb)

    def _choose(
        self, choices: _Choices, sex: Sex, age: int, long: bool, rng: random.Random
    ) -> list[tuple[Entry, str]]:
        """Choose findings that go together, and for those of a bundle the side that they share."""
        chosen: list[tuple[Entry, str]] = []
        if choices.bundles and rng.random() < _BUNDLE_SHARE:
            chosen = [
                (entry, side) for entry, side in choices.bundle(rng) if _possible(entry, sex, age)
            ]
        wanted = rng.choice(_LONG_COUNTS if long else _COUNTS)
        for _ in range(2 * wanted + _TRIES):
            if len(chosen) >= wanted:
                break
            made = choices.made and rng.random() < _MADE_SHARE
            entry = rng.choice(choices.made) if made else choices.entry(rng)
            if _possible(entry, sex, age) and all(_agree(entry, other) for other, _ in chosen):
                chosen.append((entry, ""))
        return chosen

    def _fact(
        self, entry: Entry, side: str, rng: random.Random, language: Language, held: bool
    ) -> Fact:
        place = rng.choice(_on_side(entry.places, side) if side else entry.places)
        made = name = ""
        if entry.made:
            words = self._grammar.made[language]
            made, name = made_up_term(entry, words, rng, language, held=held)
            if entry.made == "landmark":
                place, name = made_up_place(words, side, rng, language, held=held)
        number = rng.choice((0, 0, 2, 2, 3, 4)) if rng.random() < entry.many else 1
        change, old = None, 0
        sizes = _sizes(entry, rng)
        if entry.changes and rng.random() < _CHANGE_SHARE:
            change = self._change(entry, sizes, rng)
            old = _old(change, sizes, rng) if change else 0
        looks = entry.looks[language]
        degrees = self._grammar.degrees.get(entry.degree, ())
        return Fact(
            entry,
            place,
            sizes,
            number,
            _degree(entry, sizes, len(degrees), rng),
            change,
            old,
            self._sure(entry, rng),
            rng.randrange(len(looks)) if looks and _shows(entry, rng) else -1,
            made,
            (name,) if name else (),
        )

    def _sure(self, entry: Entry, rng: random.Random) -> int:
        if entry.certain or rng.random() > _UNSURE_SHARE:
            return -1
        return rng.randrange(len(self._grammar.sure[Language.ENGLISH]))

    def _change(self, entry: Entry, sizes: Sequence[int], rng: random.Random) -> Change | None:
        fitting = [
            change
            for change in self._grammar.changes
            if entry.kind in change.kinds and (sizes or not change.old)
        ]
        return rng.choice(fitting) if fitting else None

    def _again(
        self,
        facts: tuple[Fact, ...],
        side: str,
        rng: random.Random,
        language: Language,
        held: bool,
    ) -> tuple[Fact, ...]:
        """Return one of the findings once more, at another place, where that may be."""
        fitting = [f for f in facts if f.entry.kind == "lesion" and f.number == 1]
        if not fitting:
            return ()
        fact = self._fact(rng.choice(fitting).entry, side, rng, language, held)
        taken = {other.place.key for other in facts if other.entry is fact.entry}
        return () if fact.place.key in taken or fact.number != 1 else (fact,)


class _Choices:
    """What an examination may show, prepared for drawing."""

    def __init__(self, system: System, exam: Exam) -> None:
        self.exam = exam
        fitting = system.fitting(exam)
        entries = [entry for entry in fitting if not entry.made]
        self.made = [entry for entry in fitting if entry.made]
        self._entries = entries
        self._weights = list(itertools.accumulate(entry.weight**_SKEW for entry in entries))
        named = {entry.name: entry for entry in entries}
        self.bundles = [
            (bundle, [named[name] for name in bundle.entries if name in named])
            for bundle in system.bundles
            if sum(name in named for name in bundle.entries) >= bundle.at_least
        ]
        self._normals: defaultdict[str, list[Normal]] = defaultdict(list)
        topics = frozenset(exam.topics)
        for normal in system.normals:
            if exam.modality in normal.modalities and normal.topics <= topics:
                for topic in normal.topics:
                    self._normals[topic].append(normal)

    def entry(self, rng: random.Random) -> Entry:
        """Draw a finding of the knowledge base."""
        return rng.choices(self._entries, cum_weights=self._weights)[0]

    def bundle(self, rng: random.Random) -> list[tuple[Entry, str]]:
        """Draw findings that belong together, with the side that they share."""
        bundle, members = rng.choices(self.bundles, [each.weight for each, _ in self.bundles])[0]
        count = rng.randint(bundle.at_least, len(members))
        first = members[0]
        chosen = [first, *rng.sample(members[1:], count - 1)]
        sides = {place.side for entry in chosen for place in entry.places} & {"left", "right"}
        side = rng.choice(sorted(sides)) if bundle.one_side and sides else ""
        return [(entry, side) for entry in chosen]

    def normals(
        self, covered: frozenset[str], sex: Sex, long: bool, any_fact: bool, rng: random.Random
    ) -> tuple[Normal, ...]:
        """Choose statements on what no finding covers; no topic twice, but in a long report.

        Of those on one topic, the writer leaves out what says the same again.
        """
        leave_out = 0.0 if long else rng.choice(_LEFT_OUT if any_fact else _LEFT_OUT[:-2])
        stated: set[str] = set()
        chosen: list[Normal] = []
        topics = list(self.exam.topics) * (_LONG_ROUNDS if long else 1)
        rng.shuffle(topics)
        for topic in topics:
            if rng.random() < leave_out or (topic in stated and not long):
                continue
            fitting = [
                normal
                for normal in self._normals[topic]
                if normal not in chosen
                and normal.sex in (None, sex)
                and (topic in covered if normal.rest else not normal.topics & covered)
                and (long or not normal.topics & stated)
            ]
            if not fitting:
                continue
            normal = rng.choices(fitting, [each.weight for each in fitting])[0]
            if rng.random() < (_REST_SHARE if normal.rest else normal.weight):
                stated |= normal.topics
                chosen.append(normal)
        return tuple(chosen)


def _possible(entry: Entry, sex: Sex, age: int) -> bool:
    if entry.sex not in (None, sex):
        return False
    return entry.ages is None or entry.ages[0] <= age <= entry.ages[1]


def _on_side(places: Sequence[Place], side: str) -> Sequence[Place]:
    """Return the places of one side, or else those of none; all where there are neither."""
    fitting = [place for place in places if place.side == side]
    return fitting or [place for place in places if not place.side] or places


def _agree(one: Entry, other: Entry) -> bool:
    """Whether two findings may stand in one report."""
    if one.name == other.name or (one.group and one.group == other.group):
        return False
    if (one.alone or other.alone) and one.covers & other.covers:
        return False
    return one.id not in other.related and other.id not in one.related


def _shows(entry: Entry, rng: random.Random) -> bool:
    return entry.kept_looks or entry.means is not None or rng.random() < _LOOKS_SHARE


def _sizes(entry: Entry, rng: random.Random) -> tuple[int, ...]:
    if entry.millimetres is None:
        return ()
    low, high = entry.millimetres
    longest = int(low + (high - low) * rng.random() ** 1.7)
    count = min(entry.dimensions, rng.choice((1, 1, 1, 2, 2, 3)))
    shorter = sorted(
        (max(1, int(longest * rng.uniform(0.55, 0.98))) for _ in range(count - 1)), reverse=True
    )
    return (longest, *shorter)


def _degree(entry: Entry, sizes: Sequence[int], steps: int, rng: random.Random) -> int:
    """Draw a step of the scale; where a size is given too, the one that fits it."""
    if not steps or rng.random() > _DEGREE_SHARE:
        return -1
    if not sizes or entry.millimetres is None:
        return rng.randrange(steps)
    low, high = entry.millimetres
    return min(steps - 1, (sizes[0] - low) * steps // max(1, high - low))


def _old(change: Change, sizes: Sequence[int], rng: random.Random) -> int:
    if not change.old:
        return 0
    factor = rng.uniform(0.5, 0.85) if change.id == "increased" else rng.uniform(1.2, 1.7)
    return max(1, int(sizes[0] * factor)) + (sizes[0] < 4 and change.id != "increased")


def bundled(bundles: Iterable[Bundle], facts: Sequence[Fact]) -> list[tuple[Bundle, list[int]]]:
    """Return which findings (places in ``facts``) an impression says together."""
    free = set(range(len(facts)))
    found: list[tuple[Bundle, list[int]]] = []
    names = {fact.entry.name for fact in facts}
    for bundle in bundles:
        if bundle.entries[0] not in names:
            continue
        by_name: Mapping[str, int] = {facts[at].entry.name: at for at in sorted(free)}
        members = [by_name[name] for name in bundle.entries if name in by_name]
        sides = {facts[at].place.side for at in members} - {""}
        if (
            len(members) < bundle.at_least
            or bundle.entries[0] not in by_name
            or (bundle.one_side and len(sides) > 1)
            or any(facts[at].sure >= 0 for at in members)
        ):
            continue
        free -= set(members)
        found.append((bundle, members))
    return found

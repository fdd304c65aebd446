"""Makes synthetic reports: findings and the impression that they support, by seed.

Nothing here comes from a patient. The impression names the findings most urgent first and repeats
their sides, sizes and names; normal statements and incidental findings are left out of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, StudyHeader
from radvaluer_desktop.training.noise import roughen
from radvaluer_desktop.training.phrases import Finding, Region, Statement, fill, size

NORMAL_SHARE = 0.35
_ENGLISH_SHARE = 0.52
_CHEST_SHARE = 0.62
_LONG_SHARE = 0.03
_BARE_HEADER_SHARE = 0.5
_FINDING_COUNTS = (1, 1, 1, 2, 2, 2, 3, 3, 4)
_LEFT_OUT = (0.0, 0.0, 0.1, 0.3, 0.5, 0.85, 0.95, 1.0)  # brief reports teach to copy soonest
_LONG_FINDING_COUNTS = (3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class SyntheticReport:
    """One made-up report; ``normal``: the impression names no finding."""

    language: Language
    header: StudyHeader
    findings: str
    impression: str
    normal: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a report is about, before a word of it is chosen."""

    region: Region
    exam: str
    language: Language
    long: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    place: int  # index in the region's order
    said: str = ""  # its line in the impression
    rank: int = 0


def make_reports(regions: Sequence[Region], seed: int) -> Iterator[SyntheticReport]:
    """Yield reports without end; the same seed gives the same reports."""
    rng = random.Random(seed)  # noqa: S311 - a corpus must be reproducible, not secret
    while True:
        yield make_report(regions, rng)


def make_report(regions: Sequence[Region], rng: random.Random) -> SyntheticReport:
    """Return one report."""
    plan = _plan(regions, rng)
    normal = not plan.long and rng.random() < NORMAL_SHARE
    chosen = _choose_findings(plan, 0 if normal else _count(plan, rng), rng)
    described = [_describe(finding, plan, rng) for finding in chosen]
    covered = frozenset(topic for finding in chosen for topic in finding.covers)
    unarranged = [*described, *_normal_sentences(plan, covered, rng)]
    if not unarranged:
        unarranged = [_state(rng.choice(plan.region.statements), plan, rng)]
    sentences = _arrange(unarranged, rng)
    return SyntheticReport(
        language=plan.language,
        header=_header(plan, rng),
        findings=roughen([sentence.text for sentence in sentences], plan.language, rng),
        impression=_impression(sentences, plan),
        normal=normal,
    )


def _plan(regions: Sequence[Region], rng: random.Random) -> _Plan:
    chest, abdomen = regions
    region = chest if rng.random() < _CHEST_SHARE else abdomen
    weights = [exam["weight"] for exam in region.exams.values()]
    exam = rng.choices(list(region.exams), weights)[0]
    language = Language.ENGLISH if rng.random() < _ENGLISH_SHARE else Language.CHINESE
    return _Plan(region, exam, language, rng.random() < _LONG_SHARE)


def _count(plan: _Plan, rng: random.Random) -> int:
    return rng.choice(_LONG_FINDING_COUNTS if plan.long else _FINDING_COUNTS)


def _choose_findings(plan: _Plan, count: int, rng: random.Random) -> list[Finding]:
    """Choose ``count`` findings of the impression, and now and then incidental ones."""
    fitting = [finding for finding in plan.region.findings if plan.exam in finding.exams]
    chosen: list[Finding] = []
    _add(chosen, [finding for finding in fitting if not finding.incidental], count, plan, rng)
    extra = rng.choice((0, 0, 1, 1, 2))
    _add(chosen, [finding for finding in fitting if finding.incidental], extra, plan, rng)
    return chosen


def _add(
    chosen: list[Finding], pool: list[Finding], count: int, plan: _Plan, rng: random.Random
) -> None:
    """Add up to ``count`` findings of ``pool`` that contradict none that is there."""
    for _ in range(count):
        taken = frozenset(topic for finding in chosen for topic in finding.covers)
        free = [
            finding
            for finding in pool
            if finding not in chosen and not (finding.covers & taken) - plan.region.shared
        ]
        if free:
            chosen += rng.choices(free, [finding.weight for finding in free])


def _describe(finding: Finding, plan: _Plan, rng: random.Random) -> _Sentence:
    language = plan.language
    slots = finding.slots[language]
    values = {name: size(finding.millimetres, language, rng) for name in ("size", "old")}
    index = rng.randrange(len(finding.find[language]))
    text = fill(finding.find[language][index], slots, values, language, rng)
    said = ""
    if not finding.incidental:
        said = fill(finding.say[language][index], slots, values, language, rng)
    places = [place for place, topic in enumerate(plan.region.order) if topic in finding.covers]
    place = min(places, default=rng.randrange(len(plan.region.order)))
    return _Sentence(_capital(text), place, _capital(said), finding.rank)


def _normal_sentences(plan: _Plan, covered: frozenset[str], rng: random.Random) -> list[_Sentence]:
    """State most of what is not covered by a finding as normal, no topic twice."""
    stated: set[str] = set()
    sentences: list[_Sentence] = []
    topics = list(plan.region.order) * (rng.randint(1, 6) if plan.long else 1)
    leave_out = rng.choice(_LEFT_OUT)
    for topic in rng.sample(topics, len(topics)):
        if (topic in stated and not plan.long) or rng.random() < leave_out:
            continue
        fitting = [
            statement
            for statement in plan.region.statements
            if topic in statement.topics
            and not statement.topics & covered
            and (plan.long or not statement.topics & stated)
        ]
        if fitting:
            statement = rng.choices(fitting, [each.weight for each in fitting])[0]
            stated |= statement.topics
            sentences.append(_state(statement, plan, rng))
    return sentences + _remarks(plan, rng)


def _remarks(plan: _Plan, rng: random.Random) -> list[_Sentence]:
    """Return, now and then, a sentence about the examination itself."""
    if rng.random() > 0.1:
        return []
    about = [statement for statement in plan.region.statements if not statement.topics]
    return [_state(rng.choice(about), plan, rng)]


def _state(statement: Statement, plan: _Plan, rng: random.Random) -> _Sentence:
    text = fill(rng.choice(statement.texts[plan.language]), {}, {}, plan.language, rng)
    places = [place for place, topic in enumerate(plan.region.order) if topic in statement.topics]
    return _Sentence(_capital(text), min(places, default=-1))


def _arrange(sentences: list[_Sentence], rng: random.Random) -> list[_Sentence]:
    """Order sentences as dictated, the abnormal first, or at random."""
    shuffled = rng.sample(sentences, len(sentences))
    habit = rng.random()
    if habit < 0.5:
        return sorted(shuffled, key=lambda sentence: sentence.place)
    if habit < 0.65:
        return sorted(shuffled, key=lambda sentence: not sentence.said)
    return shuffled


def _impression(sentences: list[_Sentence], plan: _Plan) -> str:
    lines = [sentence for sentence in sentences if sentence.said]
    lines.sort(key=lambda sentence: sentence.rank)
    if not lines:
        return plan.region.normal[plan.language]
    if len(lines) == 1:
        return lines[0].said
    return "\n".join(f"{number}. {line.said}" for number, line in enumerate(lines, 1))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _header(plan: _Plan, rng: random.Random) -> StudyHeader:
    if rng.random() < _BARE_HEADER_SHARE:
        return StudyHeader()
    region, language = plan.region, plan.language

    def known() -> bool:
        return rng.random() < 0.5

    return StudyHeader(
        order=rng.choice(region.exams[plan.exam][language]) if known() else None,
        modality=Modality(plan.exam) if known() else None,
        body_system=BodySystem(region.name) if known() else None,
        sex=rng.choice((Sex.FEMALE, Sex.MALE)) if known() else None,
        age=rng.randint(18, 95) if known() else None,
        indication=rng.choice(region.indications[language]) if known() else None,
    )

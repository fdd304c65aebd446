"""What can be learnt from decisions: findings, header and the impression that was kept.

A lesson to learn from has its identifiers replaced by tags, unless that is not wanted; one to test
on stays as it is, for so the station will read and write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.deid.deidentify import Deidentifier
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.safety.deid.surrogates import Replacer

_KNOWN_ELSEWHERE = (Kind.PERSON, Kind.RECORD)
_OLDEST = 90  # an age above 89 tells who it is (45 CFR 164.514(b)(2))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A report with the impression that the radiologist kept. Texts stay out of ``repr``.

    ``id``: of the decision. ``studies``: what names its study, so that lessons of one study are not
    parted. ``draft`` is what the model had written.
    """

    id: str
    decided_at: datetime
    header: StudyHeader = field(repr=False)
    language: Language
    findings: str = field(repr=False)
    final: str = field(repr=False)
    radiologist: str = field(repr=False)
    studies: frozenset[str] = field(repr=False)


def lessons_of(decisions: Iterable[Decision]) -> list[Lesson]:
    """Return the decisions that have findings and a final impression, the oldest first.

    A draft that was rejected without another impression teaches nothing here.
    """
    found = [
        Lesson(
            id=each.id,
            decided_at=each.decided_at,
            header=each.header,
            language=each.language,
            findings=each.findings.strip(),
            final=each.final.strip(),
            radiologist=each.radiologist_id,
            studies=_studies(each),
        )
        for each in decisions
        if each.findings.strip() and each.final.strip()
    ]
    return sorted(found, key=lambda each: (each.decided_at, each.id))


def _studies(decision: Decision) -> frozenset[str]:
    """Return what two decisions about one study share: its id, its name, or the same findings."""
    names = (decision.study_id, decision.header.pseudonym, normalised(decision.findings))
    return frozenset(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Replaced:
    """Lessons without identifiers, and how many strings were replaced in them."""

    lessons: tuple[Lesson, ...]
    strings: int


def without_identifiers(
    lessons: Iterable[Lesson], tell: Callable[[int], None] | None = None
) -> Replaced:
    """Return ``lessons`` with tags for what identifies a person; ages above 89 become 90.

    One string gets one tag in all texts of a lesson, and what is found in one of them is looked for
    in the others. ``tell`` gets the number done so far.
    """
    deidentifier = Deidentifier()
    done, strings = [], 0
    for number, lesson in enumerate(lessons, 1):
        texts = _texts_of(lesson)
        known = _known(deidentifier, lesson, texts.values())
        replacer = Replacer()
        plain = {name: deidentifier.replace(text, known, replacer) for name, text in texts.items()}
        strings += sum(len(each.replacements) for each in plain.values())
        done.append(_with_texts(lesson, {name: each.text for name, each in plain.items()}))
        if tell:
            tell(number)
    return Replaced(tuple(done), strings)


def _texts_of(lesson: Lesson) -> dict[str, str]:
    """Return what of ``lesson`` a person typed freely, by name."""
    header = lesson.header
    texts = {"findings": lesson.findings, "final": lesson.final}
    typed = {"order": header.order, "indication": header.indication, "prior": header.prior}
    return texts | {name: text for name, text in typed.items() if text}


def _with_texts(lesson: Lesson, texts: dict[str, str]) -> Lesson:
    header = replace(
        lesson.header,
        order=texts.get("order"),
        indication=texts.get("indication"),
        prior=texts.get("prior"),
        age=lesson.header.age and min(lesson.header.age, _OLDEST),
        pseudonym=None,
    )
    return replace(lesson, header=header, findings=texts["findings"], final=texts["final"])


def _known(deidentifier: Deidentifier, lesson: Lesson, texts: Iterable[str]) -> Known:
    """Return what is known of the study; a name that one text shows is known in the others."""
    known = Known.of_study(lesson.header, lesson.radiologist)
    others: dict[Kind, list[str]] = {kind: [] for kind in _KNOWN_ELSEWHERE}
    for text in texts:
        for found in deidentifier.find(text, known):
            if found.kind in others:
                others[found.kind].append(text[found.start : found.end])
    return Known.of_study(lesson.header, lesson.radiologist, others)

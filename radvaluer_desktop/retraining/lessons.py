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
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.safety.deid.surrogates import Replacer

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

    One string gets one tag in all texts of a lesson. ``tell`` gets the number done so far.
    """
    deidentifier = Deidentifier()
    done, strings = [], 0
    for number, lesson in enumerate(lessons, 1):
        known = Known.of_study(lesson.header, lesson.radiologist, {})
        replacer = Replacer()

        def plain(text: str, known: Known = known, replacer: Replacer = replacer) -> str:
            nonlocal strings
            result = deidentifier.replace(text, known, replacer)
            strings += len(result.replacements)
            return result.text

        header = lesson.header
        header = replace(
            header,
            order=plain(header.order) if header.order else None,
            indication=plain(header.indication) if header.indication else None,
            prior=plain(header.prior) if header.prior else None,
            age=header.age and min(header.age, _OLDEST),
            pseudonym=None,
        )
        texts = {"findings": plain(lesson.findings), "final": plain(lesson.final)}
        done.append(replace(lesson, header=header, **texts))
        if tell:
            tell(number)
    return Replaced(tuple(done), strings)

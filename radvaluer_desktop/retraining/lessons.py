"""What can be learnt from decisions: findings, header and the impression that was kept.

What is learnt from leaves the store as an export does, without identifiers, unless that is not
wanted; what is tested on stays as it is, for so the station will read and write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from radvaluer_desktop.feedback.export.leaving import Gate
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.report.cleaning import normalised


@dataclass(frozen=True, slots=True)
class Lesson:
    """A decision with findings and a final impression.

    ``studies``: what names its study, so that two decisions about one are not parted.
    """

    decision: Decision = field(repr=False)
    studies: frozenset[str] = field(repr=False)

    @property
    def id(self) -> str:
        """The decision's."""
        return self.decision.id


def kept_impression(decision: Decision) -> str:
    """Return what of ``decision`` is learnt and tested against."""
    return decision.signed_or_final.strip()


def lessons_of(decisions: Iterable[Decision]) -> list[Lesson]:
    """Return the decisions that something can be learnt from, the oldest first.

    A draft that was rejected without another impression teaches nothing here.
    """
    found = [each for each in decisions if each.findings.strip() and kept_impression(each)]
    found.sort(key=lambda each: (each.decided_at, each.id))
    return [Lesson(each, _studies(each)) for each in found]


def _studies(decision: Decision) -> frozenset[str]:
    """Return what two decisions about one study share: its id, its name, or the same findings."""
    names = (decision.study_id, decision.header.pseudonym, normalised(decision.findings))
    return frozenset(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Replaced:
    """Decisions as they leave, and how many strings were replaced in them."""

    decisions: tuple[Decision, ...]
    strings: int


def without_identifiers(
    lessons: Iterable[Lesson], gate: Gate, tell: Callable[[int], None]
) -> Replaced:
    """Return the decisions of ``lessons`` as ``gate`` lets them out; ``tell`` gets how many."""
    left, strings = [], 0
    for number, lesson in enumerate(lessons, 1):
        leaving = gate.let_out(lesson.decision)
        left.append(leaving.decision)
        strings += len(leaving.replaced)
        tell(number)
    return Replaced(tuple(left), strings)

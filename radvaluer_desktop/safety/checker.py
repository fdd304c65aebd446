"""The one way to check an impression against its findings; window and commands use it alike."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from radvaluer_desktop.knowledge.entries import Knowledge
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.knowledge.relations import Relations
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.checks.degrees import check_comparisons, check_degrees
from radvaluer_desktop.safety.checks.form import check_form
from radvaluer_desktop.safety.checks.locations import check_locations
from radvaluer_desktop.safety.checks.negation import (
    check_contradiction,
    check_negation,
    check_polarity,
)
from radvaluer_desktop.safety.checks.numbers import check_numbers
from radvaluer_desktop.safety.checks.patient import check_patient, check_scope
from radvaluer_desktop.safety.checks.sides import check_sides
from radvaluer_desktop.safety.checks.support import (
    check_critical,
    check_left_out,
    check_support,
)
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.places import Neighbourhood
from radvaluer_desktop.safety.reading import Reader, Reading
from radvaluer_desktop.safety.result import CheckResult, Issue, IssueSeverity, LeftOut

_ORDER = (IssueSeverity.SEVERE, IssueSeverity.WARNING, IssueSeverity.NOTE)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Build what lives as long as the process: no collection of garbage need ever walk through it.

    Walking through it again and again takes a third of the time that building takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


class Checker:
    """Checks impressions. Building the first of a process reads the knowledge base.

    It keeps what it read last, in memory alone, for the next check of nearly the same texts.
    """

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        with _no_collection():
            self._knowledge = knowledge or bundled_knowledge()
            self._reader = Reader(self._knowledge)
            self._relations = Relations(self._knowledge)
            self._places = Neighbourhood(self._knowledge)
        self._read: dict[str, Reading] = {}

    def check(
        self,
        findings: str,
        impression: str,
        header: StudyHeader | None = None,
        language: Language | None = None,
    ) -> CheckResult:
        """Check ``impression`` against ``findings`` and what ``header`` knows.

        ``language``: in which it should be written; that of the findings, if not given.

        Issues stand with the severe first, then in the order of the impression.
        """
        header = header or StudyHeader()
        first, second = self._reading(findings), self._reading(impression)
        self._read = {findings: first, impression: second}
        grounds = Grounds(self._reader, self._relations, self._places, first, second)
        statements = grounds.statements()
        left_out = grounds.left_out()
        issues: list[Issue] = [
            *check_form(grounds, language),
            *check_sides(grounds, header),
            *check_negation(grounds),
            *check_polarity(grounds),
            *check_numbers(grounds),
            *check_locations(grounds),
            *check_degrees(grounds),
            *check_comparisons(grounds, header),
            *check_contradiction(grounds),
            *check_support(grounds, statements),
            *check_left_out(grounds, left_out),
            *check_critical(grounds),
            *check_patient(grounds, header),
            *check_scope(grounds, header),
        ]
        issues.sort(key=_place)
        return CheckResult(
            statements, tuple(issues), tuple(LeftOut(m.start, m.end, u) for m, u in left_out)
        )

    def _reading(self, text: str) -> Reading:
        """Read ``text``, unless it is one of the last check: mostly one of two was edited."""
        return self._read.get(text) or self._reader.read(text)


def _place(issue: Issue) -> tuple[int, int]:
    span = issue.impression_span or issue.findings_span or (0, 0)
    return _ORDER.index(issue.severity), span[0]

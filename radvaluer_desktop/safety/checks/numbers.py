"""Sizes and other measurements of the impression against those of the findings."""

from __future__ import annotations

from collections.abc import Iterator

from radvaluer_desktop.knowledge.entries import CueKind
from radvaluer_desktop.safety.checks.issues import issue, same_place
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.measures import Measure, same_measure
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity


def check_numbers(grounds: Grounds) -> Iterator[Issue]:
    """Yield measurements that the findings do not have, or have otherwise."""
    for measure in grounds.impression.measures:
        sentence = grounds.impression.sentence_at(measure.start)
        if sentence is None or _is_advice(grounds, sentence, measure):
            continue
        there = [m for m in grounds.findings.measures if m.quantity == measure.quantity]
        near = _near(grounds, sentence, there)
        if _carried(measure, near or there):
            continue
        yield _issue(grounds, measure, near or there)


def _is_advice(grounds: Grounds, number: int, measure: Measure) -> bool:
    """Whether a measurement belongs to advice: what is to be followed above which size."""
    start = grounds.impression.sentences[number].start
    return grounds.impression.has_cue(CueKind.ADVICE, start, measure.start)


def _near(grounds: Grounds, number: int, there: list[Measure]) -> list[Measure]:
    """Return the measurements of the very findings that the statement names.

    A sentence that goes on with a size belongs to the one before it.
    """
    sentences = {
        match.found.sentence for said in grounds.said_in(number) if said.stated
        for match in grounds.matches(said)
        if match.found.ids & said.ids and same_place(grounds, match.found, said)
    }  # fmt: skip
    places = {number + offset for number in sentences for offset in (0, 1)}
    return [m for m in there if grounds.findings.sentence_at(m.start) in places]


def _carried(measure: Measure, there: list[Measure]) -> bool:
    """Whether each value stands in one and the same measurement of the findings."""
    return any(
        all(any(same_measure(value, other, measure.quantity) for other in found.values)
            for value in measure.values)
        for found in there
    )  # fmt: skip


def _issue(grounds: Grounds, measure: Measure, there: list[Measure]) -> Issue:
    said = grounds.impression.text[measure.start : measure.end].strip()
    span = (measure.start, measure.end)
    if not there:
        return issue(
            grounds, IssueKind.NUMBER, IssueSeverity.WARNING, "number-missing",
            impression=span, said=said,
        )  # fmt: skip
    nearest = min(there, key=lambda m: abs(max(m.values) - max(measure.values)))
    found = grounds.findings.text[nearest.start : nearest.end].strip()
    return issue(
        grounds, IssueKind.NUMBER, IssueSeverity.SEVERE, "number",
        findings=(nearest.start, nearest.end), impression=span, said=said, found=found,
    )  # fmt: skip

"""Sizes and other measurements of the impression against those of the findings."""

from __future__ import annotations

from collections.abc import Iterator

from radvaluer_desktop.knowledge.entries import CueKind
from radvaluer_desktop.safety.checks.issues import issue, same_place
from radvaluer_desktop.safety.contexts import Comparison, Occurrence, word_span
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.measures import Measure, same_measure
from radvaluer_desktop.safety.reading import Reading
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity

_NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "single": "1", "solitary": "1",
}  # fmt: skip
_HAN_NUMBERS = frozenset("一二两三四五六七八九十")
_MEASURE_WORDS = frozenset("枚个处条根颗块")


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
    yield from _counts(grounds)


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
    going_on = {m.sentence for m in grounds.present if m.stated}
    places = sentences | {number + 1 for number in sentences if number + 1 not in going_on}
    return [m for m in there if grounds.findings.sentence_at(m.start) in places]


def _carried(measure: Measure, there: list[Measure]) -> bool:
    """Whether each value stands in one and the same measurement of the findings."""
    return any(_same(measure, found) for found in there)


def _same(first: Measure, second: Measure) -> bool:
    if len(first.values) == len(second.values):
        pairs = zip(sorted(first.values), sorted(second.values), strict=True)
        return all(same_measure(one, other, first.quantity) for one, other in pairs)
    if len(first.values) == 1:  # of several diameters the one that is given alone is the largest
        return same_measure(first.values[0], max(second.values), first.quantity)
    return all(
        any(same_measure(value, other, first.quantity) for other in second.values)
        for value in first.values
    )


def _counts(grounds: Grounds) -> Iterator[Issue]:
    """Yield "four nodules" where the findings speak of two, for whatever is counted."""
    own, there = _counted(grounds.impression), _counted(grounds.findings)
    comparison = Comparison(grounds.impression, own, grounds.findings, there)
    for occurrence in comparison.occurrences:
        verdict = comparison.verdict(occurrence)
        if verdict is None or not verdict.differs or not verdict.clear:
            continue
        span = word_span(grounds.impression.words, occurrence)
        found = word_span(grounds.findings.words, verdict.other)
        yield issue(
            grounds, IssueKind.NUMBER, IssueSeverity.SEVERE, "number",
            findings=found, impression=span,
            said=grounds.impression.text[slice(*span)], found=grounds.findings.text[slice(*found)],
        )  # fmt: skip


def _counted(reading: Reading) -> list[Occurrence]:
    """Return numbers that count things: words, or digits before a Chinese measure word."""
    words = reading.words
    return [
        Occurrence(at, at, frozenset({_NUMBER_WORDS.get(word.form, word.form)}))
        for at, word in enumerate(words)
        if word.form in _NUMBER_WORDS
        or (at + 1 < len(words) and words[at + 1].form in _MEASURE_WORDS
            and (word.form.isdecimal() or word.form in _HAN_NUMBERS))
    ]  # fmt: skip


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

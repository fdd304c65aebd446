"""Degree, certainty and change of a finding: impression against findings."""

from __future__ import annotations

from collections.abc import Iterator

from radvaluer_desktop.knowledge.entries import CueKind
from radvaluer_desktop.knowledge.words import Word
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.safety.checks.issues import issue, same_place, span_of, stated
from radvaluer_desktop.safety.contexts import Comparison, Occurrence, word_span
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.reading import Mention, Reading
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity, Span

_STEPS = 2
_NAMES = {1: "mild", 2: "moderate", 3: "severe"}


def check_degrees(grounds: Grounds) -> Iterator[Issue]:
    """Yield degrees that differ by two steps, and certainty that was raised or lowered."""
    done: set[Span | None] = set()
    for said in stated(grounds):
        same = _same(grounds, said)
        degrees = [f for f in same or _related(grounds, said) if f.degree is not None]
        if said.degree and degrees and _far(said, degrees):
            done.add(said.degree_span)
            yield issue(
                grounds, IssueKind.SEVERITY, IssueSeverity.WARNING, "severity",
                findings=_with_degree(degrees[0]), impression=_with_degree(said),
                said=_NAMES[said.degree], found=_NAMES[degrees[0].degree or 1],
            )  # fmt: skip
        template = _certainty(grounds, said, same)
        statement = _statement(grounds, said)
        if template is not None and statement not in done:
            done.add(statement)
            yield issue(
                grounds, IssueKind.CERTAINTY, IssueSeverity.NOTE, template,
                findings=span_of(same[0]), impression=statement,
            )  # fmt: skip
    yield from _degrees_by_noun(grounds, done)


def _certainty(grounds: Grounds, said: Mention, same: list[Mention]) -> str | None:
    """Return which way the certainty changed: doubted here alone, with no doubt about it there."""
    if not same:
        return None
    if said.clearly_hedged and not any(
        _doubted(grounds.findings, f) or _concluded(grounds.findings, f) for f in same
    ):
        return "certainty-lowered"
    if all(f.clearly_hedged for f in same) and not _doubted(grounds.impression, said):
        return "certainty-raised"
    return None


def _doubted(reading: Reading, mention: Mention) -> bool:
    """Whether any doubt stands in the mention's sentence, whatever it is about."""
    sentence = reading.sentences[mention.sentence]
    return any(
        reading.has_cue(kind, sentence.start, sentence.end)
        for kind in (CueKind.HEDGE, CueKind.HEDGE_AFTER)
    )


def _concluded(reading: Reading, mention: Mention) -> bool:
    """Whether it is only what something before it is compatible with."""
    sentence = reading.sentences[mention.sentence]
    return reading.has_cue(CueKind.EXPLAINS, sentence.start, mention.start)


def _degrees_by_noun(grounds: Grounds, done: set[Span | None]) -> Iterator[Issue]:
    """Yield degrees that the findings give otherwise to the same noun, whatever it names."""
    own, there = _degrees(grounds.impression), _degrees(grounds.findings)
    comparison = Comparison(grounds.impression, own, grounds.findings, there)
    for occurrence in comparison.occurrences:
        span = word_span(grounds.impression.words, occurrence)
        verdict = comparison.verdict(occurrence)
        if verdict is None or not verdict.differs or span in done:
            continue
        said, found = (int(next(iter(each.says))) for each in (occurrence, verdict.other))
        if abs(said - found) >= _STEPS:
            yield issue(
                grounds, IssueKind.SEVERITY, IssueSeverity.WARNING, "severity",
                findings=word_span(grounds.findings.words, verdict.other), impression=span,
                said=_NAMES[said], found=_NAMES[found],
            )  # fmt: skip


def _degrees(reading: Reading) -> list[Occurrence]:
    return [
        Occurrence(hit.places[0], hit.places[-1], frozenset({str(cue.value)}))
        for hit in reading.hits
        if (cue := hit.cue(CueKind.DEGREE)) is not None and hit.places[0] not in reading.denied
    ]


def _statement(grounds: Grounds, said: Mention) -> Span:
    sentence = grounds.impression.sentences[said.sentence]
    return sentence.start, sentence.end


def _far(said: Mention, found: list[Mention]) -> bool:
    return all(abs((f.degree or 0) - (said.degree or 0)) >= _STEPS for f in found)


def _with_degree(mention: Mention) -> Span:
    """Return where a mention stands together with the word that says its degree."""
    span = mention.degree_span or span_of(mention)
    return min(span[0], mention.start), max(span[1], mention.end)


def _same(grounds: Grounds, said: Mention) -> list[Mention]:
    """Return the mentions in the findings of what ``said`` names, in the same place."""
    found = [m.found for m in grounds.matches(said) if m.found.ids & said.ids and m.found.stated]
    return [each for each in found if same_place(grounds, each, said)]


def _related(grounds: Grounds, said: Mention) -> list[Mention]:
    """Return what carries ``said`` in other words, in the same place."""
    return [m.found for m in grounds.matches(said) if same_place(grounds, m.found, said)]


def check_comparisons(grounds: Grounds, header: StudyHeader) -> Iterator[Issue]:
    """Yield changes against a prior that neither findings nor header know of, or tell otherwise."""
    findings, impression = grounds.findings, grounds.impression
    whole = (0, len(findings.text))
    compared = bool(header.prior) or any(
        findings.has_cue(kind, *whole) for kind in (CueKind.PRIOR, CueKind.CHANGE)
    )
    for hit in impression.hits if not compared else ():
        first = impression.words[hit.places[0]]
        in_chinese = first.is_han and hit.cue(CueKind.PRIOR) is not None
        advised = not first.is_han and _advises(impression, first)
        if in_chinese or (hit.cue(CueKind.CHANGE) is not None and not advised):
            yield issue(
                grounds, IssueKind.COMPARISON, IssueSeverity.WARNING, "comparison",
                impression=(first.start, impression.words[hit.places[-1]].end),
            )  # fmt: skip
    yield from _changed(grounds)


def _advises(reading: Reading, word: Word) -> bool:
    """Whether a word stands in advice: "continued yearly screening is recommended"."""
    number = reading.sentence_at(word.start)
    if number is None:
        return False
    sentence = reading.sentences[number]
    return reading.has_cue(CueKind.ADVICE, sentence.start, sentence.end)


def _changed(grounds: Grounds) -> Iterator[Issue]:
    opposite = {"increased": "decreased", "decreased": "increased"}
    for said in stated(grounds):
        changes = {f.change for f in _same(grounds, said) if f.change}
        if said.change in opposite and changes and changes <= {opposite[said.change], "unchanged"}:
            found = next(f for f in _same(grounds, said) if f.change)
            yield issue(
                grounds, IssueKind.COMPARISON, IssueSeverity.WARNING, "comparison-changed",
                findings=span_of(found), impression=span_of(said),
                said=said.change, found=str(found.change),
            )  # fmt: skip

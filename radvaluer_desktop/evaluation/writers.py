"""What drafts are compared with: floors that need no model, and a second impression as ceiling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from radvaluer_desktop.evaluation.neighbours import Neighbours
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.metrics.rouge import rouge_l
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.sentences import sentences_of

CONSENSUS = 15
_USUAL = {
    Language.ENGLISH: "No acute abnormality.",
    Language.CHINESE: "未见明显异常。",
}


class WriterKind(StrEnum):
    """What a writer is."""

    MODEL = "model"
    FLOOR = "floor"
    CEILING = "ceiling"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Writer:
    """One impression for each report, None where this writer has none. They stay out of repr."""

    name: str
    kind: WriterKind
    texts: tuple[str | None, ...] = field(repr=False)


def floors_and_ceiling(
    reports: Sequence[LabelledReport], training: Sequence[LabelledReport]
) -> Iterator[Writer]:
    """Yield the floors (two of them ask for ``training``), the ceiling, and the reference itself.

    Against itself the reference says nothing by its likeness; what the checks say of it is what
    they say without any error.
    """
    yield Writer("constant sentence", WriterKind.FLOOR, _constant(reports, training))
    first = tuple(first_sentence(report.findings) for report in reports)
    yield Writer("first sentence", WriterKind.FLOOR, first)
    yield Writer("whole findings", WriterKind.FLOOR, tuple(r.findings for r in reports))
    if training:
        yield from _neighbourly(reports, training)
    if any(report.second for report in reports):
        yield Writer("second impression", WriterKind.CEILING, tuple(r.second for r in reports))
    yield Writer("reference itself", WriterKind.REFERENCE, tuple(r.impression for r in reports))


def _constant(
    reports: Sequence[LabelledReport], training: Sequence[LabelledReport]
) -> tuple[str, ...]:
    """Return the impression that stands most often in training, for each report's language."""
    usual = dict(_USUAL)
    for language in usual:
        texts = [report.impression for report in training if report.language is language]
        counted = Counter(map(normalised, texts))
        if counted:
            most = counted.most_common(1)[0][0]
            usual[language] = next(text for text in texts if normalised(text) == most)
    return tuple(usual[report.language] for report in reports)


def first_sentence(text: str) -> str:
    """Return the first sentence of ``text``; all of it where it has none."""
    found = sentences_of(text)
    return text[found[0].start : found[0].end] if found else text


def _neighbourly(
    reports: Sequence[LabelledReport], training: Sequence[LabelledReport]
) -> Iterator[Writer]:
    index = Neighbours([report.findings for report in training])
    found = [index.nearest(report.findings, CONSENSUS) for report in reports]
    nearest = tuple(training[neighbours[0][0]].impression for neighbours in found)
    yield Writer("nearest neighbour", WriterKind.FLOOR, nearest)
    agreed = tuple(
        consensus([(training[place].impression, cosine) for place, cosine in neighbours])
        for neighbours in found
    )
    yield Writer(f"{CONSENSUS}-neighbour consensus", WriterKind.FLOOR, agreed)


def consensus(weighed: Sequence[tuple[str, float]]) -> str:
    """Return the text that all of them together are most like, by ROUGE-L; of equals the first.

    Each votes with the square of its cosine, for itself too. Plain means, without its own vote,
    made a weaker floor on Open-i (docs/decisions/evaluation.md).
    """
    votes: dict[str, float] = {}
    for text, cosine in weighed:
        votes[text] = votes.get(text, 0.0) + cosine**2

    def approval(text: str) -> float:
        return sum(vote * rouge_l(text, other) for other, vote in votes.items())

    return max(votes, key=approval)

"""From writers and reports to figures: each writer, in each slice, in each group."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from radvaluer_desktop.evaluation.checking import WRONG_KINDS, Soundness, SoundnessScorer
from radvaluer_desktop.evaluation.estimates import Estimate, Numbers, estimates
from radvaluer_desktop.evaluation.overlap import ORDERS, Overlap, OverlapScorer, bleu_of, chrf_of
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.evaluation.slices import Slice, is_abnormal, is_unseen
from radvaluer_desktop.evaluation.writers import Writer, WriterKind

GROUPINGS = ("system", "institution", "language")
Grouping = tuple[str, ...]
Group = tuple[tuple[str, str], ...]  # of a column and its value; empty: every report
_ABSENT = "not given"
# The first columns of a table of numbers; behind them, BLEU's counts.
_SUMS = (
    "rouge1", "rouge2", "rougeL", "exact", "consistency", "issues",
    *(kind.value for kind in WRONG_KINDS), "numbers_beyond", "sides_beyond",
)  # fmt: skip
_COUNTS = ("copied", "new_words", "words", "reference_words")
_BLEU = len(_SUMS) + len(_COUNTS)
_NEW_WORDS = len(_SUMS) + _COUNTS.index("new_words")


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of one writer over ``count`` reports; shares and scores from 0 to 100."""

    group: Group
    slice: Slice
    writer: str
    kind: WriterKind
    count: int
    figures: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A writer with a row of numbers for each report, None where it wrote nothing."""

    writer: Writer
    rows: tuple[tuple[float, ...] | None, ...]


def measure(
    reports: Sequence[LabelledReport],
    writers: Sequence[Writer],
    known: Collection[str] | None = None,
    groupings: Sequence[Grouping] = (),
    tell: Callable[[str], None] | None = None,
) -> list[Cell]:
    """Return a cell for each writer in each slice and group that has reports.

    ``known``: normalised impressions of training; without them there is no slice "unseen".
    """
    scored = []
    score = _Scores(reports)
    for writer in writers:
        if tell:
            tell(f"measuring: {writer.name}")
        scored.append(score.of(writer))
    slices = _slices(reports, known)
    return [
        cell
        for group, members in _groups(reports, groupings)
        for part, places in slices.items()
        for cell in _cells(reports, scored, group, part, sorted(members & places))
    ]


class _Scores:
    """Scores writers; what two of them write alike for one report is scored once."""

    def __init__(self, reports: Sequence[LabelledReport]) -> None:
        self._reports = reports
        self._overlap, self._soundness = OverlapScorer(), SoundnessScorer()
        self._done: dict[tuple[int, str], tuple[float, ...]] = {}

    def of(self, writer: Writer) -> _Scored:
        """Return the numbers of ``writer``."""
        pairs = enumerate(writer.texts)
        rows = tuple(None if text is None else self._row(place, text) for place, text in pairs)
        return _Scored(writer, rows)

    def _row(self, place: int, draft: str) -> tuple[float, ...]:
        if (place, draft) not in self._done:
            report = self._reports[place]
            overlap = self._overlap.score(report.impression, draft, report.language)
            self._done[place, draft] = _numbers(overlap, self._soundness.score(report, draft))
        return self._done[place, draft]


def _numbers(overlap: Overlap, soundness: Soundness) -> tuple[float, ...]:
    """Return the row of one draft, in the order of _SUMS, _COUNTS, and BLEU's counts."""
    return (
        overlap.rouge1,
        overlap.rouge2,
        overlap.rouge_l,
        overlap.exact,
        soundness.consistency,
        bool(soundness.wrong),
        *(kind in soundness.wrong for kind in WRONG_KINDS),
        soundness.number_beyond,
        soundness.side_beyond,
        soundness.copied,
        soundness.new_words,
        overlap.words,
        overlap.reference_words,
        *overlap.matches,
        *overlap.runs,
    )


def _figures(sums: Numbers) -> dict[str, Numbers]:
    """Return the figures of added up rows (sums x columns); the last column counts the rows."""
    shares = 100 * sums[:, : len(_SUMS)] / sums[:, -1:]
    figures: dict[str, Numbers] = dict(zip(_SUMS, shares.T, strict=True))
    counts = sums[:, len(_SUMS) : _BLEU].T
    copied, new_words, words, reference_words = counts
    bleu = sums[:, _BLEU:-1]
    figures["bleu"] = np.array(
        [
            bleu_of(row[:ORDERS], row[ORDERS:], *lengths)
            for row, lengths in zip(bleu, counts[2:].T, strict=True)
        ]
    )
    figures["length"] = _ratio(words, reference_words)
    figures["new_words"] = 100 * _ratio(copied, new_words)
    return figures


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Return ``part / whole``, NaN where there is no whole."""
    result: Numbers = np.full(len(whole), np.nan)
    np.divide(part, whole, out=result, where=whole > 0)
    return result


def _slices(
    reports: Sequence[LabelledReport], known: Collection[str] | None
) -> dict[Slice, set[int]]:
    places = range(len(reports))
    slices = {Slice.ALL: set(places)}
    if known is not None:
        slices[Slice.UNSEEN] = {n for n in places if is_unseen(reports[n].impression, known)}
    slices[Slice.ABNORMAL] = {
        n for n in places if is_abnormal(reports[n].impression, reports[n].language)
    }
    return slices


def _groups(
    reports: Sequence[LabelledReport], groupings: Sequence[Grouping]
) -> Iterator[tuple[Group, set[int]]]:
    """Yield every report as one group, then the groups of each grouping, sorted."""
    yield (), set(range(len(reports)))
    for grouping in groupings:
        labels = [tuple(_label(report, column) for column in grouping) for report in reports]
        values = [sorted({label[n] for label in labels}) for n in range(len(grouping))]
        for combination in product(*values):
            members = {n for n, label in enumerate(labels) if label == combination}
            if members:
                yield tuple(zip(grouping, combination, strict=True)), members


def _label(report: LabelledReport, column: str) -> str:
    return str(getattr(report, column)) or _ABSENT


def _cells(
    reports: Sequence[LabelledReport],
    scored: Sequence[_Scored],
    group: Group,
    part: Slice,
    places: Sequence[int],
) -> Iterator[Cell]:
    for one in scored:
        rows = [(n, one.rows[n], one.writer.texts[n]) for n in places]
        kept = [(n, row, text) for n, row, text in rows if row is not None and text is not None]
        if not kept:
            continue
        figures = estimates(np.array([row for _, row, _ in kept], dtype=np.float64), _figures)
        references = [reports[n].impression for n, _, _ in kept]
        figures["chrf"] = Estimate(chrf_of(references, [text for _, _, text in kept]))
        figures["new_words_count"] = Estimate(sum(row[_NEW_WORDS] for _, row, _ in kept))
        yield Cell(group, part, one.writer.name, one.writer.kind, len(kept), figures)

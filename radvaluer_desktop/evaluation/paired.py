"""Two writers over the same reports: each figure of both, and of the difference between them.

The reports are resampled once for both (paired), so that what makes a report hard does not hide
what parts the writers. Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
chapter 13; paired over test sentences: Koehn 2004, EMNLP, pages 388-395.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from radvaluer_desktop.evaluation.checking import WRONG_KINDS, SoundnessScorer
from radvaluer_desktop.evaluation.estimates import Estimate, Numbers, estimates
from radvaluer_desktop.evaluation.overlap import OverlapScorer
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.metrics.edit_distance import edit_distance

# The figures of a draft, each 0 to 100 as a mean over reports.
FIGURES = (
    "edit_distance", "rougeL", "exact", "consistency", "issues",
    *(kind.value for kind in WRONG_KINDS), "numbers_beyond", "sides_beyond",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paired:
    """One figure; ``difference`` is the second writer's less the first's.

    ``reference``: what the figure is of the reference impressions themselves.
    """

    first: Estimate
    second: Estimate
    difference: Estimate
    reference: Estimate


def paired(
    reports: Sequence[LabelledReport],
    first: Sequence[str],
    second: Sequence[str],
    tell: Callable[[str], None] | None = None,
) -> dict[str, Paired]:
    """Return the figures of two drafts of each report. The library rouge-score must be there.

    ``edit_distance``: words to change until the draft is the reference, of the longer text;
    ``issues``: drafts in which the checks find any of five kinds of error; the others are those of
    ``measure``.
    """
    score = _Scorer()
    tables = []
    references = [one.impression for one in reports]
    for number, texts in enumerate((first, second, references)):
        if tell:
            tell(f"measuring: {('the present', 'the candidate', 'the reference')[number]}")
        pairs = zip(reports, texts, strict=True)
        tables.append(np.array([score.row(report, text) for report, text in pairs]))
    width = len(FIGURES)

    def figures(sums: Numbers) -> dict[str, Numbers]:
        means = 100 * sums[:, :-1] / sums[:, -1:]
        one, other, own = means[:, :width], means[:, width : 2 * width], means[:, 2 * width :]
        found: dict[str, Numbers] = {}
        for place, name in enumerate(FIGURES):
            found[f"{name} first"] = one[:, place]
            found[f"{name} second"] = other[:, place]
            found[f"{name} difference"] = other[:, place] - one[:, place]
            found[f"{name} reference"] = own[:, place]
        return found

    found = estimates(np.hstack(tables).astype(np.float64), figures)
    return {
        name: Paired(
            first=found[f"{name} first"],
            second=found[f"{name} second"],
            difference=found[f"{name} difference"],
            reference=found[f"{name} reference"],
        )
        for name in FIGURES
    }


class _Scorer:
    """Scores drafts; what is written twice for one report is scored once."""

    def __init__(self) -> None:
        self._overlap, self._soundness = OverlapScorer(), SoundnessScorer()
        self._done: dict[tuple[str, str, str], tuple[float, ...]] = {}

    def row(self, report: LabelledReport, draft: str) -> tuple[float, ...]:
        """Return the figures of one draft, 0 to 1, in the order of FIGURES."""
        key = (str(report.id), report.findings, draft)
        if key not in self._done:
            overlap = self._overlap.score(report.impression, draft, report.language)
            sound = self._soundness.score(report, draft)
            self._done[key] = (
                edit_distance(draft.strip(), report.impression.strip()).fraction,
                overlap.rouge_l,
                overlap.exact,
                sound.consistency,
                bool(sound.wrong),
                *(kind in sound.wrong for kind in WRONG_KINDS),
                sound.number_beyond,
                sound.side_beyond,
            )
        return self._done[key]

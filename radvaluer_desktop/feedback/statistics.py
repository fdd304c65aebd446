"""Statistics of decisions: figures by group, and a chart that warns when acceptance drifts.

What ``feedback stats`` prints, and what any other view of the same figures rests on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.metrics.drift import Chart, acceptance_chart
from radvaluer_desktop.metrics.tally import Tally, tally

RADIOLOGIST = "radiologist"
GROUPINGS = ("system", "language", "institution", "model", "week")
_SHA256 = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{56}\b")


@dataclass(frozen=True, slots=True)
class Statistics:
    """``least``: decisions below which there is no figure. ``chart`` is None where none begins."""

    least: int
    tally: Tally
    chart: Chart | None


def short_name(name: str) -> str:
    """Return the name of a group for people: of a model's whole SHA-256 the first 8 digits."""
    return _SHA256.sub(r"\1", name)


def statistics_of(
    store: FeedbackStore, chosen: Chosen, by: Sequence[str], least: int
) -> Statistics:
    """Count the chosen decisions, by each of ``by``: ``GROUPINGS`` or ``RADIOLOGIST``.

    Whether radiologists may be told apart is for the caller to know. Reads a row of numbers a
    decision, and no text, but of decisions that were never counted before. Raises StoreError.
    """
    store.fill_figures()
    outcomes = store.outcomes(chosen, radiologists=RADIOLOGIST in by)
    counted = tally(outcomes, by, least)
    return Statistics(least, counted, acceptance_chart(counted.weeks, least))

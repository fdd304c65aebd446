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
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
_SERVED = re.compile(r"(?<=\)) server:.*", re.DOTALL)
_DIGITS = (8, 16, 64)  # of a hash, as few as tell the groups apart


@dataclass(frozen=True, slots=True)
class Statistics:
    """``least``: decisions below which there is no figure. ``chart`` is None where none begins."""

    least: int
    tally: Tally
    chart: Chart | None


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Return the names of groups for people: of a model's SHA-256 the first digits, 8 or more.

    A model on a server has no hash; its own name tells where it is.
    """
    shorter: dict[str, str] = {}
    for digits in _DIGITS:
        plain = {each: _SERVED.sub("", each) for each in names}
        shorter = {each: _shortened(text, digits) for each, text in plain.items()}
        if len(set(shorter.values())) == len(shorter):
            break
    return shorter


def _shortened(name: str, digits: int) -> str:
    return _SHA256.sub(lambda found: found[0][:digits], name)


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

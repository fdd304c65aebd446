"""Control limits for one value a week, as the mean size of edits is.

A chart for individuals: weeks are compared with the mean of the first ones, and what neighbouring
weeks differ by tells how much they vary by themselves, case mix included. Source: Montgomery,
Introduction to Statistical Quality Control, 7th ed., 2013, section 6.4; the mean moving range over
d2 = 1.128 stands for the standard deviation, and limits lie three of these away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from radvaluer_desktop.metrics.drift import BASELINE_POINTS

_RANGE_OF_TWO = 1.128  # d2 in Montgomery's table VI
_DEVIATIONS = 3.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What values were at first, and between what they lie as long as nothing has changed."""

    centre: float
    low: float
    high: float


def individual_limits(values: Sequence[float], least: float = 0.0) -> Limits | None:
    """Return the limits from the first ``BASELINE_POINTS`` values; None where no later one is.

    ``least``: below which no value can lie.
    """
    if len(values) <= BASELINE_POINTS:
        return None
    first = values[:BASELINE_POINTS]
    centre = sum(first) / len(first)
    moving = sum(abs(b - a) for a, b in pairwise(first)) / (len(first) - 1)
    half = _DEVIATIONS * moving / _RANGE_OF_TWO
    return Limits(centre, max(least, centre - half), centre + half)

"""A control chart over weeks that warns when the share of accepted drafts drifts.

An exponentially weighted moving average (Roberts, Technometrics 1(3), 239-250, 1959; Montgomery,
Introduction to Statistical Quality Control, 7th ed., 2013, section 9.2) of each week's share,
standardised by the week's own number of decisions and by how much weeks vary beyond chance, because
case mix is no drift (Laney, Quality Engineering 14(4), 531-537, 2002: the mean range of neighbours,
here never below what chance makes). The first points are the baseline; that it is estimated widens
the limits (Jones, Champ and Rigdon, Technometrics 43(2), 156-167, 2001).
``docs/decisions/drift-chart.md`` says why this chart, and how often it is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

BASELINE_POINTS = 20
_WEIGHT = 0.1  # of the newest point
_LIMIT = 2.6  # in standard deviations of the average
_RANGE_OF_TWO = 1.128  # mean range of two standard normal values, d2 in Montgomery's table VI

Week = tuple[str, int, int]


class Drift(StrEnum):
    """Where the share went."""

    FALL = "fall"
    RISE = "rise"


@dataclass(frozen=True, slots=True)
class Point:
    """A week, or as many in a row as are needed for enough decisions.

    ``level`` is the moving average and ``limit`` what it must stay within, either side, both in
    shares; None in the baseline.
    """

    first: str
    last: str
    accepted: int
    decisions: int
    level: float | None = None
    limit: float | None = None
    warning: Drift | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """The points in their order. ``baseline``: the share over the first ``BASELINE_POINTS``.

    ``beyond_chance``: how much more weeks vary than chance alone would let them, at least 1.
    """

    baseline: float
    beyond_chance: float
    points: tuple[Point, ...]

    @property
    def warnings(self) -> tuple[Point, ...]:
        """The points that warn. After each the average begins anew."""
        return tuple(point for point in self.points if point.warning is not None)


def acceptance_chart(weeks: Sequence[Week], least: int) -> Chart | None:
    """Return the chart of weeks, each with its name, accepted drafts and decisions, in order.

    Weeks with fewer than ``least`` decisions are taken together with the next ones; what is left
    over at the end waits. None where no point is left behind the baseline.
    """
    points = _pooled(weeks, least)
    if len(points) <= BASELINE_POINTS:
        return None
    first = points[:BASELINE_POINTS]
    accepted, of = sum(each.accepted for each in first), sum(each.decisions for each in first)
    baseline = (accepted + 0.5) / (of + 1)  # never 0 or 1, where nothing could be standardised
    scores = [_score(point, baseline) for point in points]
    ranges = [abs(b - a) for a, b in pairwise(scores[:BASELINE_POINTS])]
    spread = max(1.0, sum(ranges) / len(ranges) / _RANGE_OF_TWO)
    followed = _followed(points[BASELINE_POINTS:], scores[BASELINE_POINTS:], baseline, spread)
    return Chart(baseline, spread, (*first, *followed))


def _pooled(weeks: Sequence[Week], least: int) -> list[Point]:
    points: list[Point] = []
    first, accepted, decisions = "", 0, 0
    for week, more, of in weeks:
        first, accepted, decisions = first or week, accepted + more, decisions + of
        if decisions >= least:
            points.append(Point(first, week, accepted, decisions))
            first, accepted, decisions = "", 0, 0
    return points


def _score(point: Point, baseline: float) -> float:
    return (point.accepted / point.decisions - baseline) / _deviation(point, baseline)


def _deviation(point: Point, baseline: float) -> float:
    return math.sqrt(baseline * (1 - baseline) / point.decisions)


def _followed(
    points: Sequence[Point], scores: Sequence[float], baseline: float, spread: float
) -> Iterator[Point]:
    """Yield the points behind the baseline with the average, its limit, and what it warns of."""
    level, since = 0.0, 0
    for point, score in zip(points, scores, strict=True):
        level, since = _WEIGHT * score / spread + (1 - _WEIGHT) * level, since + 1
        rest = (1 - _WEIGHT) ** since
        variance = _WEIGHT / (2 - _WEIGHT) * (1 - rest**2) + (1 - rest) ** 2 / BASELINE_POINTS
        limit = _LIMIT * math.sqrt(variance)
        warning = None if abs(level) <= limit else Drift.FALL if level < 0 else Drift.RISE
        unit = spread * _deviation(point, baseline)
        yield Point(
            point.first,
            point.last,
            point.accepted,
            point.decisions,
            level=baseline + level * unit,
            limit=limit * unit,
            warning=warning,
        )
        if warning is not None:
            level, since = 0.0, 0

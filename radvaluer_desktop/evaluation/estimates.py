"""Figures over many reports with their intervals.

Every figure here is a function of sums over reports: a mean, a share, a ratio of two sums, BLEU.
So one table of numbers, a row a report, is added up once as it is and once for each resample.
Percentile bootstrap over reports; source: Efron and Tibshirani, An Introduction to the Bootstrap,
1993, chapter 13.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 1000
SEED = 20261125
_LOW, _HIGH = 2.5, 97.5
_AT_ONCE = 50  # resamples: with 10,000 reports 4 MB

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval, None where it was not resampled."""

    value: float
    low: float | None = None
    high: float | None = None


def estimates(
    table: Numbers, figures: Callable[[Numbers], dict[str, float | None]]
) -> dict[str, Estimate]:
    """Return what ``figures`` makes of the sums of ``table`` (reports x columns), with intervals.

    ``figures`` gets the sums of the columns, the last of them the number of reports. What is None
    of the reports themselves is left out; a resample in which a figure is None does not count.
    """
    whole = np.hstack([table, np.ones((len(table), 1))])
    values = figures(whole.sum(axis=0))
    drawn: dict[str, list[float]] = {name: [] for name in values}
    for sums in _resampled(whole):
        for name, value in figures(sums).items():
            if value is not None:
                drawn[name].append(value)
    return {
        name: Estimate(value, *_interval(drawn[name]))
        for name, value in values.items()
        if value is not None
    }


def _resampled(table: Numbers) -> Iterator[Numbers]:
    """Yield the sums of ``table`` over as many reports, drawn with repetition; seeded."""
    generator = np.random.default_rng(SEED)
    even = np.full(len(table), 1 / len(table))
    for _ in range(RESAMPLES // _AT_ONCE):
        yield from generator.multinomial(len(table), even, size=_AT_ONCE) @ table


def _interval(values: list[float]) -> tuple[float | None, float | None]:
    if not values:
        return None, None
    low, high = np.percentile(values, [_LOW, _HIGH])
    return float(low), float(high)

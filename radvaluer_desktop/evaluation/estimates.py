"""Figures over many reports with their intervals.

Every figure here is a function of sums over reports: a mean, a share, a ratio of two sums, BLEU.
So one table of numbers, a row a report, is added up once as it is and once for each resample.
Percentile bootstrap over reports; source: Efron and Tibshirani, An Introduction to the Bootstrap,
1993, chapter 13.
"""

from __future__ import annotations

from collections.abc import Callable
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
    table: Numbers, figures: Callable[[Numbers], dict[str, Numbers]]
) -> dict[str, Estimate]:
    """Return what ``figures`` makes of the sums of ``table`` (reports x columns), with intervals.

    ``figures`` gets rows of sums of the columns, the last of them the number of reports, and gives
    a value for each row, NaN where there is none. A figure that the reports themselves do not have
    is left out; a resample without it does not count.
    """
    whole = np.hstack([table, np.ones((len(table), 1))])
    values = figures(whole.sum(axis=0, keepdims=True))
    drawn = figures(_resampled(whole))
    return {
        name: Estimate(float(value[0]), *_interval(drawn[name]))
        for name, value in values.items()
        if not np.isnan(value[0])
    }


def _resampled(table: Numbers) -> Numbers:
    """Return the sums of ``table`` over as many reports, drawn with repetition; seeded."""
    generator = np.random.default_rng(SEED)
    even = np.full(len(table), 1 / len(table))
    draws = (
        generator.multinomial(len(table), even, size=_AT_ONCE) for _ in range(RESAMPLES // _AT_ONCE)
    )
    return np.vstack([times @ table for times in draws])


def _interval(values: Numbers) -> tuple[float | None, float | None]:
    known = values[~np.isnan(values)]
    if not len(known):
        return None, None
    low, high = np.percentile(known, [_LOW, _HIGH])
    return float(low), float(high)

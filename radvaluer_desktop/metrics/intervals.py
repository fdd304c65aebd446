"""95 % intervals for shares, means and medians, from counts and sums alone.

Nothing is drawn at random and no value is held, so that figures over a million decisions cost what
counting them costs, and come out the same each time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(count: int, of: int) -> Interval:
    """Return the share ``count`` of ``of``, which must not be 0, with the score interval.

    Source: Wilson, Journal of the American Statistical Association 22(158), 209-212, 1927.
    """
    share, z2 = count / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def mean_interval(number: int, total: float, squares: float) -> Interval:
    """Return the mean of at least two values from their sum and the sum of their squares.

    Source: Student, Biometrika 6(1), 1-25, 1908. For skewed values, such as times, it relies on
    the central limit theorem: read the median beside it.
    """
    mean = total / number
    variance = max(0.0, (squares - number * mean * mean) / (number - 1))
    half = student(number - 1) * math.sqrt(variance / number)
    return Interval(mean, mean - half, mean + half)


def median_interval(frequencies: Mapping[float, int]) -> Interval:
    """Return the median of values that were counted, with an interval without a distribution.

    Source: Campbell and Gardner, British Medical Journal 296, 1454-1456, 1988: the values at the
    ranks n/2 and 1 + n/2, less and more 1.96 times half the root of n.
    """
    number = sum(frequencies.values())
    half = _Z * math.sqrt(number) / 2
    low, high = round(number / 2 - half), round(1 + number / 2 + half)
    ranks = (max(low, 1), (number + 1) // 2, number // 2 + 1, min(high, number))
    first, below, above, last = _at_ranks(frequencies, ranks)
    return Interval((below + above) / 2, first, last)


def student(freedom: int) -> float:
    """Return the 97.5 % point of Student's distribution, to 0.001 from 4 degrees of freedom on.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, formula 26.7.5; exact
    for 1 and 2 degrees, 0.02 too small for 3.
    """
    if freedom == 1:
        return math.tan(math.pi * CONFIDENCE / 2)
    if freedom == 2:
        return CONFIDENCE * math.sqrt(2 / (1 - CONFIDENCE**2))
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(z + sum(term / freedom**power for power, term in enumerate(terms, start=1)))


def _at_ranks(frequencies: Mapping[float, int], ranks: tuple[int, ...]) -> list[float]:
    """Return the values at the ranks, counted from 1 in rising order."""
    found: list[float] = []
    passed = 0
    for value in sorted(frequencies):
        passed += frequencies[value]
        while len(found) < len(ranks) and passed >= ranks[len(found)]:
            found.append(value)
    return found

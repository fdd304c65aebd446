"""Intervals against printed tables and against what they promise."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from radvaluer_desktop.metrics.intervals import mean_interval, median_interval, student, wilson


def test_wilson_gives_the_published_values() -> None:
    """Newcombe, Statistics in Medicine 17, 857-872, 1998, table I, method 3."""
    for count, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(count, of)
        assert found.value == count / of
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("freedom", "printed", "within"),
    [(1, 12.706, 1e-3), (2, 4.303, 1e-3), (3, 3.182, 0.02), (4, 2.776, 1e-3), (9, 2.262, 1e-3),
     (30, 2.042, 1e-3), (10_000, 1.960, 1e-3)],
)  # fmt: skip
def test_students_points_are_those_of_the_tables(
    freedom: int, printed: float, within: float
) -> None:
    assert student(freedom) == pytest.approx(printed, abs=within)


def test_the_mean_covers_what_it_estimates_as_often_as_it_says() -> None:
    chance = random.Random(4)  # noqa: S311 - a simulation
    covered = 0
    for _ in range(2000):
        values = [chance.gauss(3.0, 2.0) for _ in range(12)]
        found = mean_interval(12, sum(values), sum(value * value for value in values))
        covered += found.low <= 3.0 <= found.high
    assert 0.935 < covered / 2000 < 0.965


def test_the_median_covers_what_it_estimates_as_often_as_it_says() -> None:
    chance = random.Random(5)  # noqa: S311 - a simulation
    covered = 0
    for _ in range(2000):
        values = Counter(round(chance.expovariate(1.0), 4) for _ in range(40))
        found = median_interval(values)
        covered += found.low <= 0.6931 <= found.high
    assert 0.93 < covered / 2000 < 0.98


def test_the_median_of_counted_values() -> None:
    assert median_interval({1.0: 3, 2.0: 1, 9.0: 4}).value == 5.5
    assert median_interval({1.0: 3, 2.0: 1, 9.0: 3}).value == 2.0
    found = median_interval(dict.fromkeys([float(n) for n in range(1, 101)], 1))
    assert (found.low, found.value, found.high) == (40, 50.5, 61)  # Campbell and Gardner, 1988

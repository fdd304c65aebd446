"""The chart warns of a fall and of a rise, and rarely of nothing."""

from __future__ import annotations

import random

from radvaluer_desktop.metrics.drift import (
    BASELINE_POINTS,
    Chart,
    Drift,
    Week,
    acceptance_chart,
)


def _weeks(number: int, share: float, decisions: int, seed: int = 1, start: int = 0) -> list[Week]:
    chance = random.Random(seed)  # noqa: S311 - a simulation
    return [
        (f"{start + at:03}", sum(chance.random() < share for _ in range(decisions)), decisions)
        for at in range(number)
    ]


def _chart(weeks: list[Week]) -> Chart:
    chart = acceptance_chart(weeks, 10)
    assert chart is not None
    return chart


def test_there_is_no_chart_before_the_baseline_is_full() -> None:
    assert acceptance_chart(_weeks(BASELINE_POINTS, 0.7, 50), 10) is None
    assert acceptance_chart(_weeks(BASELINE_POINTS + 1, 0.7, 50), 10) is not None
    assert acceptance_chart([], 10) is None


def test_a_fall_is_named_and_named_again_while_it_lasts() -> None:
    weeks = _weeks(30, 0.7, 100) + _weeks(30, 0.5, 100, seed=2, start=30)
    warnings = _chart(weeks).warnings
    assert len(warnings) > 2
    assert {point.warning for point in warnings} == {Drift.FALL}
    assert 30 <= int(warnings[0].first) <= 33


def test_a_rise_is_named_too() -> None:
    weeks = _weeks(25, 0.7, 100) + _weeks(20, 0.9, 100, seed=2, start=25)
    assert {point.warning for point in _chart(weeks).warnings} == {Drift.RISE}


def test_steady_weeks_warn_rarely() -> None:
    years = [_weeks(BASELINE_POINTS + 52, 0.7, 40, seed) for seed in range(100)]
    assert sum(len(_chart(weeks).warnings) for weeks in years) < 40


def test_small_weeks_are_taken_together() -> None:
    chart = _chart(_weeks(72, 0.7, 4))
    assert {point.decisions for point in chart.points} == {12}
    assert (chart.points[0].first, chart.points[0].last) == ("000", "002")
    assert len(chart.points) == 24


def test_weeks_that_differ_by_their_cases_widen_the_limits() -> None:
    chance = random.Random(3)  # noqa: S311 - a simulation
    uneven = [
        week
        for at in range(BASELINE_POINTS + 52)
        for week in _weeks(1, 0.7 + chance.gauss(0, 0.06), 500, seed=at, start=at)
    ]
    chart = _chart(uneven)
    assert chart.beyond_chance > 2
    assert len(chart.warnings) <= 2


def test_everything_accepted_or_nothing_is_a_baseline_too() -> None:
    for share in (0.0, 1.0):
        assert _chart(_weeks(40, share, 20)).warnings == ()

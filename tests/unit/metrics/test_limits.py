"""Limits for one value a week."""

from __future__ import annotations

import pytest

from radvaluer_desktop.metrics.drift import BASELINE_POINTS
from radvaluer_desktop.metrics.limits import individual_limits


def test_limits_are_those_of_the_textbook() -> None:
    """Montgomery, example 6.5's rule: mean, and 2.66 times the mean moving range either side."""
    values = [10.0, 12.0] * (BASELINE_POINTS // 2)
    limits = individual_limits([*values, 30.0])
    assert limits is not None
    assert limits.centre == 11.0
    assert limits.high == pytest.approx(11 + 3 * 2 / 1.128)
    assert limits.low == pytest.approx(11 - 3 * 2 / 1.128)


def test_nothing_lies_below_what_can_be() -> None:
    limits = individual_limits([0.0, 4.0] * 11)
    assert limits is not None
    assert limits.low == 0.0


def test_the_first_weeks_have_none_to_compare_with() -> None:
    assert individual_limits([1.0] * BASELINE_POINTS) is None

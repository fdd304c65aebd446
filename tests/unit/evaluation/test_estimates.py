"""Figures with their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from radvaluer_desktop.evaluation.estimates import Estimate, Numbers, estimates


def share(sums: Numbers) -> dict[str, Numbers]:
    total, count = sums.T
    return {"share": total / count, "ratio": np.where(total > 0, total, np.nan)}


def test_the_interval_of_a_share_is_that_of_the_binomial_distribution() -> None:
    table = np.array([[1.0]] * 30 + [[0.0]] * 70)
    found = estimates(table, share)["share"]
    assert found.value == pytest.approx(0.3)
    # Normal approximation: 0.3 ± 1.96 · sqrt(0.3 · 0.7 / 100) = 0.21 to 0.39.
    assert found.low == pytest.approx(0.21, abs=0.015)
    assert found.high == pytest.approx(0.39, abs=0.015)


def test_the_same_numbers_give_the_same_interval() -> None:
    table = np.arange(40.0).reshape(40, 1)
    assert estimates(table, share) == estimates(table, share)


def test_reports_that_are_all_alike_leave_no_doubt() -> None:
    assert estimates(np.ones((5, 1)), share)["share"] == Estimate(1.0, 1.0, 1.0)


def test_a_figure_that_cannot_be_is_left_out_and_a_rare_one_has_an_interval() -> None:
    assert "ratio" not in estimates(np.zeros((5, 1)), share)
    rare = estimates(np.array([[1.0], [0.0]]), share)["ratio"]
    assert (rare.value, rare.low, rare.high) == (1.0, 1.0, 2.0)

"""How wide calls are where another width costs more."""

from __future__ import annotations

from radvaluer_desktop.inference.ahead.proposal import CostCurve
from radvaluer_desktop.inference.ahead.width import Width

_CARD = CostCurve((1.0, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6), change=0.3)


def test_the_first_width_is_chosen_by_the_costs() -> None:
    assert Width(_CARD).tokens == 3
    assert Width(CostCurve((1.0, 2.0, 3.0, 4.0), change=0.3)).tokens == 1


def test_calls_become_wider_where_more_is_right() -> None:
    width = Width(CostCurve(tuple(1.0 + 0.02 * at for at in range(8)), change=0.3))
    assert 2 < width.tokens < 8
    for _ in range(2000):
        width.learn(range(width.tokens - 1))
    assert width.tokens == 8


def test_nothing_is_proposed_where_nothing_is_right_and_it_is_tried_again_some_day() -> None:
    width = Width(CostCurve((1.0, 1.2, 1.3, 1.4), change=0.3))
    seen = []
    for _ in range(2000):
        width.learn([])
        seen.append(width.tokens)
    assert seen[100] == 1
    assert max(seen[100:]) > 1
    assert seen.count(1) > 1500


def test_calls_become_narrower_where_only_the_first_is_right() -> None:
    width = Width(CostCurve((1.0, 1.05, 1.1, 1.15, 1.2), change=0.3))
    first = width.tokens
    for _ in range(300):
        width.learn([0])
    assert first > width.tokens == 2

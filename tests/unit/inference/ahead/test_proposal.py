"""Trees of tokens: grown likeliest first, cut by what they are worth, followed where they agree."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from radvaluer_desktop.inference.ahead.proposal import (
    ROOT,
    CostCurve,
    Distribution,
    Proposal,
    propose,
)

# After 1 comes 2 or 3, after 2 comes 4, after 4 nothing is known.
_CHAIN = {1: ((2, 0.6), (3, 0.3)), 2: ((4, 0.9),), 3: ((5, 0.1),)}


def _following(text: Sequence[int]) -> tuple[tuple[int, float], ...]:
    return _CHAIN.get(text[-1], ())


def test_the_likeliest_node_comes_first_and_parents_before_children() -> None:
    tree = propose([9, 1], _following, most=8)
    assert tree.tokens == [2, 4, 3, 5]
    assert tree.parents == [ROOT, 0, ROOT, 2]
    assert tree.probabilities == pytest.approx([0.6, 0.54, 0.3, 0.03])


def test_no_more_nodes_than_asked_and_none_that_is_unlikely() -> None:
    assert propose([1], _following, most=2).tokens == [2, 4]
    assert propose([1], _following, most=8, least_likely=0.1).tokens == [2, 4, 3]
    assert len(propose([7], _following, most=8)) == 0


def test_children_are_found_by_their_token() -> None:
    tree = propose([1], _following, most=8)
    assert (tree.child(ROOT, 2), tree.child(0, 4), tree.child(ROOT, 3)) == (0, 1, 2)
    assert tree.child(ROOT, 4) is None
    assert tree.child(1, 2) is None


def test_as_many_nodes_as_pay() -> None:
    sure = Proposal([1, 2, 3], [ROOT, 0, 1], [0.9, 0.8, 0.7])
    assert CostCurve((1.0, 1.7, 2.2, 1.35)).worth(sure) == 3  # the kernel's tile: four cost least
    assert CostCurve((1.0, 1.1, 2.2, 3.0)).worth(sure) == 1
    assert CostCurve((1.0, 2.0, 3.0, 4.0)).worth(sure) == 0
    assert CostCurve((1.0, 1.75, 3.0, 4.0)).worth(sure) == 0  # 9 % more is not worth the risk
    assert CostCurve((1.0, 1.1)).worth(sure) == 1  # no more than was measured
    assert CostCurve((1.0,)).worth(sure) == 0
    assert CostCurve((1.0, 1.7, 2.2, 1.35)).worth(sure, trust=0.1) == 0


@pytest.mark.parametrize("seed", range(50))
def test_a_tree_that_is_grown_as_far_as_it_may_pay_is_worth_the_same(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    costs = CostCurve((1.0, *sorted(rng.uniform(1.0, 6.0) for _ in range(9))))
    chances = {token: rng.random() for token in range(4)}
    trust = rng.uniform(0.2, 1.2)
    asked = 0

    def following(text: Sequence[int]) -> Distribution:
        nonlocal asked
        asked += 1
        total = sum(chances.values()) + len(text) % 3
        pairs = [(token, chance / total) for token, chance in chances.items()]
        return sorted(pairs, key=lambda pair: -pair[1])

    whole = propose([1], following, costs.most)
    asked_for_all, asked = asked, 0
    part = propose([1], following, costs.most, lambda p, n: costs.may_pay(p, n, trust))
    assert part.first(costs.worth(part, trust)) == whole.first(costs.worth(whole, trust))
    assert asked <= asked_for_all


def test_where_nothing_can_pay_nothing_more_is_asked() -> None:
    asked: list[Sequence[int]] = []

    def following(text: Sequence[int]) -> Distribution:
        asked.append(text)
        return [(1, 0.5), (2, 0.4)]

    costs = CostCurve((1.0, 1.8, 2.6, 3.4))
    assert not len(propose([1], following, 3, lambda p, n: costs.may_pay(p, n, 1.0)))
    assert len(asked) == 1

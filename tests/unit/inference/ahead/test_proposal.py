"""Trees of tokens: grown likeliest first, cut by what they are worth, followed where they agree."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from radvaluer_desktop.inference.ahead.proposal import ROOT, CostCurve, Proposal, propose

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
    assert CostCurve((1.0, 1.1)).worth(sure) == 1  # no more than was measured
    assert CostCurve((1.0,)).worth(sure) == 0
    assert CostCurve((1.0, 1.7, 2.2, 1.35)).worth(sure, trust=0.1) == 0

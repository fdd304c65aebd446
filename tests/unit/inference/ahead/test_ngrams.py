"""N-grams: what followed, interpolated over orders and mixed over texts."""

from __future__ import annotations

import pytest

from radvaluer_desktop.inference.ahead.ngrams import Mixture, Ngrams


def _taught(*texts: list[int]) -> Ngrams:
    ngrams = Ngrams()
    for text in texts:
        ngrams.learn(text)
    return ngrams


def test_a_longer_context_counts_more() -> None:
    mixture = Mixture([(_taught([1, 2, 3], [1, 2, 3], [5, 2, 4], [6, 2, 4], [7, 2, 4]), 1.0)])
    assert mixture.following([1, 2])[0][0] == 3
    assert mixture.following([5, 2])[0][0] == 4
    assert mixture.following([9, 2])[0][0] == 4


def test_probabilities_are_those_of_witten_and_bell() -> None:
    mixture = Mixture([(_taught([1, 2], [1, 3], [1, 3], [4, 1, 2]), 1.0)])
    # After 1 came 2 twice and 3 twice; after 4 and 1 came 2 once.
    assert dict(mixture.following([1])) == pytest.approx({2: 2 / 6, 3: 2 / 6})
    expected = {2: 1 / 2 + 1 / 2 * 2 / 6, 3: 1 / 2 * 2 / 6}
    assert dict(mixture.following([4, 1])) == pytest.approx(expected)


def test_what_is_merely_frequent_is_not_told() -> None:
    assert Mixture([(_taught([1, 2], [2, 2]), 1.0)]).following([9]) == []


def test_texts_are_mixed_by_weight() -> None:
    history, findings = _taught([1, 2], [1, 2]), _taught([1, 3])
    assert Mixture([(history, 1.0), (findings, 0.5)]).following([1])[0][0] == 2
    assert Mixture([(history, 1.0), (findings, 5.0)]).following([1])[0][0] == 3


def test_what_stands_before_the_beginning_is_context_alone() -> None:
    ngrams = Ngrams()
    ngrams.learn([1, 2, 3], begin=2)
    assert ngrams.followers((1, 2)) == {3: 1.0}
    assert ngrams.followers((1,)) == {}


def test_nothing_known_proposes_nothing() -> None:
    assert Mixture([(Ngrams(), 1.0)]).following([1, 2]) == []
    assert Mixture([]).following([]) == []

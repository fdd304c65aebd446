"""N-grams: what followed, interpolated over orders and mixed over texts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain

import pytest

from radvaluer_desktop.inference.ahead.ngrams import Mixture, Ngrams

_ORDER = 6


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
    seen = ngrams.followers((1, 2))
    assert seen is not None
    assert seen.ranked() == [(3, 1.0)]
    assert ngrams.followers((1,)) is None


def test_nothing_known_proposes_nothing() -> None:
    assert Mixture([(Ngrams(), 1.0)]).following([1, 2]) == []
    assert Mixture([]).following([]) == []


def test_what_is_told_follows_what_was_learnt_since() -> None:
    ngrams = _taught([1, 2], [1, 2], [1, 3])
    mixture = Mixture([(ngrams, 1.0)])
    assert mixture.following([1])[0][0] == 2
    ngrams.learn([1, 3, 9, 1, 3])
    assert mixture.following([1])[0][0] == 3


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_out_for_speed_matters_to_no_proposal(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    phrases = [[rng.randrange(40) for _ in range(rng.randint(3, 12))] for _ in range(25)]

    def texts(count: int) -> list[list[int]]:
        drawn = (rng.choices(phrases, k=rng.randint(1, 4)) for _ in range(count))
        return [list(chain.from_iterable(each)) for each in drawn]

    parts = [(texts(300), 1.0), (texts(2), 0.5), (texts(1), 0.5)]
    mixture = Mixture([(_taught(*each), weight) for each, weight in parts])
    for text in texts(30):
        told = mixture.following(text)
        whole = _whole(parts, text)
        assert told == sorted(told, key=lambda pair: -pair[1])
        assert [chance for _, chance in told] == pytest.approx(
            [whole[token] for token, _ in told], abs=0.02
        )
        least = min(chance for _, chance in told) if len(told) == 4 else 0.02
        missing = whole.keys() - dict(told).keys()
        assert all(whole[token] <= least + 0.02 for token in missing)


def _whole(
    parts: Sequence[tuple[Sequence[Sequence[int]], float]], text: Sequence[int]
) -> dict[int, float]:
    """Every token's probability, as Witten and Bell have it, counted in the texts themselves."""
    found: dict[int, float] = {}
    for length in range(1, min(_ORDER, len(text)) + 1):
        context = list(text[len(text) - length :])
        counts: dict[int, float] = {}
        for texts, weight in parts:
            for each in texts:
                for at in range(length, len(each)):
                    if list(each[at - length : at]) == context:
                        counts[each[at]] = counts.get(each[at], 0.0) + weight
        if not counts:
            break
        known = len(counts) + sum(counts.values())
        found = {token: chance * len(counts) / known for token, chance in found.items()}
        for token, count in counts.items():
            found[token] = found.get(token, 0.0) + count / known
    return found

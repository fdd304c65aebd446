"""Finds the training reports whose findings are most like given ones.

Words weighed by term frequency and inverse document frequency, compared by the cosine of the angle
between the two vectors. Source: Salton and Buckley, Information Processing & Management 24(5),
513-523, 1988; the inverse frequency is smoothed, ``ln((1 + n) / (1 + df)) + 1``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from radvaluer_desktop.metrics.rouge import tokens


class Neighbours:
    """An inverted index over ``texts``."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [_terms(text) for text in texts]
        documents = Counter(term for count in counts for term in count)
        self._size = len(texts)
        self._rarity = {
            term: math.log((1 + self._size) / (1 + number)) + 1
            for term, number in documents.items()
        }
        postings: dict[str, tuple[list[int], list[float]]] = {term: ([], []) for term in documents}
        for place, count in enumerate(counts):
            for term, weight in self._weights(count).items():
                places, weights = postings[term]
                places.append(place)
                weights.append(weight)
        self._postings = {
            term: (np.array(places, dtype=np.int64), np.array(weights))
            for term, (places, weights) in postings.items()
        }

    def nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        """Return place and cosine of the ``count`` most similar texts; of equals the earlier."""
        scores: npt.NDArray[np.float64] = np.zeros(self._size)
        for term, weight in self._weights(_terms(text)).items():
            places, weights = self._postings[term]
            scores[places] += weight * weights
        order = np.argsort(-scores, kind="stable")
        return [(int(place), float(scores[place])) for place in order[:count]]

    def _weights(self, count: Counter[str]) -> dict[str, float]:
        """Return the vector of length 1 of a text; terms that no text holds are left out."""
        known = {t: n * self._rarity[t] for t, n in count.items() if t in self._rarity}
        length = math.sqrt(sum(weight**2 for weight in known.values())) or 1.0
        return {term: weight / length for term, weight in known.items()}


def _terms(text: str) -> Counter[str]:
    """Count the words of ``text`` and its pairs of words: a Chinese character says little alone."""
    words = tokens(text)
    return Counter([*words, *(" ".join(pair) for pair in pairwise(words))])

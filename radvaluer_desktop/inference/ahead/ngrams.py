"""What usually follows: n-grams of the findings, of the draft, and of earlier impressions.

Orders are interpolated as Witten and Bell do (1991, IEEE Transactions on Information Theory 37(4),
1085-1094, method C): a context that was followed by many different tokens trusts the shorter one
more. All of it lies in memory alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from radvaluer_desktop.inference.ahead.proposal import Distribution

_ORDER = 6  # tokens of context
_BRANCHES = 4  # tokens that are told after one text
Counts = dict[int, float]


class Ngrams:
    """Counts of what followed up to ``order`` tokens; counts of a text may weigh more."""

    def __init__(self, order: int = _ORDER) -> None:
        self._order = order
        self._followers: defaultdict[tuple[int, ...], Counts] = defaultdict(dict)

    def learn(self, tokens: Sequence[int], weight: float = 1.0, begin: int = 0) -> None:
        """Count ``tokens`` from place ``begin`` on; what stands before is context only."""
        for at in range(begin, len(tokens)):
            token = tokens[at]
            for length in range(min(self._order, at) + 1):
                counts = self._followers[tuple(tokens[at - length : at])]
                counts[token] = counts.get(token, 0.0) + weight

    def followers(self, context: tuple[int, ...]) -> Counts:
        """Return the counts after exactly ``context``."""
        return self._followers.get(context, {})


class Mixture:
    """Several Ngrams as one: their counts are added, each with its weight."""

    def __init__(self, parts: Iterable[tuple[Ngrams, float]], order: int = _ORDER) -> None:
        self._parts = tuple(parts)
        self._order = order

    def following(self, text: Sequence[int]) -> Distribution:
        """Return the likeliest next tokens and their probabilities, the likeliest first.

        What is merely frequent is left out: of a thousand texts it would be thousands of tokens.
        """
        found: Counts = {}
        for length in range(min(1, len(text)), min(self._order, len(text)) + 1):
            counts = self._after(tuple(text[len(text) - length :]))
            if not counts:
                break  # no longer context was seen either
            kinds, total = len(counts), sum(counts.values())
            shorter = kinds / (total + kinds)
            found = {token: chance * shorter for token, chance in found.items()}
            for token, count in counts.items():
                found[token] = found.get(token, 0.0) + count / (total + kinds)
        likeliest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return likeliest[:_BRANCHES]

    def _after(self, context: tuple[int, ...]) -> Counts:
        added: Counts = {}
        for part, weight in self._parts:
            for token, count in part.followers(context).items():
                added[token] = added.get(token, 0.0) + weight * count
        return added

"""What usually follows: n-grams of the findings, of the draft, and of earlier impressions.

Orders are interpolated as Witten and Bell do (1991, IEEE Transactions on Information Theory 37(4),
1085-1094, method C): a context that was followed by many different tokens trusts the shorter one
more. All of it lies in memory alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from radvaluer_desktop.inference.ahead.proposal import Distribution

_ORDER = 6  # tokens of context
_BRANCHES = 4  # tokens that are told after one text
_TOO_LITTLE = 0.002  # of a probability: no proposal hangs on it
Counts = dict[int, float]


class Followers:
    """What followed one context, counted."""

    __slots__ = ("_ranked", "counts", "total")  # there are tens of thousands

    def __init__(self) -> None:
        self.counts: Counts = {}
        self.total = 0.0
        self._ranked: list[tuple[int, float]] | None = None

    def add(self, token: int, weight: float) -> None:
        """Count ``token``."""
        self.counts[token] = self.counts.get(token, 0.0) + weight
        self.total += weight
        self._ranked = None

    def ranked(self) -> list[tuple[int, float]]:
        """Return tokens and counts, the most frequent first."""
        if self._ranked is None:
            self._ranked = sorted(self.counts.items(), key=lambda pair: -pair[1])
        return self._ranked


class Ngrams:
    """Counts of what followed up to ``order`` tokens; counts of a text may weigh more."""

    def __init__(self, order: int = _ORDER) -> None:
        self._order = order
        self._followers: dict[tuple[int, ...], Followers] = {}

    def learn(self, tokens: Sequence[int], weight: float = 1.0, begin: int = 0) -> None:
        """Count ``tokens`` from place ``begin`` on; what stands before is context only."""
        for at in range(begin, len(tokens)):
            for length in range(min(self._order, at) + 1):
                context = tuple(tokens[at - length : at])
                followers = self._followers.get(context)
                if followers is None:
                    followers = self._followers[context] = Followers()
                followers.add(tokens[at], weight)

    def followers(self, context: tuple[int, ...]) -> Followers | None:
        """Return what followed exactly ``context``, None where nothing did."""
        return self._followers.get(context)


_Seen = list[tuple[Followers, float]]  # after one context, of each part that has it


class Mixture:
    """Several Ngrams as one: their counts are added, each with its weight."""

    def __init__(self, parts: Iterable[tuple[Ngrams, float]], order: int = _ORDER) -> None:
        self._parts = tuple(parts)
        self._order = order

    def following(self, text: Sequence[int]) -> Distribution:
        """Return the likeliest next tokens and their probabilities, the likeliest first.

        What is merely frequent is left out: of a thousand texts it would be thousands of tokens.
        The longest context tells first, and what it leaves to shorter ones is looked at only as far
        as it can still matter: this is asked for every token of a proposal.
        """
        found: Counts = {}
        left = 1.0  # of the probability, for the contexts that are still to come
        for seen in reversed(self._seen(text)):
            kinds = _kinds(seen)
            known = kinds + sum(weight * followers.total for followers, weight in seen)
            for followers, weight in seen:
                share = left * weight / known
                for token, count in followers.ranked():
                    if share * count < _TOO_LITTLE:
                        break
                    found[token] = found.get(token, 0.0) + share * count
            left *= kinds / known
            if left < _TOO_LITTLE:
                break
        likeliest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return likeliest[:_BRANCHES]

    def _seen(self, text: Sequence[int]) -> list[_Seen]:
        """Return what followed the last token, the last two, and so on, as far as any was seen."""
        found: list[_Seen] = []
        for length in range(min(1, len(text)), min(self._order, len(text)) + 1):
            context = tuple(text[len(text) - length :])
            seen = [
                (followers, weight)
                for part, weight in self._parts
                if (followers := part.followers(context)) is not None
            ]
            if not seen:
                break  # no longer context was seen either
            found.append(seen)
        return found


def _kinds(seen: _Seen) -> int:
    """Return how many different tokens followed in any part."""
    if len(seen) == 1:
        return len(seen[0][0].counts)
    most, *others = sorted((followers.counts for followers, _ in seen), key=len, reverse=True)
    return len(most) + len({token for counts in others for token in counts if token not in most})

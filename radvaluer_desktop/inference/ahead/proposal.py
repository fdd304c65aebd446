"""What a drafter proposes: a small tree of tokens with the probability of each.

A model that reads the whole tree in one batch writes as many tokens as one branch agrees with it,
and one more of its own (Leviathan et al. 2023, arXiv:2211.17192; trees: Miao et al. 2024,
arXiv:2305.09781).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

ROOT = -1
_LEAST_GAIN = 1.1  # tokens for the time: what is foretold is never quite what comes
Distribution = Sequence[tuple[int, float]]
NextTokens = Callable[[Sequence[int]], Distribution]
GoesOn = Callable[[Sequence[float], float], bool]


@dataclass(slots=True)
class Proposal:
    """Nodes of a tree, each after its parent; ``ROOT`` is the last token that stands.

    ``probabilities``: that the model writes this token and all before it on its branch.
    """

    tokens: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.tokens)

    def first(self, count: int) -> Proposal:
        """Return the ``count`` nodes that were put in first: those most likely, parents before."""
        return Proposal(self.tokens[:count], self.parents[:count], self.probabilities[:count])

    def child(self, node: int, token: int) -> int | None:
        """Return the node of ``token`` right after ``node`` (or ROOT), None where it has none."""
        for at, parent in enumerate(self.parents):
            if parent == node and self.tokens[at] == token:
                return at
        return None


def propose(
    written: Sequence[int],
    following: NextTokens,
    most: int,
    goes_on: GoesOn = lambda _probabilities, _next: True,
    least_likely: float = 0.02,
) -> Proposal:
    """Grow a tree after ``written``, the likeliest node first, of at most ``most`` nodes.

    Nodes less likely than ``least_likely`` are left out. ``following`` tells what may come after a
    text, likeliest first. ``goes_on`` is asked before each node, with the probabilities of those
    before it and its own: asking what may follow takes longer than all else here.
    """
    tree = Proposal()
    number = 0
    waiting: list[tuple[float, int, int, int, list[int]]] = []

    def offer(parent: int, probability: float, text: list[int]) -> None:
        nonlocal number
        for token, chance in following(text):
            if probability * chance >= least_likely:
                number += 1
                heapq.heappush(waiting, (-probability * chance, number, parent, token, text))

    offer(ROOT, 1.0, list(written))
    while waiting and len(tree) < most and goes_on(tree.probabilities, -waiting[0][0]):
        likelihood, _, parent, token, text = heapq.heappop(waiting)
        tree.tokens.append(token)
        tree.parents.append(parent)
        tree.probabilities.append(-likelihood)
        offer(len(tree) - 1, -likelihood, [*text, token])
    return tree


@dataclass(frozen=True, slots=True)
class CostCurve:
    """What one decode call costs by the tokens in it, relative to one token.

    ``costs[n]`` is that of n + 1 tokens, measured with the model on this machine; ``change``: what
    a call costs more after one of another number of tokens.
    """

    costs: tuple[float, ...]
    change: float = 0.0

    @property
    def most(self) -> int:
        """How many nodes can be verified at once."""
        return len(self.costs) - 1

    def may_pay(self, before: Sequence[float], likeliest: float, trust: float) -> bool:
        """Whether nodes no likelier than ``likeliest`` could pay after those of ``before``.

        Where not, ``worth`` says the same of the nodes before as of a tree that goes on.
        """
        expected, best = 1.0, _LEAST_GAIN
        for count, probability in enumerate(before, start=1):
            expected += probability * trust
            best = max(best, expected / self.costs[count])
        rest = range(1, self.most - len(before) + 1)
        return any(
            expected + more * likeliest * trust > best * self.costs[len(before) + more]
            for more in rest
        )

    def worth(self, proposal: Proposal, trust: float = 1.0) -> int:
        """Return how many nodes to verify: so many that tokens for the time are most.

        0 where that gains less than a tenth. The expected number written is one more than
        the sum of the nodes' probabilities, each times ``trust``.
        """
        best, best_rate, expected = 0, _LEAST_GAIN, 1.0
        for count, probability in enumerate(proposal.probabilities[: self.most], start=1):
            expected += probability * trust
            rate = expected / self.costs[count]
            if rate > best_rate:
                best, best_rate = count, rate
        return best

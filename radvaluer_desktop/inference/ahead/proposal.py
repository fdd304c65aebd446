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
Distribution = Sequence[tuple[int, float]]
NextTokens = Callable[[Sequence[int]], Distribution]


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

    def agreed(self, chosen: Callable[[int], int]) -> list[int]:
        """Return the nodes of the branch that agrees with the model.

        ``chosen`` tells the token that the model writes after a node (or after ROOT).
        """
        branch: list[int] = []
        node = ROOT
        while True:
            token = chosen(node)
            following = [
                at
                for at, parent in enumerate(self.parents)
                if parent == node and self.tokens[at] == token
            ]
            if not following:
                return branch
            node = following[0]
            branch.append(node)


def propose(
    written: Sequence[int], following: NextTokens, most: int, least_likely: float = 0.02
) -> Proposal:
    """Grow a tree after ``written``, the likeliest node first, of at most ``most`` nodes.

    Nodes less likely than ``least_likely`` are left out. ``following`` tells what may come after a
    text, likeliest first.
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
    while waiting and len(tree) < most:
        likelihood, _, parent, token, text = heapq.heappop(waiting)
        tree.tokens.append(token)
        tree.parents.append(parent)
        tree.probabilities.append(-likelihood)
        offer(len(tree) - 1, -likelihood, [*text, token])
    return tree


@dataclass(frozen=True, slots=True)
class CostCurve:
    """What one decode call costs by the tokens in it, relative to one token.

    ``costs[n]`` is that of n + 1 tokens; measured at the first load of a model on this machine.
    """

    costs: tuple[float, ...]

    def worth(self, proposal: Proposal) -> int:
        """Return how many nodes to verify: so many that tokens for the time are most; 0 for none.

        The expected number written is one more than the sum of the nodes' probabilities.
        """
        best, best_rate, expected = 0, 1.0, 1.0
        for count, probability in enumerate(proposal.probabilities[: len(self.costs) - 1], start=1):
            expected += probability
            rate = expected / self.costs[count]
            if rate > best_rate:
                best, best_rate = count, rate
        return best

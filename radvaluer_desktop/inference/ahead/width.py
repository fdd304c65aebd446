"""How many tokens a call has where one of another number than the last costs more.

On a graphics card llama.cpp plans such a call anew and cannot play back what it recorded; that can
cost more than tokens that nobody needs. So calls keep one width there, filled up where less is
proposed: the width that writes most tokens for the time, by what came of the proposals so far.
"""

from __future__ import annotations

from collections.abc import Sequence

from radvaluer_desktop.inference.ahead.proposal import CostCurve

_GUESS = 0.5  # probability of a token after one that was right, before any was proposed
_PACE = 0.05  # how much each proposal counts
_HOPE = 0.01  # how fast a wider call than is made comes to be thought well of
_FORGIVING = 0.001  # the same where nothing is proposed
_BETTER = 1.03  # by so much another width must be


class Width:
    """Chooses ``tokens``, how many a call has; 1: nothing is proposed."""

    def __init__(self, costs: CostCurve) -> None:
        self._costs = costs.costs
        steps = [_GUESS**place for place in range(1, costs.most + 1)]
        # Tokens that a call of 1, 2, 3 … writes.
        self._written = [1.0 + sum(steps[:count]) for count in range(costs.most + 1)]
        self.tokens = 1
        self._choose()

    def learn(self, nodes: Sequence[int]) -> None:
        """Take note of which ``nodes`` of a call's tree were the model's own.

        Those that come first stand in a narrower tree too.
        """
        used = self.tokens - 1
        for count in range(1, self.tokens):
            right = 1 + sum(node < count for node in nodes)
            self._written[count] += _PACE * (right - self._written[count])
        more = self._written[used] - self._written[used - 1] if used else 1.0
        hope = self._written[used]
        for count in range(self.tokens, len(self._written)):
            more *= _GUESS
            hope += more
            pace = _HOPE if used else _FORGIVING
            self._written[count] += pace * (hope - self._written[count])
        self._choose()

    def _choose(self) -> None:
        rates = [tokens / cost for tokens, cost in zip(self._written, self._costs, strict=True)]
        best = max(range(len(rates)), key=rates.__getitem__)
        if rates[best] > _BETTER * rates[self.tokens - 1]:
            self.tokens = best + 1

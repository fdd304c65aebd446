"""Proposes what the model may write next, and learns from what it wrote how far to trust that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from radvaluer_desktop.inference.ahead.ngrams import Mixture, Ngrams
from radvaluer_desktop.inference.ahead.proposal import CostCurve, Proposal, propose

_EDGE = -1  # stands before and behind every text
_HISTORY, _REPORT = 1.0, 0.5  # weights of earlier impressions; of the findings and of the draft
_PRIOR = 4.0  # tokens that count as agreed before any was proposed
_MEMORY = 0.98  # of agreement, a proposal


class Drafter:
    """Drafts from the findings, the text so far, and impressions that were accepted earlier.

    All are token ids of one model and lie in memory alone.
    """

    def __init__(self, costs: CostCurve) -> None:
        self.costs = costs
        self._history = Ngrams()
        self._expected = self._agreed = _PRIOR
        self.begin(())

    def remember(self, texts: Iterable[Sequence[int]]) -> None:
        """Draft from ``texts`` too from now on."""
        for text in texts:
            self._history.learn([_EDGE, *text, _EDGE], begin=1)

    def begin(self, findings: Sequence[int]) -> None:
        """Begin a new text on ``findings``."""
        told, self._own = Ngrams(), Ngrams()
        told.learn(findings)
        self._written = [_EDGE]
        parts = [(self._history, _HISTORY), (told, _REPORT), (self._own, _REPORT)]
        self._mixture = Mixture(parts)

    def wrote(self, token: int) -> None:
        """Take note of the next token of the text."""
        self._written.append(token)
        self._own.learn(self._written, begin=len(self._written) - 1)

    def propose(self, room: int) -> Proposal:
        """Return at most ``room`` tokens that are worth verifying, none where nothing pays."""
        most = min(self.costs.most, room)
        if most < 1:
            return Proposal()
        tree = propose(self._written, self._following, most)
        chosen = tree.first(self.costs.worth(tree, self._agreed / self._expected))
        self._expected = _MEMORY * self._expected + sum(chosen.probabilities)
        self._agreed = _MEMORY * self._agreed
        return chosen

    def agreed(self, count: int) -> None:
        """Learn that ``count`` tokens of the last proposal were the model's own."""
        self._agreed += count

    def _following(self, text: Sequence[int]) -> list[tuple[int, float]]:
        return [pair for pair in self._mixture.following(text) if pair[0] != _EDGE]

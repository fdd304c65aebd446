"""Proposes what the model may write next, and learns from what it wrote whom to trust how far.

Two sources: n-grams of findings, draft and earlier impressions, and, where there is one, a small
model. They are mixed by the probability that each gave to the tokens that were written.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence

from radvaluer_desktop.inference.ahead.ngrams import Mixture, Ngrams
from radvaluer_desktop.inference.ahead.proposal import (
    CostCurve,
    Distribution,
    Proposal,
    propose,
)
from radvaluer_desktop.inference.ahead.width import Width

Foresight = Callable[[Sequence[int], int], Sequence[Distribution]]
_EDGE = -1  # stands before and behind every text
_HISTORY, _REPORT = 1.0, 0.5  # weights of earlier impressions; of the findings and of the draft
_PRIOR = 4.0  # tokens that count as agreed before any was proposed
_MEMORY = 0.98  # of agreement, a proposal
_FORGIVING = 0.005  # of lost trust, a place where nothing was proposed
_DEPTH = 8  # places that a small model foresees
_HABIT = 0.95  # how much of its trust a source keeps with each token
_FIRST_TRUST = 0.3
_IN_VAIN = 0.25  # of the other's trust: so little is asked only now and then
_NOW_AND_THEN = 8  # proposals
_TRIED = 3  # times that a small model is asked before its speed is judged
_TOO_LONG = 0.5  # of a call


class Drafter:
    """Drafts from the findings, the text so far, impressions accepted earlier, and ``foresight``.

    All are token ids of one model and lie in memory alone. ``foresight`` returns, for a text, what
    may stand at each of the next places on the likeliest path.
    """

    def __init__(self, costs: CostCurve, foresight: Foresight | None = None) -> None:
        self.costs = costs
        self._width = Width(costs) if costs.change > 0 and costs.most else None
        self._foresight = foresight
        self._history = Ngrams()
        self._expected = self._agreed = _PRIOR
        self._trust = {"ngrams": _FIRST_TRUST, "model": _FIRST_TRUST if foresight else 0.0}
        self._asked = 0
        self._answers = 0
        self._answer_s = self._call_s = math.inf  # the least of each
        self._proposed_at: float | None = None
        self._unjudged = False
        self.call_tokens = 1
        self.begin(())

    def remember(self, texts: Iterable[Sequence[int]]) -> None:
        """Draft from ``texts`` too from now on."""
        for text in texts:
            self._history.learn([_EDGE, *text, _EDGE], begin=1)

    def begin(self, findings: Sequence[int]) -> None:
        """Begin a new text on ``findings``."""
        self._proposed_at = None
        told, self._own = Ngrams(), Ngrams()
        told.learn(findings)
        self._written = [_EDGE]
        self._path: Sequence[Distribution] = ()
        self._path_from = 0
        parts = [(self._history, _HISTORY), (told, _REPORT), (self._own, _REPORT)]
        self._mixture = Mixture(parts)

    def wrote(self, token: int) -> None:
        """Take note of the next token of the text."""
        self._judge(token)
        self._written.append(token)
        self._own.learn(self._written, begin=len(self._written) - 1)

    def propose(self, room: int) -> Proposal:
        """Return at most ``room`` tokens that are worth verifying, none where nothing pays.

        ``call_tokens`` is then how many tokens the call had best have, that before them included.
        """
        if self._proposed_at is not None:
            self._call_s = min(self._call_s, time.perf_counter() - self._proposed_at)
        most = min(self.costs.most, room)
        chosen = self._choose(most) if most >= 1 else Proposal()
        self._unjudged = True
        self._proposed_at = time.perf_counter()
        wide = self._width.tokens if self._width else 0
        self.call_tokens = max(1 + len(chosen), min(wide, 1 + room))
        return chosen

    def _choose(self, most: int) -> Proposal:
        self._look_ahead()
        trust = self._agreed / self._expected
        chosen = self._grow(most, trust)
        if len(chosen):
            self._expected = _MEMORY * self._expected + sum(chosen.probabilities)
            self._agreed = _MEMORY * self._agreed
        else:  # what was given up is tried again some day
            self._expected += _FORGIVING * (_PRIOR - self._expected)
            self._agreed += _FORGIVING * (_PRIOR - self._agreed)
        return chosen

    def _grow(self, most: int, trust: float) -> Proposal:
        """Return the nodes that are worth verifying."""
        if self._width is None:
            tree = propose(
                self._written,
                self._following,
                most,
                lambda before, likeliest: self.costs.may_pay(before, likeliest, trust),
            )
            return tree.first(self.costs.worth(tree, trust))
        return propose(self._written, self._following, min(most, self._width.tokens - 1))

    def agreed(self, nodes: Sequence[int]) -> None:
        """Learn which ``nodes`` of the last proposal were the model's own."""
        self._agreed += len(nodes)
        if self._width and self._unjudged:
            self._width.learn(nodes)
        self._unjudged = False

    def _look_ahead(self) -> None:
        """Ask the small model, seldom where it was of little use."""
        self._path, self._path_from = (), len(self._written)
        if self._foresight is None or self._answers_late:
            return
        self._asked += 1
        useful = self._trust["model"] > _IN_VAIN * self._trust["ngrams"]
        if useful or self._asked % _NOW_AND_THEN == 0:
            began = time.perf_counter()
            self._path = self._foresight(self._written[1:], _DEPTH)
            self._answer_s = min(self._answer_s, time.perf_counter() - began)
            self._answers += 1

    @property
    def _answers_late(self) -> bool:
        """Whether the small model takes so long that no proposal of its makes up for it."""
        return self._answers >= _TRIED and self._answer_s > _TOO_LONG * self._call_s

    def _following(self, text: Sequence[int]) -> Distribution:
        known = [pair for pair in self._mixture.following(text) if pair[0] != _EDGE]
        foreseen = self._foreseen(text)
        if not foreseen:
            return known
        both = self._trust["model"] + self._trust["ngrams"]
        share = self._trust["model"] / both if both else 0.0
        mixed = {token: (1 - share) * chance for token, chance in known}
        for token, chance in foreseen:
            mixed[token] = mixed.get(token, 0.0) + share * chance
        return sorted(mixed.items(), key=lambda pair: -pair[1])

    def _foreseen(self, text: Sequence[int]) -> Distribution:
        """Return what the small model says of the place after ``text``, () off its path."""
        place = len(text) - self._path_from
        if not 0 <= place < len(self._path):
            return ()
        steps = zip(text[self._path_from :], self._path, strict=False)
        return self._path[place] if all(token == step[0][0] for token, step in steps) else ()

    def _judge(self, token: int) -> None:
        """Move the trust in each source to the probability that it gave to ``token``."""
        foreseen = self._foreseen(self._written)
        if not foreseen:
            return
        for source, told in (
            ("ngrams", self._mixture.following(self._written)),
            ("model", foreseen),
        ):
            chance = dict(told).get(token, 0.0)
            self._trust[source] = _HABIT * self._trust[source] + (1 - _HABIT) * chance

"""Measures what one decode call costs by the tokens in it: kernels work in tiles, so it jumps."""

from __future__ import annotations

import time
from collections.abc import Sequence

from radvaluer_desktop.inference.ahead.proposal import ROOT, CostCurve, Proposal
from radvaluer_desktop.inference.native.model import SEQUENCES
from radvaluer_desktop.inference.native.reader import Reader

_SIZES = (1, 2, 3, 4, 6, 8, 12, SEQUENCES)
_TEXT_TOKENS = 64  # that stand before what is measured
_ROUNDS = 3
_STRIDE = 7919  # a prime
_PROPOSING_S = 0.001  # that it takes to think of a proposal
_SLOWEST_IN_VAIN_S = 0.004  # of a call: beside faster ones no proposal pays


def measure_costs(reader: Reader, vocabulary: int) -> CostCurve:
    """Return the curve, the least of three rounds for each size; the context is empty afterwards.

    Timed is what a proposal costs: a chain of tokens with the logits after each, and the time to
    think of it. A model whose single token takes less than 4 ms gets a curve of one: nothing is
    proposed.
    """
    reader.keep(())
    reader.read(_different(_TEXT_TOKENS, vocabulary))
    least = {1: min(_seconds(reader, _different(1, vocabulary)) for _ in range(_ROUNDS))}
    if least[1] < _SLOWEST_IN_VAIN_S:
        reader.forget()
        return CostCurve((1.0,))
    for _ in range(_ROUNDS):
        for size in _SIZES:
            least[size] = min(
                _seconds(reader, _different(size, vocabulary)), least.get(size, float("inf"))
            )
    reader.forget()
    seconds = [_between(least, size) + _PROPOSING_S for size in range(2, SEQUENCES + 1)]
    return CostCurve((1.0, *(each / least[1] for each in seconds)))


def _different(count: int, vocabulary: int) -> list[int]:
    """Return tokens all over the vocabulary: of a mixture of experts, alike ones ask the same."""
    return [at * _STRIDE % vocabulary for at in range(1, count + 1)]


def _seconds(reader: Reader, tokens: Sequence[int]) -> float:
    first, *proposed = tokens
    start = time.perf_counter()
    reader.read_tree(first, _chain(proposed))
    reader.settle(())
    elapsed = time.perf_counter() - start
    reader.keep(reader.tokens[:_TEXT_TOKENS])
    return elapsed


def _chain(tokens: Sequence[int]) -> Proposal:
    return Proposal(list(tokens), list(range(ROOT, len(tokens) - 1)), [1.0] * len(tokens))


def _between(measured: dict[int, float], size: int) -> float:
    """Return the cost of ``size`` tokens; between two that were measured, that of the larger."""
    return measured[min(each for each in measured if each >= size)]

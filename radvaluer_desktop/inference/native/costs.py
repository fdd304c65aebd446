"""Measures what one decode call costs by the tokens in it: kernels work in tiles, so it jumps."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from radvaluer_desktop.inference.ahead.proposal import ROOT, CostCurve, Proposal
from radvaluer_desktop.inference.native.model import SEQUENCES
from radvaluer_desktop.inference.native.reader import Reader

_SIZES = (1, 2, 3, 4, 6, 8, 12, SEQUENCES)
_TEXT_TOKENS = 64  # that stand before what is measured
_ROUNDS = 3
_UNTIL_STEADY = 2  # calls of a size on a card before llama.cpp has all of it ready
_CHANGING = (1, 4)  # sizes that take turns
_STRIDE = 7919  # a prime
_PROPOSING_S = 0.0005  # that it takes to think of a proposal
_SLOWEST_IN_VAIN_S = 0.002  # of a call: beside faster ones no proposal pays


def measure_costs(reader: Reader, vocabulary: int, *, on_card: bool = False) -> CostCurve:
    """Return the curve, the least of three rounds for each size; the context is empty afterwards.

    Timed is what a proposal costs: a chain of tokens with the logits after each, and the time to
    think of it. A model whose single token takes less than 2 ms gets a curve of one: nothing is
    proposed.
    """
    before = _UNTIL_STEADY if on_card else 0
    _begin(reader, vocabulary)
    least = {1: min(_seconds(reader, 1, vocabulary, before) for _ in range(_ROUNDS))}
    if least[1] < _SLOWEST_IN_VAIN_S:
        reader.forget()
        return CostCurve((1.0,))
    for _ in range(_ROUNDS):
        for size in _SIZES:
            elapsed = _seconds(reader, size, vocabulary, before)
            least[size] = min(elapsed, least.get(size, float("inf")))
    reader.forget()
    seconds = [_between(least, size) + _PROPOSING_S for size in range(2, SEQUENCES + 1)]
    return CostCurve((1.0, *(each / least[1] for each in seconds)))


def measure_change(reader: Reader, vocabulary: int) -> float:
    """Return what a call costs more after one of another size, beside a call of one.

    llama.cpp plans a call anew then, and has no recording of it for the card. The context is empty
    afterwards.
    """
    _begin(reader, vocabulary)
    steady = [_seconds(reader, size, vocabulary, _UNTIL_STEADY) for size in _CHANGING]
    in_turn = [
        [_seconds(reader, size, vocabulary) for size in _CHANGING] for _ in range(2 * _ROUNDS)
    ]
    reader.forget()
    more = statistics.median(map(sum, in_turn)) - sum(steady)
    return max(0.0, more / len(_CHANGING) / steady[0])


def _begin(reader: Reader, vocabulary: int) -> None:
    reader.keep(())
    reader.read(_different(_TEXT_TOKENS, vocabulary))


def _different(count: int, vocabulary: int) -> list[int]:
    """Return tokens all over the vocabulary: of a mixture of experts, alike ones ask the same."""
    return [at * _STRIDE % vocabulary for at in range(1, count + 1)]


def _seconds(reader: Reader, size: int, vocabulary: int, before: int = 0) -> float:
    """Return what a call of ``size`` tokens takes after as many as ``before`` like it."""
    first, *proposed = _different(size, vocabulary)
    elapsed = 0.0
    for _ in range(before + 1):
        start = time.perf_counter()
        reader.read_tree(first, _chain(proposed))
        reader.wait()
        reader.settle(())
        elapsed = time.perf_counter() - start
        reader.keep(reader.tokens[:_TEXT_TOKENS])
    return elapsed


def _chain(tokens: Sequence[int]) -> Proposal:
    return Proposal(list(tokens), list(range(ROOT, len(tokens) - 1)), [1.0] * len(tokens))


def _between(measured: dict[int, float], size: int) -> float:
    """Return the cost of ``size`` tokens; between two that were measured, that of the larger."""
    return measured[min(each for each in measured if each >= size)]

"""De-identifies in this process, or in several beside it, which is as many times as fast."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from radvaluer_desktop.child import begin_child
from radvaluer_desktop.feedback.export.leaving import Corrections, Gate, Leaving, LeavingKeys
from radvaluer_desktop.feedback.records import Decision

EXPORTER_NAME = "radvaluer-deid"
_BATCH = 64
_AHEAD = 3  # batches for each process, so that none waits
_MOST = 8

_gate: Gate | None = None  # of a child process, which has no other place for it


def usual_workers() -> int:
    """Return how many processes are worth it: one core stays free, 0 where there is no second."""
    return min(_MOST, (os.cpu_count() or 1) - 1)


def let_out(
    decisions: Iterable[Decision], keys: LeavingKeys, corrections: Corrections, workers: int
) -> Iterator[Leaving]:
    """Yield ``decisions`` de-identified, in their order. Holds a few hundred at a time."""
    if workers == 0:
        gate = Gate(keys, corrections)
        yield from map(gate.let_out, decisions)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, spawn, _begin, (keys, corrections)) as pool:
        waiting: deque[Future[list[Leaving]]] = deque()
        try:
            for batch in _batches(decisions):
                waiting.append(pool.submit(_let_out, batch))
                if len(waiting) >= workers * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _batches(decisions: Iterable[Decision]) -> Iterator[list[Decision]]:
    source = iter(decisions)
    while batch := list(itertools.islice(source, _BATCH)):
        yield batch


def _begin(keys: LeavingKeys, corrections: Corrections) -> None:
    global _gate
    begin_child(EXPORTER_NAME)
    _gate = Gate(keys, corrections)


def _let_out(batch: list[Decision]) -> list[Leaving]:
    assert _gate is not None  # noqa: S101 - _begin made it
    return [_gate.let_out(decision) for decision in batch]

"""Many rows at once, answers in the order of the rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_AHEAD = 4  # rows that wait for each that is being answered, lest a slow one holds up the others

_Row = TypeVar("_Row")
_Answer = TypeVar("_Answer")


def answers(
    rows: Iterable[_Row],
    answer: Callable[[_Row], _Answer],
    in_flight: int = 1,
    stop: Callable[[], None] = lambda: None,
) -> Iterator[_Answer]:
    """Yield ``answer(row)`` of each row in its order, ``in_flight`` of them being made at a time.

    What ``answer`` raises for a row comes in that row's place; ``stop`` then ends the others, as it
    does where the caller walks away.
    """
    if in_flight <= 1:
        yield from map(answer, rows)
        return
    pool = ThreadPoolExecutor(in_flight, "row")
    waiting: deque[Future[_Answer]] = deque()
    try:
        for row in rows:
            waiting.append(pool.submit(answer, row))
            if len(waiting) > in_flight * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
        if waiting:
            stop()
        pool.shutdown(wait=True)

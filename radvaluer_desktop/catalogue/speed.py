"""How fast bytes come: over the last seconds, so that a stall shows and a burst does not."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_OVER_S = 10.0
_EVERY_S = 0.25


class Speed:
    """Counts bytes by the ``clock``, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._steps = deque([(clock(), 0)])
        self._bytes = 0

    def note(self, count: int) -> None:
        """Count bytes that came just now."""
        self._bytes += count
        at = self._clock()
        if at - self._steps[-1][0] >= _EVERY_S:
            self._steps.append((at, self._bytes))
            while len(self._steps) > 2 and at - self._steps[1][0] > _OVER_S:
                self._steps.popleft()

    @property
    def bytes_per_s(self) -> float:
        """Bytes a second; 0 before anything can be said."""
        (began, had), at = self._steps[0], self._clock()
        return (self._bytes - had) / (at - began) if at - began >= _EVERY_S else 0.0

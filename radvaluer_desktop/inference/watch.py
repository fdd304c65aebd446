"""Tells a worker that hangs from one that is slow, without trusting the clock.

A worker that is busy sends a Beat every second from a thread of its own. The parent counts its own
seconds of waiting in which nothing came (silence: the process is stopped or stuck), and the Beats
that came without any other event between them (a stall: the process lives and gets nowhere). A
machine that sleeps counts neither, and a clock that is set counts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from radvaluer_desktop.inference.messages import Beat, Event, FailureKind


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the parent waits, in ticks of ``tick_s`` seconds.

    ``silent_ticks`` for a worker that was heard before; ``start_ticks`` until it is first heard: a
    cold disk and a virus scanner make the first start slow.
    """

    tick_s: float = 1.0
    silent_ticks: int = 30
    start_ticks: int = 120


class Watch:
    """Counts the signs of life during one request."""

    def __init__(self, patience: Patience, stall_beats: int, heard: bool) -> None:
        self._patience = patience
        self._stall_beats = stall_beats
        self._silent = self._beats = 0
        self.heard = heard

    def silence(self) -> tuple[FailureKind, int] | None:
        """Count a tick without anything; return what is wrong, and for how many seconds, if it is.

        Exactly one of ``silence`` and ``hear`` is called after each wait.
        """
        self._silent += 1
        limit = self._patience.silent_ticks if self.heard else self._patience.start_ticks
        if self._silent < limit:
            return None
        return FailureKind.WORKER_HUNG, round(limit * self._patience.tick_s)

    def hear(self, event: Event | Beat) -> tuple[FailureKind, int] | None:
        """Count an event; return what is wrong, and for how many seconds, if it is."""
        self.heard, self._silent = True, 0
        self._beats = self._beats + 1 if isinstance(event, Beat) else 0
        if self._beats < self._stall_beats:
            return None
        return FailureKind.WORKER_STALLED, self._beats

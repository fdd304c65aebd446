"""Times one draft."""

from __future__ import annotations

import time

from radvaluer_desktop.inference.messages import Timings


class Clock:
    """Runs from its making on; what it tells is in milliseconds.

    ``kept`` tokens of the prompt had been read before; of the ``proposed`` ones ``agreed`` were
    right; ``tokens`` were written.
    """

    def __init__(self, prompt_tokens: int) -> None:
        self._prompt_tokens = prompt_tokens
        self._start = time.perf_counter()
        self._read_at: float | None = None
        self._first_at: float | None = None
        self._last_at = self._start
        self.tokens = self.kept = self.proposed = self.agreed = 0

    def prompt_read(self) -> None:
        """The prompt stands."""
        self._read_at = time.perf_counter()

    def token_chosen(self) -> None:
        """One more token is written."""
        self.tokens += 1
        self._last_at = time.perf_counter()
        self._first_at = self._first_at or self._last_at

    def timings(self) -> Timings:
        """Return what passed so far."""
        now = time.perf_counter()
        first = self._first_at or now
        seconds = self._last_at - first
        return Timings(
            prompt_tokens=self._prompt_tokens,
            completion_tokens=self.tokens,
            prefill_ms=((self._read_at or now) - self._start) * 1000,
            ttft_ms=(first - self._start) * 1000,
            decode_tokens_per_s=(self.tokens - 1) / seconds if self.tokens > 1 and seconds else 0.0,
            kept_tokens=self.kept,
            proposed_tokens=self.proposed,
            agreed_tokens=self.agreed,
        )

"""Turns a stream of token bytes into whole characters and finds texts that end a draft."""

from __future__ import annotations

import codecs


class TextStream:
    """Holds back bytes until a character is whole, and text that may yet become a stop text."""

    def __init__(self, stop_texts: tuple[str, ...]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stops = stop_texts
        self._held = ""
        self.text = ""
        self.stopped = False

    def push(self, piece: bytes, *, final: bool = False) -> str:
        """Add the bytes of a token; return the text that may be shown now.

        White space before the first visible character is dropped. With ``final`` nothing is held
        back. After a stop text was seen, ``stopped`` is true and nothing more is returned.
        """
        if self.stopped:
            return ""
        self._held += self._decoder.decode(piece, final)
        if not self.text:
            self._held = self._held.lstrip()
        end = self._first_stop()
        if end is not None:
            self.stopped = True
            ready, self._held = self._held[:end], ""
        else:
            keep = 0 if final else self._could_become_stop()
            cut = len(self._held) - keep
            ready, self._held = self._held[:cut], self._held[cut:]
        self.text += ready
        return ready

    def _first_stop(self) -> int | None:
        found = [at for stop in self._stops if (at := self._held.find(stop)) >= 0]
        return min(found, default=None)

    def _could_become_stop(self) -> int:
        """Length of the longest end of the held text that begins a stop text."""
        longest = max((len(stop) for stop in self._stops), default=1) - 1
        for size in range(min(longest, len(self._held)), 0, -1):
            if any(stop.startswith(self._held[-size:]) for stop in self._stops):
                return size
        return 0

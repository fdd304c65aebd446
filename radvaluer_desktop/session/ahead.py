"""How findings are read while they are typed: what of them, and how much at a time."""

from __future__ import annotations

import re

# Characters: each piece prepares the whole text anew, which takes 10 ms for so many, and few models
# have room for more.
LONGEST = 20_000
_PIECE_S = 0.25  # that one piece may take: so long a draft may have to wait for it on a GPU
_LEAST, _MOST = 4, 128  # tokens of a piece
_TAIL = 64  # characters that are looked at for what may still grow
_UNFINISHED = re.compile(r"(?:[^\s\u3000-\u9fff\uff00-\uffef]+|[\u3400-\u9fff]{1,3})\Z")


def settled(text: str) -> str:
    """Return ``text`` without what is being typed at its end.

    That is a Latin word or a number, or the last three Chinese characters: their tokens change with
    the next key.
    """
    return text[:-_TAIL] + _UNFINISHED.sub("", text[-_TAIL:])


class Pace:
    """How many tokens to read at a time, from how long the last piece took."""

    def __init__(self) -> None:
        self.tokens = _LEAST

    def note(self, seconds: float) -> None:
        """A whole piece of ``tokens`` took ``seconds``."""
        wanted = self.tokens * _PIECE_S / max(seconds, 1e-3)
        self.tokens = max(_LEAST, min(_MOST, round((self.tokens + wanted) / 2)))

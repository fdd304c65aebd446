"""How long a download goes on with a hub that does not deliver."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """``pauses``: seconds before each further try after one that brought nothing; then it ends.

    ``silent_most_s``: how long a connection may bring nothing. ``restarts``: how often it may begin
    at the first byte again, where a server cannot go on behind a cut.
    """

    pauses: tuple[float, ...] = (1, 2, 4, 8, 16)
    silent_most_s: float = 30.0
    restarts: int = 3

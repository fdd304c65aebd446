"""The engine as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from radvaluer_desktop.inference.messages import EngineSettings, Event, Sampling, Segment


class Engine(Protocol):
    """Runs one model and one request at a time.

    Each method that returns an iterator ends with exactly one closing event (Ready, AheadRead,
    Remembered, Adapted, Done, Failed, Probed) and raises nothing for what goes wrong in the engine:
    that is a Failed event. An engine whose worker died starts another, with the same model, at the
    next request.
    """

    def load(self, path: Path, settings: EngineSettings) -> Iterator[Event]:
        """Load the model at ``path``: Progress events, then Ready or Failed."""
        ...

    def read_ahead(self, segments: tuple[Segment, ...], most_tokens: int) -> Iterator[Event]:
        """Read at most ``most_tokens`` more of a prompt that may still grow: AheadRead or Failed.

        What a later prompt shares with it is not read again.
        """
        ...

    def remember(self, texts: tuple[str, ...]) -> Iterator[Event]:
        """Propose tokens from ``texts`` too, with every model: Remembered or Failed."""
        ...

    def adapt(self, path: Path | None, scale: float = 1.0) -> Iterator[Event]:
        """Apply another adapter that was loaded with the model, or none: Adapted or Failed.

        The base is not loaded anew. After a failure the one that was applied before still is.
        """
        ...

    def generate(
        self,
        segments: tuple[Segment, ...],
        sampling: Sampling,
        reserve_tokens: int = 1,
        *,
        dictated: str | None = None,
        small_prompt: tuple[Segment, ...] = (),
        others: tuple[Sampling, ...] = (),
    ) -> Iterator[Event]:
        """Continue the prompt: Progress and Token events, then Done or Failed.

        ``others``: further drafts beside the first, whose texts come with Done alone. A prompt that
        leaves fewer than ``reserve_tokens`` of the context free fails at once. ``dictated`` is
        written whatever the model would write, for benchmarks. ``small_prompt`` is the same report
        for the small model, where one was loaded.
        """
        ...

    def probe(self) -> Iterator[Event]:
        """Ask what the engine is: Probed or Failed."""
        ...

    def cancel(self) -> None:
        """Stop the request that is running, within 1 s; may be called from any thread."""
        ...

    def close(self) -> None:
        """End the worker; the engine can be used again afterwards."""
        ...

"""An engine that says what it was told to say: for tests of everything above the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from radvaluer_desktop.inference.messages import (
    Adapted,
    AheadRead,
    Done,
    EngineSettings,
    Event,
    Failed,
    FailureKind,
    LoadedModel,
    Offload,
    Probed,
    Progress,
    Ready,
    Remembered,
    Sampling,
    Segment,
    StopReason,
    Timings,
    Token,
    Written,
)


class ScriptedEngine:
    """Writes ``pieces`` one by one and ends for ``stop_reason``.

    ``failure`` makes the next draft end in that Failed event.

    ``others`` come beside the draft, as far as they are asked for. ``prompts`` and ``samplings``
    keep what was asked, ``read`` what was read ahead, ``texts`` what is remembered.
    ``before_piece`` is called with the piece's number before each piece, so that a test can hold
    the stream or stop it at an exact place.
    """

    def __init__(
        self, pieces: Sequence[str] = ("1. ", "Pneumonia."), failure: Failed | None = None
    ) -> None:
        self.pieces = tuple(pieces)
        self.failure = failure
        self.stop_reason = StopReason.END
        self.parameters = 0
        self.prompts: list[tuple[Segment, ...]] = []
        self.samplings: list[tuple[Sampling, ...]] = []
        self.others: tuple[Written, ...] = ()
        self.read: list[tuple[Segment, ...]] = []
        self.texts: tuple[str, ...] = ()
        self.adapters: list[tuple[Path | None, float]] = []
        self.before_piece: Callable[[int], None] = lambda _number: None
        self._cancelled = False

    def load(self, path: Path, settings: EngineSettings) -> Iterator[Event]:
        """Pretend that ``path`` was loaded."""
        yield Progress(1, "load", 1000, 1000)
        model = LoadedModel(
            path, "scripted", self.parameters, settings.context_tokens, Offload(), 1
        )
        yield Ready(1, model, 0.0)

    def read_ahead(self, segments: tuple[Segment, ...], most_tokens: int) -> Iterator[Event]:
        """Keep what was to be read, and have read all of it."""
        del most_tokens
        self.read.append(segments)
        yield AheadRead(1, len(segments), len(segments))

    def remember(self, texts: tuple[str, ...]) -> Iterator[Event]:
        """Keep ``texts``."""
        self.texts += texts
        yield Remembered(1)

    def adapt(self, path: Path | None, scale: float = 1.0) -> Iterator[Event]:
        """Keep what was applied."""
        self.adapters.append((path, scale))
        yield Adapted(1)

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
        """Write the pieces, or fail as told."""
        del reserve_tokens, dictated, small_prompt
        self.samplings.append((sampling, *others))
        self.prompts.append(segments)
        self._cancelled = False
        if self.failure is not None:
            failed, self.failure = self.failure, None
            yield failed
            return
        written = ""
        reason = self.stop_reason
        for number, piece in enumerate(self.pieces[: sampling.max_tokens]):
            self.before_piece(number)
            if self._cancelled:
                reason = StopReason.CANCELLED
                break
            written += piece
            yield Token(1, piece)
        timings = Timings(len(segments), len(self.pieces), 1.0, 2.0, 3.0)
        beside = () if reason is StopReason.CANCELLED else self.others[: len(others)]
        yield Done(1, written, reason, timings, beside)

    def probe(self) -> Iterator[Event]:
        """Say that there is nothing native here."""
        yield Probed(1, "scripted", (), (), "scripted", gpu_offload=False)

    def cancel(self) -> None:
        """Stop before the next piece."""
        self._cancelled = True

    def close(self) -> None:
        """Do nothing: there is no process."""


def crash(reason: str = "SIGKILL") -> Failed:
    """Return the event of a worker that died."""
    return Failed(1, FailureKind.WORKER_DIED, reason)

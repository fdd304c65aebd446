"""Several drafts of one prompt at once: each is a sequence of llama.cpp's, all in one batch.

A decode call reads the weights once, however many drafts it serves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from radvaluer_desktop.inference.messages import Sampling, StopReason, Written
from radvaluer_desktop.inference.native.choosing import Chooser
from radvaluer_desktop.inference.native.model import NativeModel
from radvaluer_desktop.inference.native.reader import Reader
from radvaluer_desktop.inference.native.text import TextStream


class Pen:
    """Writes one draft."""

    def __init__(
        self,
        sampling: Sampling,
        choosing: Chooser,
        on_text: Callable[[str], None] = lambda _: None,
        on_token: Callable[[], None] = lambda: None,
    ) -> None:
        """``on_text`` hears the text as it comes, ``on_token`` of each token."""
        self._sampling = sampling
        self._choosing = choosing
        self._on_text = on_text
        self._on_token = on_token
        self._stream = TextStream(sampling.stop_texts)
        self._tokens = 0
        self.reason = StopReason.CANCELLED

    def next(self, model: NativeModel, index: int) -> int | None:
        """Choose by the logits of place ``index``; return the token, None where the draft ends."""
        # An impression is never empty: it ends only after its first visible character.
        token = self._choosing.choose(index, may_end=bool(self._stream.text))
        if token in model.end_tokens:
            self.reason = StopReason.END
            return None
        self._tokens += 1
        self._on_token()
        self._show(self._stream.push(model.piece(token)))
        if self._stream.stopped:
            self.reason = StopReason.STOP_TEXT
        elif self._tokens >= self._sampling.max_tokens:
            self.reason = StopReason.MAX_TOKENS
        else:
            return token
        return None

    def lift(self) -> Written:
        """Return what was written; ``on_text`` hears the rest of it."""
        self._show(self._stream.push(b"", final=True))
        return Written(self._stream.text.rstrip(), self.reason)

    def _show(self, text: str) -> None:
        if text:
            self._on_text(text)


def write_together(model: NativeModel, reader: Reader, pens: Sequence[Pen]) -> None:
    """Let ``pens`` write what follows the text that ``reader`` has just read, each to its end.

    Raises Interrupted, NativeFailure.
    """
    reader.fork(len(pens))
    try:
        writing = [(-1, sequence) for sequence in range(len(pens))]
        while writing:
            step: list[tuple[int, int]] = []
            for index, sequence in writing:
                token = pens[sequence].next(model, index)
                if token is not None:
                    step.append((sequence, token))
                elif sequence:
                    reader.end(sequence)
            if not reader.has_room(len(step)):
                for sequence, _ in step:
                    pens[sequence].reason = StopReason.CONTEXT_FULL
                return
            if step:
                reader.read_beside(step)
            writing = [(index, sequence) for index, (sequence, _) in enumerate(step)]
    finally:
        reader.join()

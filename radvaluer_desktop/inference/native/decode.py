"""The decode loop: read the prompt in slices, then one token at a time.

Owned rather than borrowed from llama-cpp-python's high-level class, which cannot be stopped in the
middle of a prompt and copies every logit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import llama_cpp

from radvaluer_desktop.inference.messages import FailureKind, Sampling, StopReason, Timings
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import take_errors
from radvaluer_desktop.inference.native.model import NativeFailure, NativeModel
from radvaluer_desktop.inference.native.sampling import Sampler
from radvaluer_desktop.inference.native.text import TextStream

# Slices of 64 tokens and more take the same kernels on the CPU, so their size changes no result;
# 128 gives a large model a sign of life every few seconds.
SLICE_TOKENS = 128
_ABORTED = 2


class Interrupted(Exception):
    """The interrupt was raised while decoding."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom the loop tells: tokens read of the prompt, and text as it comes."""

    on_prompt: Callable[[int, int], None]
    on_text: Callable[[str], None]


class DecodeLoop:
    """Generates text with one model. Not thread-safe: llama.cpp aborts on two callers."""

    def __init__(self, model: NativeModel, interrupt: Interrupt) -> None:
        self._model = model
        self._interrupt = interrupt
        self._batch = llama_cpp.llama_batch_init(SLICE_TOKENS, 0, 1)

    def run(
        self, prompt: Sequence[int], sampling: Sampling, listener: Listener
    ) -> tuple[str, StopReason, Timings]:
        """Continue ``prompt`` (token ids) from an empty context.

        Raises NativeFailure where llama.cpp refuses. An interrupt is no failure: the text so far
        comes back with the reason ``cancelled``.
        """
        clock = _Clock(len(prompt))
        stream = TextStream(sampling.stop_texts)
        self._model.forget()
        try:
            self._read(prompt, listener)
            clock.prompt_read()
            reason = self._write(len(prompt), sampling, stream, listener, clock)
        except Interrupted:
            reason = StopReason.CANCELLED
        self._show(stream.push(b"", final=True), listener)
        return stream.text.rstrip(), reason, clock.timings()

    def close(self) -> None:
        """Free the batch."""
        llama_cpp.llama_batch_free(self._batch)

    def _read(self, prompt: Sequence[int], listener: Listener) -> None:
        for start in range(0, len(prompt), SLICE_TOKENS):
            self._decode(prompt[start : start + SLICE_TOKENS], start)
            listener.on_prompt(min(start + SLICE_TOKENS, len(prompt)), len(prompt))

    def _write(
        self,
        position: int,
        sampling: Sampling,
        stream: TextStream,
        listener: Listener,
        clock: _Clock,
    ) -> StopReason:
        # An impression is never empty: a text may end only after its first visible character.
        with (
            Sampler(self._model, sampling, forbidden=self._model.end_tokens) as opening,
            Sampler(self._model, sampling) as sampler,
        ):
            while True:
                token = (sampler if stream.text else opening).choose()
                if token in self._model.end_tokens:
                    return StopReason.END
                clock.token_chosen()
                self._show(stream.push(self._model.piece(token)), listener)
                if stream.stopped:
                    return StopReason.STOP_TEXT
                if clock.tokens >= sampling.max_tokens:
                    return StopReason.MAX_TOKENS
                if position >= self._model.context_tokens:
                    return StopReason.CONTEXT_FULL
                self._decode([token], position)
                position += 1

    def _decode(self, tokens: Sequence[int], position: int) -> None:
        """Decode ``tokens`` at ``position``; logits are kept for the last of them."""
        if self._interrupt.raised:
            raise Interrupted
        batch = self._batch
        batch.n_tokens = len(tokens)
        for index, token in enumerate(tokens):
            batch.token[index] = token
            batch.pos[index] = position + index
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = 0
            batch.logits[index] = index == len(tokens) - 1
        code = llama_cpp.llama_decode(self._model.context, batch)
        if code == _ABORTED:
            raise Interrupted
        if code != 0:
            raise NativeFailure(FailureKind.DECODE_FAILED, take_errors() or f"code {code}")

    @staticmethod
    def _show(text: str, listener: Listener) -> None:
        if text:
            listener.on_text(text)


class _Clock:
    """Times one draft from its start, in milliseconds."""

    def __init__(self, prompt_tokens: int) -> None:
        self._prompt_tokens = prompt_tokens
        self._start = time.perf_counter()
        self._read_at: float | None = None
        self._first_at: float | None = None
        self._last_at = self._start
        self.tokens = 0

    def prompt_read(self) -> None:
        self._read_at = time.perf_counter()

    def token_chosen(self) -> None:
        self.tokens += 1
        self._last_at = time.perf_counter()
        self._first_at = self._first_at or self._last_at

    def timings(self) -> Timings:
        now = time.perf_counter()
        first = self._first_at or now
        seconds = self._last_at - first
        return Timings(
            prompt_tokens=self._prompt_tokens,
            completion_tokens=self.tokens,
            prefill_ms=((self._read_at or now) - self._start) * 1000,
            ttft_ms=(first - self._start) * 1000,
            decode_tokens_per_s=(self.tokens - 1) / seconds if self.tokens > 1 and seconds else 0.0,
        )

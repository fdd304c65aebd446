"""The decode loop: read the prompt in slices, then write: one token at a time, or several at once.

Owned rather than borrowed from llama-cpp-python's high-level class, which cannot be stopped in the
middle of a prompt and copies every logit. Where tokens are proposed and the model agrees with them,
one call writes several (Leviathan et al. 2023, arXiv:2211.17192, for greedy decoding).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from radvaluer_desktop.inference.ahead.drafter import Drafter
from radvaluer_desktop.inference.ahead.proposal import ROOT, Proposal
from radvaluer_desktop.inference.messages import Sampling, StopReason, Timings, Written
from radvaluer_desktop.inference.native.choosing import Chooser
from radvaluer_desktop.inference.native.clock import Clock
from radvaluer_desktop.inference.native.model import NativeModel
from radvaluer_desktop.inference.native.reader import Interrupted, Reader, slices
from radvaluer_desktop.inference.native.text import TextStream
from radvaluer_desktop.inference.native.together import Pen, write_together


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom the loop tells: tokens read of the prompt, and text as it comes."""

    on_prompt: Callable[[int, int], None]
    on_text: Callable[[str], None]


class DecodeLoop:
    """Generates text with one model. Not thread-safe: llama.cpp aborts on two callers."""

    def __init__(self, model: NativeModel, reader: Reader, drafter: Drafter) -> None:
        self._model = model
        self._reader = reader
        self._drafter = drafter

    def read_ahead(self, prompt: Sequence[int], most: int) -> int:
        """Read at most ``most`` more tokens of a prompt that may still grow.

        Returns how many of its tokens stand then. Raises Interrupted, NativeFailure.
        """
        kept = self._reader.keep(prompt)
        for start, end in slices(kept, min(len(prompt), kept + most)):
            self._reader.read(prompt[start:end])
        return len(self._reader.tokens)

    def run(
        self, prompt: Sequence[int], sampling: Sampling, choosing: Chooser, listener: Listener
    ) -> tuple[str, StopReason, Timings]:
        """Continue ``prompt`` (token ids); what stands of it already is not read again.

        Raises NativeFailure where llama.cpp refuses. An interrupt is no failure: the text so far
        comes back with the reason ``cancelled``.
        """
        clock = Clock(len(prompt))
        stream = TextStream(sampling.stop_texts)
        try:
            clock.kept = self._read(prompt, listener)
            clock.prompt_read()
            reason = self._write(sampling, choosing, stream, listener, clock)
        except Interrupted:
            reason = StopReason.CANCELLED
        self._show(stream.push(b"", final=True), listener)
        return stream.text.rstrip(), reason, clock.timings()

    def run_together(
        self,
        prompt: Sequence[int],
        drafts: Sequence[tuple[Sampling, Chooser]],
        listener: Listener,
    ) -> tuple[list[Written], Timings]:
        """Continue ``prompt`` in several ways at once; ``listener`` hears the first.

        Raises NativeFailure. An interrupt is no failure: what is not at its end is ``cancelled``.
        """
        clock = Clock(len(prompt))
        first, *others = drafts
        pens = [
            Pen(*first, on_text=listener.on_text, on_token=clock.token_chosen),
            *(Pen(*each) for each in others),
        ]
        try:
            clock.kept = self._read(prompt, listener)
            clock.prompt_read()
            write_together(self._model, self._reader, pens)
        except Interrupted:
            pass
        return [pen.lift() for pen in pens], clock.timings()

    def _read(self, prompt: Sequence[int], listener: Listener) -> int:
        """Read what does not stand yet, at least the last token, whose logits begin the text."""
        kept = self._reader.keep(prompt[:-1])
        for start, end in slices(kept, len(prompt)):
            self._reader.read(prompt[start:end])
            listener.on_prompt(end, len(prompt))
        return kept

    def _write(
        self,
        sampling: Sampling,
        choosing: Chooser,
        stream: TextStream,
        listener: Listener,
        clock: Clock,
    ) -> StopReason:
        reader, tree, branch, index = self._reader, Proposal(), list[int](), -1
        certain = choosing.is_certain
        try:
            while True:
                # An impression is never empty: it ends only after its first visible character.
                token = choosing.choose(index, may_end=bool(stream.text))
                if token in self._model.end_tokens:
                    return StopReason.END
                clock.token_chosen()
                self._drafter.wrote(token)
                self._show(stream.push(self._model.piece(token)), listener)
                if stream.stopped:
                    return StopReason.STOP_TEXT
                if clock.tokens >= sampling.max_tokens:
                    return StopReason.MAX_TOKENS
                node = tree.child(branch[-1] if branch else ROOT, token)
                if node is not None:
                    branch.append(node)
                    index = node + 1
                    continue
                self._settle(branch, clock)
                room = self._model.context_tokens - len(reader.tokens) - 1
                if room < 0:
                    return StopReason.CONTEXT_FULL
                if certain:
                    tree = self._drafter.propose(min(room, sampling.max_tokens - clock.tokens))
                clock.proposed += len(tree)
                reader.read_tree(token, tree, self._drafter.call_tokens if certain else 1)
                branch, index = [], 0
        finally:
            self._settle(branch, clock)

    def _settle(self, branch: list[int], clock: Clock) -> None:
        self._reader.settle(branch)
        self._drafter.agreed(branch)
        clock.agreed += len(branch)
        branch.clear()

    @staticmethod
    def _show(text: str, listener: Listener) -> None:
        if text:
            listener.on_text(text)

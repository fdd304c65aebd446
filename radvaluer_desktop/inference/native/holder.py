"""All that a worker holds of one model: its text, its reader, its drafter."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from radvaluer_desktop.inference.ahead.drafter import Drafter
from radvaluer_desktop.inference.ahead.proposal import CostCurve, Distribution
from radvaluer_desktop.inference.messages import (
    EngineSettings,
    FailureKind,
    Generate,
    LoadedModel,
    Sampling,
    Segment,
    Timings,
    Written,
)
from radvaluer_desktop.inference.native.choosing import Chooser, Dictated, SamplerChain
from radvaluer_desktop.inference.native.costs import measure_change, measure_costs
from radvaluer_desktop.inference.native.decode import DecodeLoop, Listener
from radvaluer_desktop.inference.native.failures import NativeFailure
from radvaluer_desktop.inference.native.model import SEQUENCES, LoadHooks, open_model
from radvaluer_desktop.inference.native.reader import Interrupted, Reader
from radvaluer_desktop.inference.native.small_model import SmallModel

# Parameters of a model that is quick on any processor; measuring on a busy one could say otherwise.
_QUICK = 20_000_000


class Holder:
    """A loaded model and what it knows. Unusable after ``close``."""

    def __init__(self, path: Path, settings: EngineSettings, hooks: LoadHooks) -> None:
        """Load. Raises NativeFailure, of kind cancelled where the interrupt is raised."""
        self._model = open_model(path, settings, hooks)
        self._reader = Reader(self._model, hooks.interrupt)
        self._small: SmallModel | None = None
        try:
            costs = self._costs(settings.decode_costs)
            if settings.small_model is not None:
                # Threads were chosen for the large model; so small a one is slower on many.
                own = replace(settings, small_model=None, adapter=None, threads=0)
                self._small = SmallModel(settings.small_model, self._model, own, hooks)
        except Interrupted as error:
            self.close()
            raise NativeFailure(FailureKind.CANCELLED) from error
        except NativeFailure:
            self.close()
            raise
        self._interrupt = hooks.interrupt
        self._drafter = Drafter(costs, self._foresee if self._small else None)
        self._loop = DecodeLoop(self._model, self._reader, self._drafter)

    def _costs(self, known: tuple[float, ...]) -> CostCurve:
        if self._model.is_recurrent:  # a token that was tried in vain could not be taken back
            return CostCurve((1.0,))
        if self._model.parameters < _QUICK and not known:
            return CostCurve((1.0,))
        on_card, vocabulary = self._model.on_card, self._model.vocabulary_size
        curve = CostCurve(known[:SEQUENCES])
        if not known:
            curve = measure_costs(self._reader, vocabulary, on_card=on_card)
        if curve.most and on_card:  # beside a processor's calls the change is nothing
            curve = replace(curve, change=measure_change(self._reader, vocabulary))
        return curve

    @property
    def context_tokens(self) -> int:
        """How many tokens prompt and text may have."""
        return self._model.context_tokens

    @property
    def vocabulary_size(self) -> int:
        """How many logits there are."""
        return self._model.vocabulary_size

    def describe(self) -> LoadedModel:
        """Return what the parent is told."""
        return replace(self._model.describe(), decode_costs=self._drafter.costs.costs)

    def prompt(self, segments: Sequence[Segment]) -> list[int]:
        """Return the ids of a prompt."""
        return self._model.tokenize_all(segments)

    def remember(self, texts: Sequence[str]) -> None:
        """Propose from ``texts`` too."""
        if self._drafter.costs.most < 1:
            return  # nothing is ever proposed: it would only take memory
        for text in texts:
            if self._interrupt.raised:
                break
            self._drafter.remember([self._model.tokenize_text(text)])

    def adapt(self, path: Path | None, scale: float) -> None:
        """Apply another adapter, or none; what was read under the old one is dropped.

        Raises NativeFailure; then nothing has changed.
        """
        self._model.adapt(path, scale)
        self._reader.forget()

    def read_ahead(self, segments: Sequence[Segment], most: int) -> tuple[int, int]:
        """Read on; return how many tokens of how many are read.

        Raises NativeFailure, of kind cancelled where the interrupt is raised.
        """
        prompt = self.prompt(segments)[: self.context_tokens - 1]
        try:
            return self._loop.read_ahead(prompt, most), len(prompt)
        except Interrupted as error:
            raise NativeFailure(FailureKind.CANCELLED) from error

    def _foresee(self, written: Sequence[int], most: int) -> Sequence[Distribution]:
        """Ask the small model; a failure of its own costs no draft."""
        try:
            return self._small.foresee(written, most) if self._small is not None else ()
        except NativeFailure:
            return ()

    def write(
        self, prompt: Sequence[int], request: Generate, listener: Listener
    ) -> tuple[list[Written], Timings]:
        """Answer ``request``, whose prompt has the ids ``prompt``: its draft, then the others.

        Raises NativeFailure.
        """
        others = () if self._model.is_recurrent else request.others[: SEQUENCES - 1]
        if others:
            return self._write_together(prompt, (request.sampling, *others), listener)
        told = (each.text for each in request.segments if not each.special)
        self._drafter.begin([id_ for text in told for id_ in self._model.tokenize_text(text)])
        if self._small is not None:
            self._small.begin(request.small_prompt)
        with SamplerChain(self._model, request.sampling) as chain:
            chooser: Chooser = chain
            if request.dictated is not None:
                tokens = self._model.tokenize_text(request.dictated)
                chooser = Dictated(chain, tokens, min(self._model.end_tokens))
            text, reason, timings = self._loop.run(prompt, request.sampling, chooser, listener)
        return [Written(text, reason)], timings

    def _write_together(
        self, prompt: Sequence[int], samplings: Sequence[Sampling], listener: Listener
    ) -> tuple[list[Written], Timings]:
        with ExitStack() as stack:
            drafts = [
                (each, stack.enter_context(SamplerChain(self._model, each))) for each in samplings
            ]
            return self._loop.run_together(prompt, drafts, listener)

    def close(self) -> None:
        """Free everything, the model last."""
        if self._small is not None:
            self._small.close()
        self._reader.close()
        self._model.close()

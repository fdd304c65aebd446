"""ReportingSession: from a study and its text to a streamed draft. Knows no window and no store."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from radvaluer_desktop.catalogue.adapters import InstalledAdapter, adapted
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.errors import InputError, InternalError
from radvaluer_desktop.feedback.records import PastReport
from radvaluer_desktop.inference.engine import Engine
from radvaluer_desktop.inference.messages import (
    Adapted,
    AheadRead,
    Done,
    EngineSettings,
    Failed,
    FailureKind,
    Progress,
    Ready,
    Sampling,
    Segment,
    StopReason,
    Timings,
    Token,
)
from radvaluer_desktop.prompting.build import Prompt, build_prompt
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.report.style import Style
from radvaluer_desktop.session.choosing import BESIDE, alternatives_of, chosen, finished
from radvaluer_desktop.session.draft import Alternative, Draft, Drafted, DraftEvent
from radvaluer_desktop.session.failures import FindingsTooLong, failure
from radvaluer_desktop.session.prepared import PreparedReport, prepare
from radvaluer_desktop.session.prompts import Prompts
from radvaluer_desktop.session.several import SMALL, Several, drawn
from radvaluer_desktop.session.wish import Wish

# Tokens kept free for the impression: a prompt that leaves less is refused rather than cut.
RESERVE_TOKENS = 128
_NOT_TIMED = Timings(0, 0, 0.0, 0.0, 0.0)


class ReportingSession:
    """Drafts impressions with one engine and one model at a time.

    ``draft`` and ``load`` run where they are called; only ``stop`` may come from another thread.
    """

    def __init__(
        self,
        engine: Engine,
        templates: Sequence[PromptTemplate],
        several: Several | None = None,
        examples: int = 0,
    ) -> None:
        """``several``: let a small model write several drafts, of which the checks choose.

        ``examples``: how many accepted reports a general model is shown.
        """
        self._engine = engine
        self.prompts = Prompts(templates, examples)
        self._several = several
        self._model: InstalledModel | None = None
        self._is_small = False
        self._goes_back = True
        self._small: InstalledModel | None = None
        self.style = Style()  # of drafts that are asked for without a wish

    @property
    def model(self) -> InstalledModel | None:
        """The model that is loaded."""
        return self._model

    @property
    def template(self) -> PromptTemplate | None:
        """The prompt template that the loaded model gets."""
        return self.prompts.template

    @property
    def prompt_version(self) -> str | None:
        """Name of that template."""
        return None if self.template is None else self.template.name

    @property
    def candidates(self) -> int:
        """How many drafts the loaded model writes greedily or drawn, of which one is shown."""
        return self._several.count if self._several is not None and self._is_small else 1

    def load(
        self,
        model: InstalledModel,
        settings: EngineSettings,
        small: InstalledModel | None = None,
        own: PromptTemplate | None = None,
    ) -> Iterator[Progress | Ready]:
        """Load ``model``: Progress events, then Ready. Raises ModelError or EngineError.

        ``small`` proposes tokens to it; ``own`` is the frame of prompts that came with it.
        """
        self._model, self._small = None, small
        self.prompts.forget()
        beside = small.path if small is not None else None
        settings = replace(settings, adapter=model.adapter, small_model=beside)
        for event in self._engine.load(model.path, settings):
            match event:
                case Progress():
                    yield event
                case Ready():
                    self._model = model
                    tokens = event.model.context_tokens
                    self.prompts.begin(model.control_tokens, tokens, own)
                    self._goes_back = event.model.goes_back
                    self._is_small = 0 < event.model.parameters < SMALL
                    yield event
                case Failed():
                    raise failure(event, model.path)

    def adapt(self, base: InstalledModel, adapter: InstalledAdapter | None, scale: float) -> None:
        """Let ``adapter`` work beside ``base``, which is loaded, or none.

        Raises ModelError or EngineError; then drafts are made as they were before.
        """
        path = None if adapter is None else adapter.path
        for event in self._engine.adapt(path, scale):
            if isinstance(event, Failed):
                raise failure(event, base.path)
            if isinstance(event, Adapted):
                self._model = adapted(base, adapter, scale)

    def draft(
        self,
        header: StudyHeader,
        text: str,
        sampling: Sampling | None = None,
        language: Language | None = None,
        wish: Wish | None = None,
    ) -> Iterator[DraftEvent]:
        """Draft an impression for ``text``: Progress and Token events, then Drafted.

        A draft that was stopped ends with Drafted too, its reason ``cancelled``. What streams in
        may get its form, by the style of ``wish``, only with the last event. Raises InputError
        for findings that are empty or do not fit, EngineError where the engine fails.
        """
        self._loaded()
        wish = wish or Wish(self.style)
        report = prepare(header, text, language)
        prompt = self.prompts.build(report, header, wish.told)
        bare = self.prompts.build(report, None, wish.told)
        sampling = sampling or Sampling()
        try:
            yield from self._drafted(report, prompt, sampling, wish)
        except FindingsTooLong:
            if len(bare.segments) == len(prompt.segments):
                raise
            # The findings go before examples.
            yield from self._drafted(report, bare, sampling, wish)

    def _drafted(
        self, report: PreparedReport, prompt: Prompt, sampling: Sampling, wish: Wish
    ) -> Iterator[DraftEvent]:
        count = self.candidates if sampling.temperature <= 0 else 1
        sampling = replace(
            wish.sampling(sampling),
            stop_texts=prompt.stop_texts,
            candidates=count,
            shaped=wish.code,
        )
        unfinished = self._draft_of(report, prompt, sampling)
        if self._several is not None and count > 1:
            yield from self._chosen(unfinished, prompt, self._several, wish)
            return
        for event in self._generated(prompt, sampling, self._small_prompt(report)):
            if isinstance(event, Done):
                yield Drafted(finished(unfinished, event, wish.style))
            else:
                yield event

    def _small_prompt(self, report: PreparedReport) -> tuple[Segment, ...]:
        """Return the report as a prompt for the small model, () where there is none."""
        if self._small is None:
            return ()
        template = self.prompts.chosen(self._small.control_tokens)
        return build_prompt(template, report.header, report.findings, report.language).segments

    def _generated(
        self,
        prompt: Prompt,
        sampling: Sampling,
        small_prompt: tuple[Segment, ...] = (),
        others: Sequence[Sampling] = (),
    ) -> Iterator[Progress | Token | Done]:
        """Write a draft; one that was stopped before its first word ends with Done too."""
        reserve = min(sampling.max_tokens, RESERVE_TOKENS)
        for event in self._engine.generate(
            prompt.segments, sampling, reserve, small_prompt=small_prompt, others=tuple(others)
        ):
            match event:
                case Progress() | Token() | Done():
                    yield event
                case Failed(kind=FailureKind.CANCELLED):
                    yield Done(event.request_id, "", StopReason.CANCELLED, _NOT_TIMED)
                case Failed(kind=FailureKind.PROMPT_TOO_LONG):
                    raise FindingsTooLong(
                        prompt_tokens=event.prompt_tokens,
                        reserve=reserve,
                        context_tokens=event.context_tokens,
                    )
                case Failed():
                    raise failure(event, self._loaded().path)

    def _chosen(
        self, unfinished: Draft, prompt: Prompt, several: Several, wish: Wish
    ) -> Iterator[DraftEvent]:
        """Write several drafts, then show the one that the checks bear out best.

        Stopped, it shows the first as far as it is.
        """
        began = time.perf_counter()
        samplings = [unfinished.sampling, *several.others(unfinished.sampling)]
        for event in self._generated(prompt, samplings[0], others=samplings[1:]):
            if isinstance(event, Progress):
                yield event
            elif isinstance(event, Done):
                draft = chosen(finished(unfinished, event), event, samplings, several, wish)
                passed = (time.perf_counter() - began) * 1000
                if draft.impression:
                    yield Token(event.request_id, draft.impression)
                yield Drafted(replace(draft, timings=replace(event.timings, ttft_ms=passed)))

    def alternatives(
        self, header: StudyHeader, text: str, draft: Draft, wish: Wish | None = None
    ) -> tuple[Alternative, ...]:
        """Write drafts beside ``draft`` for a model that wrote one alone: three in one batch.

        Returns those that say it in other words, the best first; none where it was stopped. Raises
        as ``draft`` does.
        """
        wish = wish or Wish(self.style)
        report = prepare(header, text, draft.language)
        prompt = self.prompts.build(report, header, wish.told)
        first = replace(draft.sampling, stop_texts=prompt.stop_texts, candidates=BESIDE)
        samplings = [drawn(first, draft.sampling.seed + n) for n in range(1, BESIDE + 1)]
        for event in self._generated(prompt, samplings[0], others=samplings[1:]):
            if isinstance(event, Done) and event.stop_reason is not StopReason.CANCELLED:
                return alternatives_of(draft, event, samplings, self._several, wish)
        return ()

    def read_ahead(
        self, header: StudyHeader, text: str, most_tokens: int, *, closing: bool = False
    ) -> AheadRead | None:
        """Read at most ``most_tokens`` more of findings that are still being typed.

        With ``closing`` also what the prompt says after them, which text that is added makes vain;
        not where the model could then take nothing back.
        A draft of a text that begins with ``text`` then need not read that again. Returns how far
        it is read (of 0 tokens where there are no findings yet), None where it was stopped. Raises
        EngineError where the engine failed.
        """
        if self._model is None:
            return None
        try:
            report = prepare(header, text)
        except InputError:
            return AheadRead(0, 0, 0)
        prompt = self.prompts.build(report, header, Wish(self.style).told)
        segments = prompt.segments if closing and self._goes_back else prompt.segments[:-1]
        for event in self._engine.read_ahead(segments, most_tokens):
            if isinstance(event, AheadRead):
                return event
            if isinstance(event, Failed) and event.kind is not FailureKind.CANCELLED:
                raise failure(event, self._model.path)
        return None

    def remember(self, reports: Sequence[PastReport]) -> None:
        """Let the engine propose tokens from ``reports``, and examples be chosen from them."""
        self.prompts.remember(reports)
        impressions = tuple(each.impression for each in reports)
        if impressions:
            deque(self._engine.remember(impressions), maxlen=0)

    def stop(self) -> None:
        """Stop what the engine is doing, within 1 s."""
        self._engine.cancel()

    def _draft_of(self, report: PreparedReport, prompt: Prompt, sampling: Sampling) -> Draft:
        """Return the draft as it stands before its first word."""
        model = self._loaded()
        return Draft(
            header=report.header,
            language=report.language,
            findings=report.findings,
            impression="",
            stop_reason=StopReason.CANCELLED,
            timings=_NOT_TIMED,
            model_id=model.id,
            model_sha256=model.sha256,
            prompt_version=prompt.template,
            sampling=sampling,
        )

    def _loaded(self) -> InstalledModel:
        """Return the model; a defect of ours where there is none."""
        if self._model is None:
            raise InternalError("a draft was asked for before a model was loaded")
        return self._model

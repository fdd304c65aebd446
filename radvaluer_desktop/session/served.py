"""ServedSession: drafts on a department's server, from texts without identifiers.

The text of a report leaves this computer here and nowhere else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.inference.engine import Engine
from radvaluer_desktop.inference.messages import (
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
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.general import Example
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.deid.beside import DeidentificationFailed
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.safety.deid.restore import Restorer, originals
from radvaluer_desktop.session.choosing import finished
from radvaluer_desktop.session.draft import Draft, Drafted, DraftEvent
from radvaluer_desktop.session.prepared import PreparedReport, prepare
from radvaluer_desktop.session.server_failures import NotDeidentified, server_failure
from radvaluer_desktop.session.wish import Wish

if TYPE_CHECKING:  # the rules take a tenth of a second to import; a process of their own does
    from radvaluer_desktop.safety.deid.deidentify import Deidentified

Deidentify = Callable[[Sequence[str], Known], "tuple[Deidentified, ...]"]
ChooseExamples = Callable[[StudyHeader, Language, int], tuple[Example, ...]]
_OLDEST = 89  # years; above that an age tells who it is (45 CFR 164.514(b)(2)(i)(C))
_NOT_TIMED = Timings(0, 0, 0.0, 0.0, 0.0)


def _no_examples(
    _header: StudyHeader, _language: Language, _context_tokens: int
) -> tuple[Example, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model on a server; nobody here sees its file, so that its place stands for a hash."""

    name: str
    host: str

    @property
    def id(self) -> str:
        """Its name there, and where."""
        return f"{self.name} ({self.host})"

    @property
    def sha256(self) -> str:
        """What tells it from others, as far as it can be told."""
        return f"server:{self.host}/{self.name}"


class ServedSession:
    """Drafts with one server's model. Any number of threads may draft at once."""

    def __init__(
        self,
        engine: Engine,
        host: str,
        template: PromptTemplate,
        deidentify: Deidentify | None,
        known: Known = Known(),  # noqa: B008 - frozen
        examples: ChooseExamples = _no_examples,
    ) -> None:
        """``deidentify`` None: the server is trusted with what identifies a person.

        ``known``: what is looked for in the texts beside what rules find. ``examples``: reports of
        other patients, which a trusted server alone is shown.
        """
        self._engine, self._host, self._template = engine, host, template
        self._deidentify, self._known = deidentify, known
        self._examples = examples if deidentify is None else _no_examples
        self._context_tokens = 0
        self._lock = threading.Lock()
        self._model: ServedModel | None = None
        self.candidates = 1

    @property
    def host(self) -> str:
        """Where the text goes."""
        return self._host

    @property
    def is_trusted(self) -> bool:
        """Whether identifiers go there too."""
        return self._deidentify is None

    @property
    def model(self) -> ServedModel | None:
        """The server's model, known once it was asked."""
        return self._model

    @property
    def template(self) -> PromptTemplate:
        """The prompt template that the server's model gets."""
        return self._template

    @property
    def prompt_version(self) -> str:
        """Name of that template."""
        return self._template.name

    def connect(self) -> ServedModel:
        """Ask the server for its model, once. Raises ServerFailed."""
        with self._lock:
            if self._model is None:
                for event in self._engine.load(Path(), EngineSettings()):
                    if isinstance(event, Failed):
                        raise server_failure(event, self._host)
                    if isinstance(event, Ready):
                        self._context_tokens = event.model.context_tokens
                        self._model = ServedModel(str(event.model.path), self._host)
            if self._model is None:
                raise InternalError("a server's engine ended without a closing event")
            return self._model

    def draft(
        self,
        header: StudyHeader,
        text: str,
        sampling: Sampling | None = None,
        language: Language | None = None,
        wish: Wish | None = None,
    ) -> Iterator[DraftEvent]:
        """Draft on the server: Token events, then Drafted, both with the report's own identifiers.

        Raises InputError, or ServerFailed; what was written until then is no draft.
        """
        wish = wish or Wish()
        report = prepare(header, text, language)
        model = self.connect()
        clean, findings, restorer = self._without_identifiers(report)
        told = self._examples(header, report.language, self._context_tokens)
        prompt = build_prompt(self._template, clean, findings, report.language, told, wish.told)
        sampling = replace(
            wish.sampling(sampling or Sampling()),
            stop_texts=prompt.stop_texts,
            candidates=1,
            shaped=wish.code,
        )
        for event in self._generated(prompt.segments, sampling):
            if isinstance(event, Token):
                shown = restorer.push(event.text)
                if shown:
                    yield replace(event, text=shown)
            elif isinstance(event, Done):
                rest = restorer.push("", final=True)
                if rest:
                    yield Token(event.request_id, rest)
                done = replace(event, text=restorer.whole(event.text))
                draft = _draft_of(report, done, model, prompt.template, sampling)
                yield Drafted(finished(draft, done, wish.style))
            else:
                yield event

    def stop(self) -> None:
        """Stop every draft that is being written."""
        self._engine.cancel()

    def close(self) -> None:
        """Close the connections."""
        self._engine.close()

    def _generated(
        self, segments: tuple[Segment, ...], sampling: Sampling
    ) -> Iterator[Progress | Token | Done]:
        for event in self._engine.generate(segments, sampling):
            match event:
                case Progress() | Token() | Done():
                    yield event
                case Failed(kind=FailureKind.CANCELLED):
                    yield Done(event.request_id, "", StopReason.CANCELLED, _NOT_TIMED)
                case Failed():
                    raise server_failure(event, self._host)

    def _without_identifiers(self, report: PreparedReport) -> tuple[StudyHeader, str, Restorer]:
        """Return what may be sent, and what puts identifiers back. Raises NotDeidentified."""
        header = report.header
        if self._deidentify is None:
            return header, report.findings, Restorer({})
        texts = (
            *(header.order or "", header.indication or "", header.prior or ""),
            report.findings,
        )
        try:
            found = self._deidentify(texts, Known.of_study(header, others=self._known.values))
        except DeidentificationFailed as error:
            raise NotDeidentified(server=self._host, detail=error) from error
        order, indication, prior, findings = (each.text for each in found)
        age = header.age if header.age is None or header.age <= _OLDEST else None
        clean = replace(
            header, order=order, indication=indication, prior=prior, age=age, pseudonym=None
        )
        return clean, findings, Restorer(originals(found, texts))


def _draft_of(
    report: PreparedReport, done: Done, model: ServedModel, prompt: str, sampling: Sampling
) -> Draft:
    return Draft(
        header=report.header,
        language=report.language,
        findings=report.findings,
        impression=done.text,
        stop_reason=done.stop_reason,
        timings=done.timings,
        model_id=model.id,
        model_sha256=model.sha256,
        prompt_version=prompt,
        sampling=sampling,
    )

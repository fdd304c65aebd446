"""Which prompt a model gets: its template, the words of a language, examples that fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.feedback.records import PastReport
from radvaluer_desktop.prompting.build import Prompt, Wishes, build_prompt
from radvaluer_desktop.prompting.general import Example
from radvaluer_desktop.prompting.templates import PromptTemplate, choose_template
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.examples import Examples


class Report(Protocol):
    """What of a text goes into a prompt."""

    @property
    def header(self) -> StudyHeader:
        """The exam header."""
        ...

    @property
    def findings(self) -> str:
        """The findings alone."""
        ...

    @property
    def language(self) -> Language:
        """Of the findings, and of the draft."""
        ...


class Prompts:
    """Makes the prompts of the model that was named last."""

    def __init__(self, templates: Sequence[PromptTemplate], examples: int = 0) -> None:
        """``examples``: how many accepted reports a general model is shown."""
        self._templates = templates
        self._examples = Examples(examples)
        self._context_tokens = 0
        self._template: PromptTemplate | None = None

    @property
    def template(self) -> PromptTemplate | None:
        """The template of the model that was named last."""
        return self._template

    def chosen(self, control_tokens: Collection[str]) -> PromptTemplate:
        """Return the template for a vocabulary."""
        return choose_template(self._templates, control_tokens)

    def begin(
        self, control_tokens: Collection[str], context_tokens: int, own: PromptTemplate | None
    ) -> None:
        """Another model drafts; ``own``: the frame that came with it, for one that was not taught.

        A model that was taught on one of our templates gets that.
        """
        chosen = self.chosen(control_tokens)
        self._template = own if own is not None and not chosen.is_taught else chosen
        self._context_tokens = context_tokens

    def forget(self) -> None:
        """No model drafts."""
        self._template = None

    def remember(self, reports: Iterable[PastReport]) -> None:
        """Choose examples from ``reports`` too."""
        self._examples.remember(reports)

    def examples(
        self, header: StudyHeader, language: Language, context_tokens: int = 0
    ) -> tuple[Example, ...]:
        """Return the examples for an examination, with any general template."""
        return self._examples.choose(header, language, context_tokens or self._context_tokens)

    @property
    def take_wishes(self) -> bool:
        """Whether the model that was named last is told of styles and instructions."""
        return self._template is not None and bool(self._template.general)

    def build(
        self,
        report: Report,
        opened_with: StudyHeader | None = None,
        wishes: Wishes | None = None,
    ) -> Prompt:
        """Return the prompt for ``report``. Raises InternalError before a model was named.

        ``opened_with``: the exam header, without what the typed text adds to it, by which examples
        are chosen; None for a prompt without any.
        """
        template = self._template
        if template is None:
            raise InternalError("a prompt was asked for before a model was named")
        told: tuple[Example, ...] = ()
        if opened_with is not None and template.general:
            told = self.examples(opened_with, report.language)
        return build_prompt(template, report.header, report.findings, report.language, told, wishes)

"""Turns a study's header and findings into the segments of a prompt.

The order is constant, exam header, accepted reports, findings, closing: what changes least comes
first, so that the evaluated beginning can be kept. Only template text may be parsed for special
tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from radvaluer_desktop.inference.messages import Segment
from radvaluer_desktop.prompting.general import Example, GeneralPrompt
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.report.style import Style


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the radiologist asks for besides: a style, and of one draft an instruction."""

    style: Style = field(default_factory=Style)
    instruction: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt, ready for an engine. ``template`` is the name kept with the decision."""

    segments: tuple[Segment, ...]
    stop_texts: tuple[str, ...]
    template: str


def build_prompt(
    template: PromptTemplate,
    header: StudyHeader,
    findings: str,
    language: Language,
    examples: Sequence[Example] = (),
    wishes: Wishes | None = None,
) -> Prompt:
    """Return the prompt for ``findings`` (clean text, no headings).

    ``examples``: accepted reports, and ``wishes``: what the radiologist asks for; general templates
    alone have a place for them.
    """
    lines = "\n".join(header_lines(header, language))
    words = template.words(language)
    if words is not None:
        segments = _general(template, words, header, lines, findings, examples, wishes or Wishes())
    else:
        segments = (
            Segment(template.constant, special=True, storable=True),
            Segment(template.exam, special=True),
            Segment(lines),
            Segment(template.findings, special=True),
            Segment(findings.strip()),
            Segment(template.closing, special=True),
        )
    return Prompt(segments, template.stop_texts, template.name)


def _general(
    template: PromptTemplate,
    words: GeneralPrompt,
    header: StudyHeader,
    lines: str,
    findings: str,
    examples: Sequence[Example],
    wishes: Wishes,
) -> tuple[Segment, ...]:
    told: list[Segment] = []
    for example in examples:
        told += (
            Segment(words.example_findings, special=True),
            Segment(example.findings.strip()),
            Segment(words.example_impression, special=True),
            Segment(example.impression.strip()),
        )
    asked: tuple[Segment, ...] = ()
    if instruction := " ".join(wishes.instruction.split()):
        asked = (Segment(words.instruction, special=True), Segment(instruction))
    return (
        Segment(
            f"{template.constant}{words.system}{template.between}", special=True, storable=True
        ),
        Segment(words.exam, special=True),
        Segment(lines),
        Segment(words.guidance_for(header.body_system), special=True),
        *_style(words, wishes.style),
        *([Segment(words.examples, special=True)] if examples else ()),
        *told,
        Segment(words.findings, special=True),
        Segment(findings.strip()),
        *asked,
        Segment(template.closing, special=True),
    )


def _style(words: GeneralPrompt, style: Style) -> Iterator[Segment]:
    """Say what one radiologist's style asks for; phrases are a person's text, never parsed."""
    codes = (style.form.value, style.length.value)
    told = "".join(words.styles.get(code, "") for code in codes)
    if told:
        yield Segment(told, special=True)
    for phrase in style.phrases:
        said, says = (" ".join(text.split()) for text in (phrase.said, phrase.says))
        yield Segment(words.phrase.format(said, says))


def header_lines(header: StudyHeader, language: Language) -> Iterator[str]:
    """Yield the exam header as ``name: value`` lines; what is not known is left out.

    The pseudonym is for people and the store alone.
    """
    yield f"language: {language.value}"
    named = {
        "system": header.body_system,
        "modality": header.modality,
        "side": header.side,
        "sex": header.sex,
        "age": header.age,
        "order": header.order,
        "indication": header.indication,
        "prior": header.prior,
    }
    for name, value in named.items():
        if value not in (None, ""):
            yield f"{name}: {' '.join(str(value).split())}"

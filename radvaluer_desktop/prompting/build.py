"""Turns a study's header and findings into the segments of a prompt.

The order is constant, exam header, findings, closing: what changes least comes first, so that the
evaluated beginning can be kept. Only template text may be parsed for special tokens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from radvaluer_desktop.inference.messages import Segment
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.report.study import Language, StudyHeader


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt, ready for an engine. ``template`` is the name kept with the decision."""

    segments: tuple[Segment, ...]
    stop_texts: tuple[str, ...]
    template: str


def build_prompt(
    template: PromptTemplate, header: StudyHeader, findings: str, language: Language
) -> Prompt:
    """Return the prompt for ``findings`` (clean text, no headings)."""
    segments = (
        Segment(template.constant, special=True, storable=True),
        Segment(template.exam, special=True),
        Segment("\n".join(header_lines(header, language))),
        Segment(template.findings, special=True),
        Segment(findings.strip()),
        Segment(template.closing, special=True),
    )
    return Prompt(segments, template.stop_texts, template.name)


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

"""The reports of a benchmark, as prompts."""

from __future__ import annotations

from collections.abc import Sequence

from radvaluer_desktop.assets import resource
from radvaluer_desktop.evaluation.bench import BenchCase
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.inference.messages import Segment
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import PromptTemplate, choose_template, load_templates
from radvaluer_desktop.report.cleaning import normalised


def cases_of(
    reports: Sequence[LabelledReport],
    control_tokens: Sequence[str],
    most: int,
    small_tokens: Sequence[str] | None = None,
) -> list[BenchCase]:
    """Return at most ``most`` reports as cases for a model with ``control_tokens``.

    ``small_tokens``: those of the small model beside it, where there is one.
    """
    templates = load_templates(resource("prompts"))
    large = choose_template(templates, tuple(control_tokens))
    small = None if small_tokens is None else choose_template(templates, tuple(small_tokens))
    return [_case(report, large, small) for report in reports[:most]]


def impressions_of(
    history: Sequence[LabelledReport], cases: Sequence[BenchCase]
) -> tuple[str, ...]:
    """Return the impressions of ``history`` but for reports that are among ``cases``."""
    tested = {normalised(case.findings) for case in cases}
    return tuple(
        report.impression for report in history if normalised(report.findings) not in tested
    )


def _case(
    report: LabelledReport, template: PromptTemplate, small: PromptTemplate | None
) -> BenchCase:
    def prompt(findings: str) -> tuple[Segment, ...]:
        return build_prompt(template, report.header, findings, report.language).segments

    beside: tuple[Segment, ...] = ()
    if small is not None:
        told = build_prompt(small, report.header, report.findings, report.language)
        beside = told.segments
    return BenchCase(report.findings, report.impression, prompt, beside)

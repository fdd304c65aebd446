"""Sensitivity and specificity on planted errors and their controls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.result import Issue
from tests.checks.measuring.statistics import table, wilson
from tests.checks.planter import PLANTS, plant
from tests.checks.planting.cases import Case, Span

# An empty impression has no place that could be shown.
_NO_SPAN = {"empty"}


def overlap(one: Span | None, other: Span) -> bool:
    """Whether two spans share a character."""
    return one is not None and one[0] < other[1] and other[0] < one[1]


def at_span(issue: Issue, case: Case) -> bool:
    """Whether the issue points at what was planted."""
    if case.span is None:
        return False
    places = {"impression": issue.impression_span, "findings": issue.findings_span}
    there = places.pop(case.span_in or "impression")
    (elsewhere,) = places.values()
    return any(overlap(there, span) for span in (case.span, *case.also)) or any(
        overlap(elsewhere, span) for span in case.elsewhere
    )


def hit(case: Case, issues: Iterable[Issue]) -> bool:
    """Whether an issue of the planted kind points at what was planted."""
    return any(
        issue.kind.value == case.kind and (case.kind in _NO_SPAN or at_span(issue, case))
        for issue in issues
    )


def judge(checker: Checker, case: Case) -> tuple[bool, tuple[Issue, ...]]:
    """Say whether the checker did right by the case, and what it said."""
    issues = checker.check(case.findings, case.impression, case.header).issues
    if case.planted:
        return hit(case, issues), issues
    return all(issue.kind.value != case.kind for issue in issues), issues


def measure_planted(checker: Checker, languages: Iterable[str]) -> list[dict[str, Any]]:
    """Return a row a kind and language."""
    rows = []
    for kind in PLANTS:
        for language in languages:
            cases = plant(kind, language)
            if cases:
                rows.append(_row(checker, kind, language, cases))
    return rows


def _row(checker: Checker, kind: str, language: str, cases: list[Case]) -> dict[str, Any]:
    right: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    anything = 0
    for case in cases:
        good, issues = judge(checker, case)
        total[case.planted] += 1
        right[case.planted] += good
        anything += case.planted and (good or any(at_span(issue, case) for issue in issues))
    return {
        "kind": kind,
        "language": language,
        "planted": total[True],
        "controls": total[False],
        "sensitivity": right[True] / total[True],
        "sensitivity_95": wilson(right[True], total[True]),
        "specificity": right[False] / total[False],
        "specificity_95": wilson(right[False], total[False]),
        "any_kind_at_span": anything / total[True],
    }


def planted_table(rows: list[dict[str, Any]]) -> str:
    """Write the rows; "any" is the share where an issue of any kind points at the error."""

    def share(row: dict[str, Any], name: str) -> str:
        low, high = row[f"{name}_95"]
        return f"{row[name]:6.1%} ({low:.1%}-{high:.1%})"

    head = ["kind", "lang", "n", "sensitivity (95 %)", "any", "controls", "specificity (95 %)"]
    body = [
        [
            row["kind"],
            row["language"],
            str(row["planted"]),
            share(row, "sensitivity"),
            f"{row['any_kind_at_span']:.1%}",
            str(row["controls"]),
            share(row, "specificity"),
        ]
        for row in rows
    ]
    return table(head, body)


def failures(checker: Checker, kind: str, languages: Iterable[str], count: int) -> Iterator[str]:
    """Describe the first cases of ``kind`` that went wrong; text of reports, for the desk only."""
    for language in languages:
        wrong = ((c, judge(checker, c)) for c in plant(kind, language))
        shown = 0
        for case, (good, issues) in wrong:
            if good or shown >= count:
                continue
            shown += 1
            yield described(case, issues)


def described(case: Case, issues: Iterable[Issue]) -> str:
    """Both texts with the error in brackets, and every issue with what it quotes."""
    texts = {"findings": case.findings, "impression": case.impression}
    if case.span is not None and case.span_in is not None:
        text, (start, end) = texts[case.span_in], case.span
        texts[case.span_in] = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    label = f"{case.kind} {'planted' if case.planted else 'control'}"
    header = case.header
    lines = [
        f"--- {label} {case.language} {case.source} {case.made}",
        f"    H: {header.order} | {header.modality} | {header.sex} {header.age} | {header.prior}",
        f"    F: {texts['findings']}",
        f"    I: {texts['impression']}",
    ]
    lines.extend(f"    {quoted(i, case.findings, case.impression)}" for i in issues)
    return "\n".join(lines)


def quoted(issue: Issue, findings: str, impression: str) -> str:
    """One issue with the words that it points at."""
    parts = [f"{issue.kind.value}/{issue.severity.value}: {issue.message}"]
    for name, text, span in (
        ("I", impression, issue.impression_span),
        ("F", findings, issue.findings_span),
    ):
        if span is not None:
            parts.append(f"{name}[{span[0]}:{span[1]}] “{text[span[0] : span[1]]}”")
    return "  ".join(parts)

"""``radvaluer check``: does the impression say what the findings say?"""

from __future__ import annotations

import json
from typing import Any

import click

from radvaluer_desktop.cli.header import header_of, header_options
from radvaluer_desktop.cli.reading import read_report
from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.result import CheckResult, Span


@click.command()
@click.option("--findings", "findings_file", metavar="FILE|-", required=True, help="The findings.")
@click.option("--impression", "impression_file", metavar="FILE|-", required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@header_options
def check(findings_file: str, impression_file: str, *, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Check an impression against its findings.

    Exit code 0 whatever it finds. Places are characters of the texts, from 0, the end exclusive.
    """
    if findings_file == impression_file == "-":
        raise click.UsageError("Only one of the two texts can come from standard input.")
    findings, impression = read_report(findings_file), read_report(impression_file)
    result = Checker().check(findings, impression, header_of(values))
    if as_json:
        click.echo(json.dumps(as_dictionary(result, impression), ensure_ascii=False))
    else:
        _print(result, findings, impression)


def as_dictionary(result: CheckResult, impression: str) -> dict[str, object]:
    """Return ``result`` as it is printed with ``--json``."""
    return {
        "statements": [
            {
                "text": impression[each.start : each.end],
                "start": each.start,
                "end": each.end,
                "kind": each.kind.value,
                "supported": each.supported,
                "evidence": [
                    {"start": ground.start, "end": ground.end, "strength": ground.strength}
                    for ground in each.evidence
                ],
            }
            for each in result.statements
        ],
        "issues": [
            {
                "kind": issue.kind.value,
                "severity": issue.severity.value,
                "message": issue.message,
                "findings_span": _pair(issue.findings_span),
                "impression_span": _pair(issue.impression_span),
            }
            for issue in result.issues
        ],
        "left_out": [
            {"start": each.start, "end": each.end, "urgency": each.urgency}
            for each in result.left_out
        ],
    }


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _print(result: CheckResult, findings: str, impression: str) -> None:
    for each in result.statements:
        mark = " " if each.supported else "?"
        click.echo(f"{mark} {each.kind.value:<9} {_line(impression, (each.start, each.end))}")
        for ground in each.evidence:
            quoted = _line(findings, (ground.start, ground.end))
            click.echo(f"      {ground.strength:.0%} {quoted}")
    click.echo()
    for issue in result.issues:
        click.echo(f"{issue.severity.value}: {issue.message}")
        for name, text, span in (
            ("impression", impression, issue.impression_span),
            ("findings", findings, issue.findings_span),
        ):
            if span is not None:
                click.echo(f"    {name}: {_line(text, span)}")
    if not result.issues:
        click.echo("No issue was found. That is no proof that there is none.")


def _line(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())

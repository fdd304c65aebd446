"""``radvaluer draft``: one report in, its impression streamed to the terminal."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from radvaluer_desktop.assets import resource
from radvaluer_desktop.cli.drafting import (
    engine_options,
    loaded_application,
    sampling_of,
    server_option,
    warn_of_adapter,
)
from radvaluer_desktop.cli.header import header_of, header_options
from radvaluer_desktop.cli.reading import read_report
from radvaluer_desktop.inference.messages import Sampling, StopReason, Token
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.session.fall_back import FellBack
from radvaluer_desktop.session.loading import WithoutAdapter
from radvaluer_desktop.session.prepared import prepare


@click.command()
@click.argument("source", metavar="[FILE|-]", default="-")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@engine_options
@header_options
@server_option
@click.pass_context
def draft(ctx: click.Context, /, source: str, *, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Draft the impression of the report in FILE, or on standard input.

    The text may be findings alone or a whole report; nothing is kept.
    """
    header, text = header_of(values), read_report(source)
    language = Language(values["lang"]) if values["lang"] else None
    prepare(header, text, language)  # bad findings are refused before a model is loaded for them
    with loaded_application(
        ctx.obj.locations,
        values["model"],
        anyway=values["load_anyway"],
        server=values["server"],
    ) as application:
        streams = as_json or application.served is None  # what a server wrote may become void
        sampling, model = sampling_of(values), values["model"]
        for event in application.draft(header, text, sampling, language, model=model):
            if isinstance(event, FellBack):
                _print_fall_back(event, as_json=as_json)
            elif isinstance(event, WithoutAdapter):
                warn_of_adapter(event)
            elif isinstance(event, Token) and streams:
                _print_token(event.text, as_json=as_json)
            elif isinstance(event, Drafted):
                if not streams:
                    _print_token(event.draft.impression, as_json=False)
                _print_end(event.draft, as_json=as_json)


def draft_example(places: Locations) -> None:
    """Show the synthetic example report and draft it in the terminal."""
    text = resource("examples/en.txt").read_text(encoding="utf-8")
    click.echo(text)
    with loaded_application(places, None) as application:
        click.echo("AI DRAFT (demonstration model, not for clinical use):")
        for event in application.session.draft(StudyHeader(), text, Sampling()):
            if isinstance(event, Token):
                _print_token(event.text, as_json=False)
        click.echo()


def _print_token(text: str, *, as_json: bool) -> None:
    if as_json:
        _print_json({"event": "token", "text": text})
    else:
        click.echo(text, nl=False)


def _print_fall_back(event: FellBack, *, as_json: bool) -> None:
    if as_json:
        _print_json({"event": "fell_back", "reason": str(event.reason)})
    click.echo(f"radvaluer: {event.reason} This computer drafts instead.", err=True)


def _print_end(finished: Draft, *, as_json: bool) -> None:
    if not as_json:
        click.echo()
        _print_note(finished)
        return
    _print_json(
        {
            "event": "done",
            "impression": finished.impression,
            "stop_reason": finished.stop_reason.value,
            **asdict(finished.timings),
            "model": {"id": finished.model_id, "sha256": finished.model_sha256},
        }
    )


def _print_note(finished: Draft) -> None:
    """Say on stderr what the text is, so that stdout holds the impression alone."""
    click.echo(f"AI draft by {finished.model_id}: check it against the findings.", err=True)
    if finished.stop_reason in (StopReason.MAX_TOKENS, StopReason.CONTEXT_FULL):
        tokens = finished.timings.completion_tokens
        click.echo(f"It was cut off after {tokens} tokens; raise --max-tokens.", err=True)


def _print_json(value: dict[str, object]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))

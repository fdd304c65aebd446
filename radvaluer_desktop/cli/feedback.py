"""``radvaluer feedback``: reads what was decided about drafts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

import click

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.feedback.store import read_store
from radvaluer_desktop.paths import Locations

_START = 40  # characters of the final impression in the table
_COLUMNS = "{:<20} {:<9} {:<4} {:>5} {:>9}  {:<24}  {}"
_TITLES = ("decided (UTC)", "verdict", "lang", "edits", "seconds", "model", "final impression")


@click.group()
def feedback() -> None:
    """Read the decisions that are kept on this workstation."""


@feedback.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with whole texts.")
@click.option("--limit", type=click.IntRange(min=1), help="Only this many, the newest.")
def list_decisions(*, as_json: bool, limit: int | None) -> None:
    """List decisions, newest first.

    Without --json each is one line of a table, with the beginning of its final impression. Where
    the keyring is missing or locked this fails, even before anything was kept: nothing would be.
    """
    locations: Locations = click.get_current_context().obj.locations
    keyring = Keyring()
    keyring.must_answer()
    store = read_store(locations.feedback_database, keyring)
    if store is None:
        _print([], as_json=as_json)
        return
    with store:
        _print(store.decisions(limit), as_json=as_json)


def _print(decisions: Iterable[Decision], *, as_json: bool) -> None:
    lines = map(_json_line if as_json else _table_line, decisions)
    first = next(lines, None)
    if first is None:
        if not as_json:
            click.echo("No decision is kept yet.")
        return
    if not as_json:
        click.echo(_COLUMNS.format(*_TITLES))
    click.echo(first)
    for line in lines:
        click.echo(line)


def _json_line(decision: Decision) -> str:
    return json.dumps(asdict(decision), ensure_ascii=False, default=datetime.isoformat)


def _table_line(decision: Decision) -> str:
    text = " ".join(decision.final.split())
    return _COLUMNS.format(
        f"{decision.decided_at:%Y-%m-%d %H:%M:%S}",
        decision.verdict.value,
        decision.language.value,
        decision.edits,
        f"{decision.seconds_to_decide:.1f}",
        decision.model_id[:24],
        text if len(text) <= _START else text[: _START - 1] + "…",
    ).rstrip()

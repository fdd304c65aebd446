"""``radvaluer feedback``: reads what was decided about drafts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

import click

from radvaluer_desktop.cli.backups import backup, backups, erase, restore
from radvaluer_desktop.cli.export import export, merge, verify
from radvaluer_desktop.cli.store import opened, store_place
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.feedback.store import FeedbackStore, read_store

_PAGE = 100
_NONE_KEPT = "No decision is kept yet."
_NONE_FOUND = "No decision holds all of these words."
_FIGURES = "{:<24} {:<9} {:>9} {:>7} {:>8}"
_START = 40  # characters of the final impression in the table
_COLUMNS = "{:<20} {:<9} {:<4} {:>5} {:>9}  {:<24}  {}"
_TITLES = ("decided (UTC)", "verdict", "lang", "edits", "seconds", "model", "final impression")


@click.group()
def feedback() -> None:
    """Read, back up, restore, erase, export and merge what is kept on this workstation."""


for command in (backup, backups, restore, erase, export, verify, merge):
    feedback.add_command(command)


@feedback.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with whole texts.")
@click.option("--limit", type=click.IntRange(min=1), help="Only this many, the newest.")
@click.option("--search", metavar="WORDS", help="Only decisions that hold all of these words.")
def list_decisions(*, as_json: bool, limit: int | None, search: str | None) -> None:
    """List decisions, newest first.

    Without --json each is one line of a table, with the beginning of its final impression. Where
    the keyring is missing or locked this fails, even before anything was kept: nothing would be.
    The audit trail says that decisions were listed, and how many.
    """
    place = store_place()
    place.keyring.must_answer()
    store = read_store(place.database, place.keyring, place.rules)
    if store is None:
        _print([], as_json=as_json)
        return
    with store:
        counted = Counted(_found(store, limit, search))
        try:
            _print(counted, as_json=as_json, none=_NONE_FOUND if search else _NONE_KEPT)
        finally:
            event = Event.EXPORTED if as_json else Event.VIEWED
            store.note(event, decisions=counted.number, searched=search is not None)


@feedback.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def statistics(*, as_json: bool) -> None:
    """Show how the drafts of each model fared: decisions, edits and seconds, by verdict."""
    with opened(store_place()) as store:
        if not as_json:
            click.echo(_FIGURES.format("model", "verdict", "decisions", "edited", "seconds"))
        for each in store.figures():
            if as_json:
                click.echo(json.dumps(asdict(each), ensure_ascii=False))
            else:
                edited, seconds = f"{each.edit_fraction:.1%}", f"{each.seconds_to_decide:.1f}"
                row = (each.model_id[:24], each.verdict, each.decisions, edited, seconds)
                click.echo(_FIGURES.format(*row))


class Counted:
    """Decisions that are handed on, and how many were."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._decisions = decisions
        self.number = 0

    def __iter__(self) -> Iterator[Decision]:
        for decision in self._decisions:
            self.number += 1
            yield decision


def _found(store: FeedbackStore, limit: int | None, search: str | None) -> Iterator[Decision]:
    if search is None:
        yield from store.decisions(limit)
        return
    left, before = limit, None
    while left is None or left > 0:
        page = store.page(min(left or _PAGE, _PAGE), before=before, words=search)
        if not page:
            return
        yield from (each.decision for each in page)
        before = page[-1].serial
        left = None if left is None else left - len(page)


def _print(decisions: Iterable[Decision], *, as_json: bool, none: str = _NONE_KEPT) -> None:
    lines = map(_json_line if as_json else _table_line, decisions)
    first = next(lines, None)
    if first is None:
        if not as_json:
            click.echo(none)
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

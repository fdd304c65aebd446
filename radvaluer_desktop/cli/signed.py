"""``radvaluer feedback signed``: takes what was signed in the end, and says how far it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from radvaluer_desktop.cli.reading import opened_table
from radvaluer_desktop.cli.store import opened, store_place
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.signed import Reconciliation, SignedReport
from radvaluer_desktop.metrics.tally import Spread
from radvaluer_desktop.report.table import TableRow, streamed_rows

_NEEDED = ("accession", "impression")
_LONGEST = {"accession": 200, "impression": 100_000}  # characters
_NUMBERS = (
    *("matched", "unmatched", "new", "known", "replaced", "outdated"),
    *("unchanged", "changed", "after_rejection", "waiting"),
)


class RowsLeftOut(InputError):
    """Some rows were none; the rest was taken."""

    what = "{rows} rows of {path} could not be read and were left out; the others were taken."
    next_step = "Put right the lines that are named above, then run the same command again."


class Rows:
    """Reads signed reports from a table, and tells of rows that are none by their line."""

    def __init__(self, path: Path, rows: Iterator[TableRow]) -> None:
        self._path, self._rows = path, rows
        self.left_out = 0

    def __iter__(self) -> Iterator[SignedReport]:
        for row in self._rows:
            problem = row.problem or _problem(row.values)
            if problem:
                self.left_out += 1
                click.echo(f"radvaluer: line {row.line}: {problem}", err=True)
            else:
                accession, impression = (str(row.values[name]) for name in _NEEDED)
                yield SignedReport(accession, impression, _signed_at(row.values))


@click.command()
@click.argument(
    "file", metavar="FILE.csv|FILE.jsonl", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def signed(file: Path, *, as_json: bool) -> None:
    """Put impressions as they were signed beside the decisions of their studies.

    FILE has the columns accession and impression, and signed_at (ISO 8601) where it is known. The
    accession is what was typed into the field Study; only its pseudonym is looked for, and of
    studies that were not decided here nothing is kept. What was signed is what models learn.
    Run again with the same file, nothing changes.
    """
    with opened(store_place()) as store, opened_table(file) as text:
        rows = Rows(file, streamed_rows(file, text, _NEEDED))
        found = store.take_signed(rows)
    if as_json:
        click.echo(json.dumps(_as_dictionary(found, rows.left_out)))
    else:
        for line in _lines(found):
            click.echo(line)
    if rows.left_out:
        raise RowsLeftOut(rows=rows.left_out, path=file)


def _problem(values: Mapping[str, Any]) -> str:
    """Return what is wrong with a row, without a word of it; "" where nothing is."""
    for name in _NEEDED:
        text = values.get(name)
        if name == "accession" and type(text) is int:  # as JSON may have it
            continue
        if not isinstance(text, str) or not text.strip():
            return f"it has no {name}"
        if len(text) > _LONGEST[name]:
            return f"its {name} is longer than {_LONGEST[name]} characters"
    try:
        _signed_at(values)
    except (TypeError, ValueError, OverflowError):
        return "its signed_at is no time by ISO 8601"
    return ""


def _signed_at(values: Mapping[str, Any]) -> datetime | None:
    """Return when it was signed; a time without a zone is this computer's."""
    text = values.get("signed_at")
    return None if text in (None, "") else datetime.fromisoformat(text).astimezone()


def _as_dictionary(found: Reconciliation, left_out: int) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in _NUMBERS},
        "left_out": left_out,
        "changed_words": _spread(found.changed_words),
        "changed_fraction": _spread(found.changed_fraction),
    }


def _spread(spread: Spread | None) -> dict[str, Any] | None:
    return None if spread is None else asdict(spread)


def _lines(found: Reconciliation) -> Iterator[str]:
    yield f"{found.matched} matched a decision, {found.unmatched} did not and were not kept."
    yield (
        f"Of these {found.new} are new, {found.replaced} replace another text, {found.known} were "
        f"known, {found.outdated} are older than what is kept."
    )
    yield (
        f"Of the new and replacing ones {found.unchanged} are as accepted, {found.changed} were "
        f"changed afterwards, {found.after_rejection} follow a rejected draft."
    )
    words, fraction = found.changed_words, found.changed_fraction
    if words is not None and fraction is not None:
        yield (
            f"Changed ones: {words.median.value:g} words in the median, "
            f"{fraction.mean.value:.1%} of the text on average."
        )
    yield f"{found.waiting} decisions about a named study wait for what was signed."

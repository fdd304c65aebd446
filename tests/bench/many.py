"""Fills a store with very many decisions: some are kept as the window keeps them, then multiplied.

Keeping one costs a row of the audit trail, its figures and its words in the index; a million of
them take most of an hour. What is multiplied has the same texts, figures and words again, under ids
and numbers of its own, and no row in the audit trail.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.search import INDEXED, index_decision
from radvaluer_desktop.report.study import BodySystem, Language
from tests.bench.store import Ours, decisions
from tests.soak.provenance import provenance

_BEGAN = datetime(2024, 1, 1, 7, tzinfo=UTC)
_DAYS = 365 * 2
_BATCH = 10_000
_COLUMNS = (
    "SELECT name FROM pragma_table_info('{}') WHERE name NOT IN ('serial', 'id') ORDER BY cid"
)


def spread(made: Iterator[Decision], number: int, seed: int) -> Iterator[Decision]:
    """Yield ``made`` as if they came over two years, of all systems, houses and stations."""
    chance = random.Random(seed)  # noqa: S311 - which station, not a secret
    systems, verdicts = list(BodySystem), list(Verdict)
    for at, each in enumerate(made):
        verdict = chance.choices(verdicts, (60, 33, 7))[0]
        final = {Verdict.ACCEPTED: each.draft, Verdict.REJECTED: ""}.get(verdict, each.final)
        yield replace(
            each,
            header=replace(each.header, body_system=chance.choice(systems)),
            language=Language.CHINESE if "。" in each.findings else Language.ENGLISH,
            verdict=verdict,
            final=final,
            edits=0 if verdict is Verdict.ACCEPTED else chance.randrange(1, 30),
            edit_fraction=0.0 if verdict is Verdict.ACCEPTED else each.edit_fraction,
            institution=f"House {chance.randrange(3)}",
            station_id=f"ct-{chance.randrange(6)}",
            radiologist_id=f"r-{chance.randrange(12)}",
            checked=True,
            decided_at=_BEGAN + timedelta(days=_DAYS * at / number, seconds=at % 30_000),
        )


def multiply(ours: Ours, number: int) -> None:
    """Copy what is kept, in its order, until there are ``number`` decisions."""
    database = ours.database
    columns = ", ".join(name for (name,) in database.execute(_COLUMNS.format("decisions")))
    figures = ", ".join(name for (name,) in database.execute(_COLUMNS.format("figures")))
    (kept,) = database.execute("SELECT max(serial) FROM decisions").fetchone()
    while (there := ours.count()) < number:
        (last,) = database.execute("SELECT max(serial) FROM decisions").fetchone()
        begin, size = last - kept + 1, min(_BATCH, number - there)
        end = begin + size
        with ours.store._writing():
            database.execute(
                f"INSERT INTO decisions (serial, id, {columns})"  # noqa: S608
                f" SELECT serial + :kept, lower(hex(randomblob(16))), {columns} FROM decisions"
                " WHERE serial >= :begin AND serial < :end",
                {"kept": kept, "begin": begin, "end": end},
            )
            database.execute(
                f"INSERT INTO figures (serial, {figures}) SELECT serial + :kept, {figures}"  # noqa: S608
                " FROM figures WHERE serial >= :begin AND serial < :end",
                {"kept": kept, "begin": begin, "end": end},
            )
            texts = database.execute(
                f"SELECT serial, {', '.join(INDEXED)} FROM decisions"  # noqa: S608
                " WHERE serial >= ? AND serial < ?",
                [begin + kept, end + kept],
            ).fetchall()
            for serial, *values in texts:
                index_decision(database, serial, dict(zip(INDEXED, values, strict=True)))


def fill(folder: Path, kept: int, number: int, seed: int = 20260301) -> Ours:
    """Open the store in ``folder`` with ``number`` decisions, ``kept`` of them one by one."""
    ours = Ours(folder)
    began = time.perf_counter()
    if ours.count() < kept:
        more = itertools.islice(decisions(kept, seed), ours.count(), None)
        ours.fill(spread(more, kept, seed))
    if ours.count() < number:
        multiply(ours, number)
    took = time.perf_counter() - began
    size = ours.path.stat().st_size / 1e6
    print(f"{ours.count()} decisions, {size:.0f} MB, filled in {took:.0f} s", flush=True)
    return ours


def main() -> None:
    """Fill, and go on where it was stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument(
        "--kept", type=int, default=50_000, help="one by one, before they are multiplied"
    )
    parser.add_argument("--decisions", type=int, default=1_000_000)
    asked = parser.parse_args()
    print(provenance(), flush=True)
    fill(asked.folder, asked.kept, asked.decisions).store.close()


if __name__ == "__main__":
    main()

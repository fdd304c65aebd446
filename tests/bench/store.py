"""A million decisions in the store, beside plain SQLite through sqlite-utils: ``make bench-store``.

Both are filled with the same decisions about made-up reports in both languages. Then single
decisions are kept, each synced before it counts: in ours with its place in the index, its event in
the audit trail and the head outside; in the plain file a row through ``Table.insert`` with
``synchronous=FULL`` and an FTS5 table (trigram) that triggers keep up. Times are in milliseconds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from radvaluer_desktop.feedback.audit.opening import begin_trail
from radvaluer_desktop.feedback.audit.trail import Trail
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.connection import create_database, open_database
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.migrations import newest_version, upgrade
from radvaluer_desktop.feedback.records import Decision, new_id
from radvaluer_desktop.feedback.rows import decision_row
from radvaluer_desktop.feedback.statistics import GROUPINGS, statistics_of
from radvaluer_desktop.feedback.store import FeedbackStore
from radvaluer_desktop.training.corpus import make_reports
from tests.soak.provenance import provenance
from tests.unit.feedback.samples import CHECKS, decision

KEY, AUDIT_KEY = bytes(range(32)), bytes(range(32, 64))
_BATCH = 1000
_REPORTS = 2000
_PAGE = 50
_TURNS = 30
_WORDS = ("结节", "气胸", "磨玻璃", "effusion", "pneumothorax", "右肺 结节", "pleural effusion")
_PLAIN_SCHEMA = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
)


def decisions(number: int, seed: int) -> Iterator[Decision]:
    """Yield decisions about made-up reports, each with a number of its own in its texts."""
    chance = random.Random(seed)  # noqa: S311 - which report, not a secret
    reports = list(itertools.islice(make_reports(seed, "train", range(1, 7)), _REPORTS))
    plain = decision()
    for at in range(number):
        report = chance.choice(reports)
        drafted = f"{report.impression} {chance.randrange(1000)} mm."
        yield replace(
            plain,
            id=new_id(),
            findings=f"{report.findings} {at}",
            draft=drafted,
            final=drafted if chance.random() < 0.6 else f"{drafted} {chance.choice(_WORDS)}.",
            model_id=f"model-{chance.randrange(4)}",
            seconds_to_decide=chance.uniform(3, 60),
            edit_fraction=chance.random(),
            checks=CHECKS if chance.random() < 0.2 else (),
        )


def times(work: Callable[[], object], turns: int = _TURNS) -> list[float]:
    """Return how long each of so many turns took, in order of length."""
    took = []
    for _ in range(turns):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


def show(name: str, took: list[float]) -> dict[str, float]:
    """Print and return median, 99th percentile and longest."""
    p99 = took[min(len(took) - 1, round(len(took) * 0.99))]
    figures = {"p50": statistics.median(took), "p99": p99, "max": took[-1]}
    text = ", ".join(f"{key} {value:.2f}" for key, value in figures.items())
    print(f"{name:<28} {text} ms (n={len(took)})", flush=True)
    return figures


class Ours:
    """The feedback store, filled in large transactions, otherwise used as the window uses it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "feedback.db"
        new = not self.path.exists()
        self.database = (create_database if new else open_database)(self.path, KEY)
        upgrade(self.database, self.path)
        trail = Trail(self.database, self.path, AUDIT_KEY)
        begin_trail(self.database, self.path, trail, newest_version())
        self.store = FeedbackStore(self.database, self.path, trail=trail)

    def count(self) -> int:
        """How many there are."""
        return self.store.count()

    def fill(self, kept: Iterator[Decision]) -> None:
        """Keep many: what ``keep`` does, but a thousand of them in one transaction."""
        while batch := list(itertools.islice(kept, _BATCH)):
            with self.store._writing():
                for each in batch:
                    self.store._keep(each)

    def keep(self, each: Decision) -> None:
        """Keep one."""
        self.store.keep(each)

    def page(self, before: int) -> object:
        """Read a page somewhere in the list."""
        return self.store.page(_PAGE, before=before)

    def search(self, words: str) -> object:
        """Find the newest page that holds the words."""
        return self.store.page(_PAGE, words=words)

    def figures(self) -> object:
        """Everything of ``feedback stats``."""
        return statistics_of(self.store, Chosen(), GROUPINGS, least=10)

    def back_up(self, folder: Path) -> object:
        """A backup, opened anew and checked."""
        return back_up(self.path, KEY, folder)


class Plain:
    """A file of sqlite-utils, without encryption, audit trail and check of its backup."""

    def __init__(self, folder: Path) -> None:
        from sqlite3 import connect

        self.path = folder / "plain.db"
        new = not self.path.exists()
        from sqlite_utils import Database  # after the driver stands in

        self.database = Database(connect(self.path))
        for pragma in _PLAIN_SCHEMA:
            self.database.execute(pragma)
        self.table = self.database.table("decisions", pk="serial")
        if not new:
            return
        row = decision_row(decision())
        self.table.insert({"serial": 1, **row})
        self.table.create_index(["model_id", "verdict", "edit_fraction", "seconds_to_decide"])
        texts = ["findings", "draft", "final"]
        self.table.enable_fts(texts, tokenize="trigram", create_triggers=True)

    def count(self) -> int:
        """How many there are."""
        return int(self.table.count)

    def fill(self, kept: Iterator[Decision]) -> None:
        """Keep many."""
        self.table.insert_all(map(decision_row, kept), batch_size=_BATCH)

    def keep(self, each: Decision) -> None:
        """Keep one."""
        self.table.insert(decision_row(each))

    def page(self, before: int) -> object:
        """Read a page somewhere in the list."""
        rows = self.table.rows_where("serial < ?", [before], order_by="serial desc", limit=_PAGE)
        return list(rows)

    def search(self, words: str) -> object:
        """Find the newest page that holds the words; two Chinese characters it cannot find."""
        return list(self.table.search(words, order_by="serial desc", limit=_PAGE))

    def figures(self) -> object:
        """How each model fared."""
        return list(
            self.database.query(
                "SELECT model_id, verdict, count(*), avg(edit_fraction), avg(seconds_to_decide) "
                "FROM decisions GROUP BY model_id, verdict"
            )
        )

    def back_up(self, folder: Path) -> object:
        """A copy of the pages."""
        from sqlite3 import connect

        folder.mkdir(exist_ok=True)
        with closing(connect(folder / "plain-copy.db")) as target:
            self.database.conn.backup(target)
        return folder


def measure(side: Ours | Plain, number: int, single: int, seed: int) -> dict[str, object]:
    """Fill ``side``, measure it, print what came out and return it."""
    name = type(side).__name__.lower()
    began = time.perf_counter()
    side.fill(itertools.islice(decisions(number, seed), side.count(), number - single))
    print(f"{name}: filled in {time.perf_counter() - began:.0f} s", flush=True)
    if single == 0:
        return {}
    one_by_one = iter(list(decisions(single, seed + 1)))
    chance = random.Random(seed)  # noqa: S311 - which page, not a secret
    figures: dict[str, object] = {
        "insert": show(f"{name}: insert", times(lambda: side.keep(next(one_by_one)), single)),
        "page": show(
            f"{name}: page of {_PAGE}",
            times(lambda: side.page(chance.randrange(_PAGE, number)), 300),
        ),
    }
    for words in _WORDS:
        took = times(lambda words=words: side.search(words))  # type: ignore[misc]
        figures[f"search {words}"] = show(f"{name}: search {words}", took)
    figures["statistics"] = show(f"{name}: statistics", times(side.figures, 5))
    folder = side.path.parent / f"{name}-backups"
    figures["backup"] = show(f"{name}: backup", times(lambda: side.back_up(folder), 1))
    size = side.path.stat().st_size
    print(f"{name}: {size / 1e6:.0f} MB", flush=True)
    return figures | {"bytes": size}


def main() -> None:
    """Measure both in one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=1_000_000)
    parser.add_argument(
        "--single", type=int, default=5_000, help="of them, kept one by one; 0: fill"
    )
    parser.add_argument("--folder", type=Path, help="keep the files there, and go on with them")
    parser.add_argument("--side", choices=("ours", "plain"), help="only one of the two")
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--out", type=Path, help="the figures as JSON")
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    figures = {}
    for side in (Ours, Plain):
        name = side.__name__.lower()
        if asked.side not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            made = side(asked.folder or Path(folder))
            figures[name] = measure(made, asked.decisions, asked.single, asked.seed)
            if isinstance(made, Ours) and asked.single:
                report = times(made.store.verify_trail, 1)
                show("ours: audit verify", report)
    if asked.out:
        asked.out.write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()

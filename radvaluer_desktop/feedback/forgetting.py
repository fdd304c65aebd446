"""What leaves the store again: what has become too old, and what is known of one study.

Deleted pages are overwritten (``secure_delete``), the index is merged until no word of a deleted
row is left in it, and the write-ahead log is emptied, so that neither file nor log holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback.audit import clock
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.connection import translated
from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.pseudonyms import pseudonym_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_MERGE_PAGES = 500
_MOST_DAYS_AT_ONCE = 31
_CLOCK = "retention_clock"
_BATCH = 500  # rows in one transaction: others write in between


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much is gone; ``typed``: texts that were typed, or listed in the worklist."""

    decisions: int = 0
    drafts: int = 0
    studies: int = 0
    typed: int = 0

    def __bool__(self) -> bool:
        return self != Forgotten()

    def __add__(self, other: Forgotten) -> Forgotten:
        return Forgotten(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


class Forgetting(OpenFile):
    """The part of the store that lets go of things."""

    _counted: tuple[datetime, float] | None = None  # the time that counted first, and when it did

    def expire(self, days: int, now: datetime | None = None) -> Forgotten:
        """Delete decisions, drafts and studies older than ``days``; with 0 nothing.

        The clock may be wrong: the time that counts goes on by 31 days at most when an open store
        is asked first, and from then on no faster than time passes, so that a clock set to another
        century does not empty the store.
        """
        if days == 0:
            return Forgotten()
        with self._writing():
            before = self._retention_clock(now or datetime.now(UTC)) - timedelta(days=days)
        moment, total = before.isoformat(timespec="microseconds"), Forgotten()
        while gone := self._delete_some(
            f"SELECT serial FROM decisions WHERE decided_at < ? LIMIT {_BATCH}",  # noqa: S608
            f"SELECT serial FROM drafts WHERE shown_at < ? LIMIT {_BATCH}",  # noqa: S608
            [moment],
        ):
            total = total + gone
        with self._writing():
            studies = self._database.execute(_WITHOUT_ANYTHING, [moment]).rowcount
            typed = sum(self._database.execute(sql, [moment]).rowcount for sql in _LISTED_BEFORE)
            if studies:
                self._append(Event.EXPIRED, decisions=0, drafts=0, studies=studies)
        total = total + Forgotten(studies=studies, typed=typed)
        if total:
            self.clear_traces()
        return total

    def about(self, names: Sequence[str]) -> Forgotten:
        """Return how much there is of the studies of these names."""
        with translated(self._path):
            return _about(self._database, names)

    def erase_studies(self, names: Sequence[str]) -> Forgotten:
        """Delete everything about the studies of these names, typed text too."""
        with self._writing():
            gone = erase_from(self._database, names)
            if gone:
                self._append(
                    Event.ERASED, decisions=gone.decisions, drafts=gone.drafts, studies=gone.studies
                )
        if gone:
            self.clear_traces()
        return gone

    def clear_traces(self) -> None:
        """Leave nothing of what was deleted in the index and in the log."""
        with translated(self._path):
            purge_index(self._database)
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _retention_clock(self, now: datetime) -> datetime:
        """Return the time that counts, and remember it."""
        sql = "SELECT value FROM store_values WHERE name = ?"
        kept = self._database.execute(sql, [_CLOCK]).fetchone()
        if kept is None:
            newest = self._database.execute("SELECT max(decided_at) FROM decisions").fetchone()[0]
            last = datetime.fromisoformat(newest) if newest else now
        else:
            last = datetime.fromisoformat(kept[0])
        passed = clock.now().passed
        if self._counted is None:
            counts = min(now, last + timedelta(days=_MOST_DAYS_AT_ONCE))
            self._counted = counts, passed
        else:
            first, then = self._counted
            counts = min(now, first + timedelta(seconds=passed - then))
        self._database.execute(
            "INSERT INTO store_values VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [_CLOCK, max(counts, min(last, now)).isoformat(timespec="microseconds")],
        )
        return counts

    def _delete_some(self, decisions: str, drafts: str, values: Sequence[str]) -> Forgotten:
        with self._writing():
            gone = Forgotten(
                _delete_decisions(self._database, decisions, values),
                _delete(self._database, "drafts", drafts, values),
            )
            if gone:
                self._append(Event.EXPIRED, decisions=gone.decisions, drafts=gone.drafts)
            return gone


_LISTED_BEFORE = (
    "DELETE FROM workspace WHERE slot IN (SELECT 'study ' || id FROM worklist WHERE listed_at < ?)",
    "DELETE FROM worklist WHERE listed_at < ?",
)
_WITHOUT_ANYTHING = """
    DELETE FROM studies WHERE begun_at < ?
    AND NOT EXISTS (SELECT 1 FROM drafts WHERE study_id = studies.id)
    AND NOT EXISTS (SELECT 1 FROM decisions WHERE study_id = studies.id)
"""


def erase_from(database: Database, names: Sequence[str]) -> Forgotten:
    """Delete, in the open transaction, everything about the studies of these names."""
    marks, values = _named(database, names)
    studies = f"SELECT id FROM studies WHERE pseudonym IN ({marks})"  # noqa: S608
    decisions = f"""
        SELECT serial FROM decisions WHERE pseudonym IN ({marks}) OR study_id IN ({studies})
    """  # noqa: S608
    drafts = f"SELECT serial FROM drafts WHERE study_id IN ({studies})"  # noqa: S608
    gone = _about(database, names)
    _delete_decisions(database, decisions, values * 2)
    _delete(database, "drafts", drafts, values)
    database.execute(
        f"DELETE FROM studies WHERE pseudonym IN ({marks})"  # noqa: S608
        " AND NOT EXISTS (SELECT 1 FROM drafts WHERE study_id = studies.id)",
        values,
    )
    database.execute(f"DELETE FROM workspace WHERE {_typed(marks)}", values)  # noqa: S608
    if database["worklist"].exists():
        listed = _listed(marks)
        sql = f"DELETE FROM workspace WHERE slot IN (SELECT 'study ' || id {listed})"  # noqa: S608
        database.execute(sql, values * 3)
        database.execute(f"DELETE {listed}", values * 3)
    return gone


def erase_from_old(database: Database, names: Sequence[str]) -> Forgotten:
    """The same in a file from before ``WITH_TRAIL``, which keeps names as they were typed."""
    typed = [name.strip() for name in names]
    marks = ", ".join("?" * len(typed))
    sql = f"DELETE FROM decisions WHERE pseudonym IN ({marks})"  # noqa: S608
    decisions = database.execute(sql, typed).rowcount
    rows = database.execute(f"DELETE FROM workspace WHERE {_typed(marks)}", typed)  # noqa: S608
    return Forgotten(decisions=decisions, typed=rows.rowcount)


def purge_index(database: Database) -> None:
    """Merge the index until nothing of a deleted row is in it, a little at a time.

    Source: SQLite FTS5 Extension, section 6.8, the ``merge`` command.
    """
    pages = -_MERGE_PAGES  # negative: begin to merge all that there is
    while True:
        before = database.conn.total_changes
        database.execute(
            "INSERT INTO decision_search (decision_search, rank) VALUES ('merge', ?)", [pages]
        )
        database.conn.commit()
        if database.conn.total_changes - before < 2:
            return
        pages = _MERGE_PAGES


def _about(database: Database, names: Sequence[str]) -> Forgotten:
    marks, values = _named(database, names)
    studies = f"SELECT id FROM studies WHERE pseudonym IN ({marks})"  # noqa: S608

    def count(table: str, which: str, times: int = 1) -> int:
        sql = f"SELECT count(*) FROM {table} WHERE {which}"  # noqa: S608
        return int(database.execute(sql, values * times).fetchone()[0])

    typed = count("workspace", _typed(marks))
    if database["worklist"].exists():  # not in an older copy
        typed += int(
            database.execute(f"SELECT count(*) {_listed(marks)}", values * 3).fetchone()[0]
        )
    return Forgotten(
        count("decisions", f"pseudonym IN ({marks}) OR study_id IN ({studies})", 2),
        count("drafts", f"study_id IN ({studies})"),
        count("studies", f"pseudonym IN ({marks})"),
        typed,
    )


def _named(database: Database, names: Sequence[str]) -> tuple[str, list[str]]:
    """Return places for, and all forms of, the names as the store may hold them."""
    typed = [name.strip() for name in names]
    values = sorted({*typed, *(pseudonym_of(database, name) for name in typed)})
    return ", ".join("?" * len(values)), values


def _typed(marks: str) -> str:
    return f"trim(json_extract(header, '$.pseudonym')) IN ({marks})"


def _listed(marks: str) -> str:
    """Of the worklist: by pseudonym, accession number, or what the file called the study."""
    return f"FROM worklist WHERE {_typed(marks)} OR accession IN ({marks}) OR source IN ({marks})"


def _delete_decisions(database: Database, which: str, values: Sequence[str]) -> int:
    serials = database.execute(which, list(values)).fetchall()
    database.conn.executemany("DELETE FROM decision_search WHERE rowid = ?", serials)
    database.conn.executemany("DELETE FROM decisions WHERE serial = ?", serials)
    return len(serials)


def _delete(database: Database, table: str, which: str, values: Sequence[str]) -> int:
    sql = f"DELETE FROM {table} WHERE serial IN ({which})"  # noqa: S608
    return int(database.execute(sql, list(values)).rowcount)

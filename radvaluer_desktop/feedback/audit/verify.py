"""Looks for what does not fit.

Rows are held against their chain, its end against the head outside, decisions against what the
trail said of them when they were kept, and the numbers of rows against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback.audit.anew import Earlier
from radvaluer_desktop.feedback.audit.chain import FIRST_MAC, AuditRow, last_row, mac_of, rows
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.head import Head, is_damaged, read_head
from radvaluer_desktop.feedback.audit.opening import missing
from radvaluer_desktop.feedback.audit.trail import content_digest, signed_digest
from radvaluer_desktop.feedback.rows import Row
from radvaluer_desktop.feedback.schema_v3 import COUNTED

if TYPE_CHECKING:
    from sqlite_utils import Database

_TRIGGERS = {"audit_only_grows", "audit_is_not_changed", "audit_is_not_deleted"}


class Fault(StrEnum):
    """What does not fit."""

    TRAIL_EMPTY = "trail_empty"
    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"
    EARLIER_CHANGED = "earlier_changed"
    END_MISSING = "end_missing"
    HEAD_MISSING = "head_missing"
    HEAD_DAMAGED = "head_damaged"
    HEAD_LOST_BEFORE = "head_lost_before"
    LOCK_REMOVED = "lock_removed"
    COUNT_WRONG = "count_wrong"
    DECISION_CHANGED = "decision_changed"
    DECISION_UNKNOWN = "decision_unknown"
    DECISION_MISSING = "decision_missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and where: a number of the trail, the id of a decision, a table, how many."""

    fault: Fault
    place: str = ""


@dataclass(frozen=True, slots=True)
class TrailReport:
    """What was looked through, and what did not fit. ``first`` and ``last``: UTC, ISO 8601.

    ``unanswered``: how many of the events, the first ones, were signed with a key that is lost;
    somebody accepted that, and since then they are as they were.
    """

    events: int
    decisions: int
    first: str | None
    last: str | None
    findings: tuple[Finding, ...]
    unanswered: int = 0


def verify_trail(database: Database, path: Path, key: bytes) -> TrailReport:
    """Look through the whole trail of the store ``path`` and every decision.

    Reads within one transaction, so that a window may go on writing.
    """
    database.execute("BEGIN")
    try:
        known = _Decisions()
        findings = [*_chain(database, key, known), *_outside(database, path, key)]
        findings += [*_locks(database), *_counts(database, path, key)]
        findings += known.compare(database, key)
        last = last_row(database)
        return TrailReport(
            known.events,
            known.seen,
            known.first,
            last.at if last else None,
            tuple(findings),
            known.unanswered,
        )
    finally:
        database.execute("ROLLBACK")


class _Decisions:
    """What the trail says of decisions, gathered while it is walked."""

    def __init__(self) -> None:
        self.events = self.seen = self.unanswered = 0
        self.first: str | None = None
        self._digests: dict[str, str] = {}
        self._signed: dict[str, set[str | None]] = {}  # what each may have as signed, or None
        self._once_signed: dict[str, set[str | None]] = {}
        self._before = self._owed = 0

    def note(self, row: AuditRow) -> None:
        self.events += 1
        self.first = self.first or row.at
        if row.event in (Event.DECIDED, Event.MERGED):
            self._digests[str(row.details["id"])] = str(row.details["digest"])
        elif row.event in (Event.BEGUN, Event.BEGUN_ANEW):
            self._before = int(row.details["last_serial"] or 0)
            self._owed += int(row.details["decisions"] or 0)
        elif row.event == Event.SIGNED:
            name, digest = str(row.details["id"]), str(row.details["digest"])
            self._signed[name] = {digest}
            self._once_signed.setdefault(name, {None}).add(digest)
        elif row.event in (Event.ERASED, Event.EXPIRED, Event.RESTORED):
            self._owed -= int(row.details["decisions"] or 0)
        if row.event == Event.RESTORED:  # to what it was before one of these
            self._signed = {name: set(before) for name, before in self._once_signed.items()}

    def begin_anew(self, row: AuditRow, first: str | None) -> None:
        """What was before ``row`` is signed with a key that is lost, and so is each digest."""
        self._digests.clear()
        self.unanswered = self.events = row.seq - 1
        self.first, self._owed = first, 0
        self.note(row)

    def compare(self, database: Database, key: bytes) -> Iterator[Finding]:
        """Compare them with the table; what was erased since is known by number alone."""
        self._owed += len(self._digests)
        cursor = database.execute("SELECT * FROM decisions")
        names = [column[0] for column in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            self.seen += 1
            digest = self._digests.pop(row["id"], None)
            if digest is None:
                if row["serial"] > self._before:
                    yield Finding(Fault.DECISION_UNKNOWN, row["id"])
            elif digest != content_digest(key, row) or not self._may_be_signed(row, key):
                yield Finding(Fault.DECISION_CHANGED, row["id"])
        if self.seen < self._owed:
            yield Finding(Fault.DECISION_MISSING, str(self._owed - self.seen))

    def _may_be_signed(self, row: Row, key: bytes) -> bool:
        digest = None if row.get("signed") is None else signed_digest(key, row)
        return digest in self._signed.get(row["id"], {None})


def _chain(database: Database, key: bytes, known: _Decisions) -> list[Finding]:
    before, seq, first = FIRST_MAC, 0, None
    earlier, findings = Earlier(), list[Finding]()
    for row in rows(database):
        first = first or row.at
        if row.seq != seq + 1:
            findings.append(Finding(Fault.ROW_MISSING, str(seq + 1)))
        elif row.mac != mac_of(key, before, row):
            findings.append(Finding(Fault.ROW_CHANGED, str(row.seq)))
        elif row.event == Event.BEGUN_ANEW:
            findings = [each for each in findings if each.fault != Fault.ROW_CHANGED]
            if row.details["earlier"] != earlier.signed(key):
                findings.append(Finding(Fault.EARLIER_CHANGED, str(row.seq)))
            known.begin_anew(row, first)
        else:
            known.note(row)
        if row.event == Event.HEAD_LOST:
            findings.append(Finding(Fault.HEAD_LOST_BEFORE, str(row.seq)))
        earlier.add(row)
        before, seq = row.mac, row.seq
    return findings or ([] if seq else [Finding(Fault.TRAIL_EMPTY)])


def _outside(database: Database, path: Path, key: bytes) -> Iterator[Finding]:
    head = read_head(path, key)
    if is_damaged(path, key):
        yield Finding(Fault.HEAD_DAMAGED)
    if head is None:
        yield Finding(Fault.HEAD_MISSING)
    elif missing(database, head) is not None:
        yield Finding(Fault.END_MISSING, str(head.seq))


def _locks(database: Database) -> Iterator[Finding]:
    """The triggers that keep the table from being changed by mistake."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    there = {name for (name,) in database.execute(sql)}
    yield from (Finding(Fault.LOCK_REMOVED, name) for name in sorted(_TRIGGERS - there))


def _counts(database: Database, path: Path, key: bytes) -> Iterator[Finding]:
    last = last_row(database)
    head: Head | None = read_head(path, key)
    kept = dict(database.execute("SELECT name, rows FROM row_counts").fetchall())
    for table in COUNTED:
        (there,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        expected = {kept.get(table)}
        if head is not None and last is not None and head.seq == last.seq:
            expected.add(head.rows.get(table))
        if expected != {there}:
            yield Finding(Fault.COUNT_WRONG, table)

"""FeedbackStore: keeps decisions, and what has been typed but not decided.

A store belongs to the thread that opened it, which in the window is the one thread of an executor;
SQLite refuses every other. ``open_store`` may wait for a person to unlock the keyring, so it is no
call for the thread that paints.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.connection import (
    Database,
    closed_on_error,
    create_database,
    open_database,
    read_database,
    translated,
)
from radvaluer_desktop.feedback.failures import StoreMissing, StorePathTooLong
from radvaluer_desktop.feedback.files import (
    discard_unfinished,
    journals,
    publish,
    store_lock,
    unfinished,
)
from radvaluer_desktop.feedback.keys import (
    find_keys,
    find_or_create_keys,
    keep_up_to_date,
    reference_file,
)
from radvaluer_desktop.feedback.migrations import schema_version, upgrade
from radvaluer_desktop.feedback.records import Decision, Verdict, WorkspaceText
from radvaluer_desktop.feedback.rows import (
    Row,
    decision_of,
    decision_row,
    storable,
    workspace_of,
    workspace_row,
)

_LONGEST_PATH = 490  # SQLite's 512, less what it adds for the journals of a file in the making
_SLOT = "current"


class FeedbackStore:
    """An open store. What a method wrote is on the disk when it returns.

    Every method raises StoreError where the file, the disk or another process stands in the way.
    """

    def __init__(self, database: Database, path: Path, audit_key: bytes = b"") -> None:
        self._database = database
        self._path = path
        self.audit_key = audit_key

    def __enter__(self) -> FeedbackStore:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def schema_version(self) -> int:
        """How many schema steps the file has seen."""
        with translated(self._path):
            return schema_version(self._database, self._path)

    def keep(self, decision: Decision) -> None:
        """Keep ``decision``, whole or not at all."""
        self._write("INSERT INTO decisions", decision_row(decision))

    def decisions(self, limit: int | None = None) -> Iterator[Decision]:
        """Yield decisions, the one that was kept last first, at most ``limit``.

        Not by their time: a clock may jump.
        """
        sql = "SELECT * FROM decisions ORDER BY rowid DESC LIMIT ?"
        for row in self._read(sql, -1 if limit is None else limit):
            yield decision_of(row)

    def impressions(self, radiologist: str, most: int) -> tuple[str, ...]:
        """Return the impressions that a radiologist accepted last, the newest at the end."""
        rows = self._read(
            "SELECT final FROM decisions WHERE radiologist = ? AND verdict != ? "
            "ORDER BY rowid DESC LIMIT ?",
            radiologist,
            Verdict.REJECTED.value,
            most,
        )
        return tuple(row["final"] for row in rows)[::-1]

    def count(self) -> int:
        """Return how many decisions are kept."""
        (row,) = self._read("SELECT count(*) AS n FROM decisions")
        return int(row["n"])

    def save_workspace(self, text: WorkspaceText, slot: str = _SLOT) -> None:
        """Keep what has been typed, in the place of what ``slot`` held."""
        self._write("INSERT OR REPLACE INTO workspace", workspace_row(slot, text))

    def workspace(self, slot: str = _SLOT) -> WorkspaceText | None:
        """Return what was typed last and neither decided nor cleared; None where there is none."""
        rows = list(self._read("SELECT * FROM workspace WHERE slot = ?", slot))
        return workspace_of(rows[0]) if rows else None

    def set_aside(self, slot: str = _SLOT) -> None:
        """Keep what ``slot`` holds where newer typing cannot replace it."""
        with translated(self._path), self._database.atomic():
            self._database.execute(
                "UPDATE workspace SET slot = 'aside ' || hex(randomblob(8)) WHERE slot = ?",
                [slot],
            )

    def bring_back(self, slot: str = _SLOT) -> None:
        """Put what was set aside last into ``slot``, where that is empty."""
        with translated(self._path), self._database.atomic():
            self._database.execute(
                "UPDATE workspace SET slot = :slot WHERE rowid = "
                "(SELECT max(rowid) FROM workspace WHERE slot LIKE 'aside %') "
                "AND NOT EXISTS (SELECT 1 FROM workspace WHERE slot = :slot)",
                {"slot": slot},
            )

    def clear_workspace(self, slot: str = _SLOT) -> None:
        """Forget what ``slot`` holds."""
        with translated(self._path), self._database.atomic():
            self._database.execute("DELETE FROM workspace WHERE slot = ?", [slot])

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with translated(self._path):
            self._database.close()

    def _write(self, insert: str, row: Row) -> None:
        columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        with translated(self._path), self._database.atomic():
            self._database.execute(f"{insert} ({columns}) VALUES ({values})", storable(row))

    def _read(self, sql: str, *values: object) -> Iterator[Row]:
        with translated(self._path):
            cursor = self._database.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))


@dataclass(frozen=True, slots=True)
class StoreState:
    """What ``inspect_store`` found; ``problem`` says why a store that exists does not open."""

    path: Path
    exists: bool
    schema_version: int | None = None
    decisions: int | None = None
    backend: str | None = None
    problem: StoreError | None = None


def open_store(database: Path, keyring: Keyring, escrow: str = "") -> FeedbackStore:
    """Open the store ``database``, or create it and its keys where there is neither.

    ``escrow``: the department's public key (``sealing.public_line``), which its keys are sealed to.

    Raises StoreError, and then leaves everything as it was. A process killed in here leaves
    nothing, or what the next call opens.
    """
    _refuse_long_path(database)
    with translated(database):
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with store_lock(database):
            _refuse_orphaned_journal(database)
            discard_unfinished(database)
            discard_unfinished(reference_file(database))
            keys = find_or_create_keys(database, keyring, escrow)
            if not database.exists():
                _create(database, keys.data)
            connection = _open_current(database, keys.data)
            with closed_on_error(connection):
                keys = keep_up_to_date(database, keyring, escrow)
            return FeedbackStore(connection, database, keys.audit)


def read_store(database: Path, keyring: Keyring) -> FeedbackStore | None:
    """Open the store for reading alone; None where nothing was ever kept. Raises StoreError.

    Creates nothing.
    """
    _refuse_long_path(database)
    with translated(database):
        _refuse_orphaned_journal(database)
        if not database.exists():
            return None
        keys = find_keys(database, keyring)
        connection = read_database(database, keys.data)
        with closed_on_error(connection):
            schema_version(connection, database)
        return FeedbackStore(connection, database, keys.audit)


def inspect_store(database: Path, keyring: Keyring) -> StoreState:
    """Say how the store stands, creating nothing; raises nothing of the store's own errors."""
    exists, backend = False, None
    try:
        with translated(database):
            exists = database.exists()
        backend = keyring.backend
        store = read_store(database, keyring)
        if store is None:
            return StoreState(database, exists, backend=backend)
        with store:
            version, decisions = store.schema_version, store.count()
    except StoreError as problem:
        return StoreState(database, exists, backend=backend, problem=problem)
    return StoreState(database, exists, version, decisions, backend)


def _create(database: Path, key: bytes) -> None:
    """Create the database under another name and give it its own when it is whole."""
    new = create_database(unfinished(database), key)
    try:
        upgrade(new, database)
    finally:
        new.close()  # moves the write-ahead log into the file and syncs it
    publish(database)


def _open_current(database: Path, key: bytes) -> Database:
    connection = open_database(database, key)
    with closed_on_error(connection):
        upgrade(connection, database)
    return connection


def _refuse_long_path(database: Path) -> None:
    size = len(os.fsencode(database.absolute()))
    if sys.platform != "win32" and size > _LONGEST_PATH:
        raise StorePathTooLong(path=database, bytes=size, limit=_LONGEST_PATH)


def _refuse_orphaned_journal(database: Path) -> None:
    """A new database beside the journal of a lost one would be mixed with it by SQLite."""
    if not database.exists() and (left := journals(database)):
        raise StoreMissing(path=database, journal=left[0].name)

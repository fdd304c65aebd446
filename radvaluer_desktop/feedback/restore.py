"""Puts a backup in the place of the store, after saying what that loses.

The store that was there is never deleted: it gets the name ``feedback.replaced-….db`` beside the
new one. The audit trail is not set back: rows that the backup does not have yet are carried over
where they can still be read, and one more says what was restored and what was lost by it. At every
moment a file of the store's name is there; a process killed in between leaves the old or the new
one, and where its head has not followed yet, the next start says so.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.audit.chain import AuditRow, add, row_at, rows
from radvaluer_desktop.feedback.audit.events import Actor, Event
from radvaluer_desktop.feedback.audit.head import Head, read_head, replace_head
from radvaluer_desktop.feedback.audit.opening import begin
from radvaluer_desktop.feedback.audit.trail import Trail, head_now, recording
from radvaluer_desktop.feedback.backup import copy_pages
from radvaluer_desktop.feedback.connection import (
    create_database,
    read_database,
    require_alone,
    translated,
)
from radvaluer_desktop.feedback.copies import erased_in_copy, forget_note
from radvaluer_desktop.feedback.failures import StoreBusy
from radvaluer_desktop.feedback.files import (
    discard_unfinished,
    put_in_place,
    side_files,
    store_lock,
    unfinished,
)
from radvaluer_desktop.feedback.integrity import Contents, checked_contents
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.migrations import WITH_TRAIL, schema_version, upgrade

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Lost:
    """What a restore loses; ``readable`` is False where the store itself could not be asked.

    ``decisions`` are then counted from what was written of it outside, None where nothing was.
    ``first`` and ``last``: when the first and the last of them were decided, UTC in ISO 8601.
    """

    readable: bool
    decisions: int | None
    drafts: int | None = None
    first: str | None = None
    last: str | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup holds, and what would be lost."""

    backup: Contents
    lost: Lost


def preview(database: Path, store: KeyPair, backup: Path, key: bytes) -> Preview:
    """Check ``backup``, which ``key`` opens, and compare it with the store. Changes nothing.

    Raises StoreError where the backup itself cannot be used.
    """
    contents = checked_contents(backup, key)
    with closing(read_database(backup, key)) as connection:
        kept = {table: _ids(connection, table) for table in ("decisions", "drafts")}
    try:
        with closing(read_database(database, store.data)) as connection, translated(database):
            return Preview(contents, _lost(connection, kept))
    except (StoreError, OSError):
        head = read_head(database, store.audit)
        known = None if head is None else head.rows.get("decisions", 0)
        lost = None if known is None else max(0, known - contents.decisions)
        return Preview(contents, Lost(readable=False, decisions=lost))


def restore(
    database: Path, store: KeyPair, backup: Path, key: bytes, actor: Actor | None = None
) -> Path | None:
    """Put ``backup`` in the place of ``database``; return where the old file is now.

    Raises StoreError, and then the store is as it was.
    """
    lost = preview(database, store, backup, key).lost
    with translated(database), store_lock(database):
        _require_closed(database, store.data)
        head = read_head(database, store.audit)
        new = unfinished(database)
        discard_unfinished(database)
        with closing(create_database(new, store.data)) as target, translated(new):
            with closing(read_database(backup, key)) as source:
                copy_pages(source, target)
            upgrade(target, new)
            now = _continue_trail(database, store, target, new, head, backup.name, lost, actor)
            target.execute("PRAGMA journal_mode = WAL")
        aside = _set_aside(database)
        put_in_place(database)
        replace_head(database, store.audit, now)
        return aside


def replaced_stores(database: Path) -> list[Path]:
    """Return the stores that restoring has put aside."""
    return sorted(database.parent.glob(f"{database.stem}.replaced-*.db"))


def _ids(connection: Database, table: str) -> set[str]:
    if not connection[table].exists():
        return set()
    return {identifier for (identifier,) in connection.execute(f"SELECT id FROM {table}")}  # noqa: S608


def _lost(connection: Database, kept: dict[str, set[str]]) -> Lost:
    gone = [
        (at, identifier)
        for identifier, at in connection.execute("SELECT id, decided_at FROM decisions")
        if identifier not in kept["decisions"]
    ]
    typed = connection.execute("SELECT 1 FROM workspace LIMIT 1").fetchone() is not None
    return Lost(
        readable=True,
        decisions=len(gone),
        drafts=len(_ids(connection, "drafts") - kept["drafts"]),
        first=min(gone)[0] if gone else None,
        last=max(gone)[0] if gone else None,
        typed=typed,
    )


def _require_closed(database: Path, key: bytes) -> None:
    """Raise StoreBusy where a program has the store open; one that is beyond use is nobody's."""
    if not database.exists():
        return
    try:
        require_alone(database, key)
    except StoreBusy:
        raise
    except StoreError:
        return


def _continue_trail(
    database: Path,
    store: KeyPair,
    target: Database,
    new: Path,
    head: Head | None,
    name: str,
    lost: Lost,
    actor: Actor | None,
) -> Head:
    trail = Trail(target, new, store.audit, actor, publishes=False)
    end = _end(target)
    carried = _later_rows(database, store.data, end)
    reached = carried[-1].seq if carried else end.seq if end else 0
    with recording(target, new, trail):
        erased = erased_in_copy(target, store.audit)
        forget_note(target)
        for row in carried or ():
            add(target, row)
        if end is None and not carried:  # a copy from before there was a trail
            begin(target, trail)
        trail.append(
            Event.RESTORED,
            backup=name,
            lost=lost.decisions,
            # Of those that the trail knows of. Where rows were carried over, they tell of erasures.
            decisions=erased if carried is None else lost.decisions,
            events=max(0, head.seq - reached) if head else 0,
        )
    return head_now(target)


def _end(target: Database) -> AuditRow | None:
    (seq,) = target.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()
    return row_at(target, seq)


def _later_rows(database: Path, key: bytes, end: AuditRow | None) -> list[AuditRow] | None:
    """Return what the store's trail has behind ``end``; None where it cannot be read.

    Nor where it does not hold ``end`` itself: it is another's then.
    """
    try:
        with closing(read_database(database, key)) as connection, translated(database):
            has_trail = schema_version(connection, database) >= WITH_TRAIL
            if has_trail and (end is None or row_at(connection, end.seq) == end):
                return list(rows(connection, end.seq if end else 0))
    except (StoreError, OSError):
        pass
    return None


def _set_aside(database: Path) -> Path | None:
    """Give the old store a second name, and its journals that name alone."""
    if not database.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = database.with_name(f"{database.stem}.replaced-{stamp}.db")
    try:
        os.link(database, aside)
    except OSError:  # a file system without hard links
        shutil.copy2(database, aside)
    for old, name in zip(side_files(database), side_files(aside), strict=True):
        if old.exists():
            old.rename(name)
    return aside

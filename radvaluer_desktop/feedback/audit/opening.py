"""What the trail does when its store is opened: it looks at the head, and takes up the journal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, StoreError
from radvaluer_desktop.feedback.audit.chain import last_row, row_at
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.head import Head, is_damaged, read_head, replace_head
from radvaluer_desktop.feedback.audit.journal import failed_unlocks, journal_file
from radvaluer_desktop.feedback.audit.trail import Trail, head_now, recording
from radvaluer_desktop.feedback.migrations import newest_version

if TYPE_CHECKING:
    from sqlite_utils import Database


class StoreCutShort(StoreError):
    """The store ends before what was written of its end outside."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} is not as it was left: the last {events} events of its audit "
        "trail are missing, and with them {decisions} decisions. An older copy was put in its "
        "place, or its end was cut off. It was left untouched.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Restore it from a backup with 'radvaluer feedback restore', or keep it as it is with "
        "'radvaluer audit accept'. Drafting works without it.",
    )


@dataclass(frozen=True, slots=True)
class Missing:
    """What the head has seen that the store does not hold."""

    events: int
    decisions: int


def missing(database: Database, head: Head | None) -> Missing | None:
    """Return what ``database`` lacks of what ``head`` has seen; None where it lacks nothing.

    A store that goes on behind the head is whole: a program may be killed before the head is
    written.
    """
    if head is None:
        return None
    last = last_row(database)
    seen = row_at(database, head.seq)
    if last is not None and seen is not None and seen.mac.hex() == head.mac:
        return None
    (kept,) = database.execute("SELECT rows FROM row_counts WHERE name = 'decisions'").fetchone()
    events = head.seq - (last.seq if last else 0)
    return Missing(max(events, 1), max(head.rows.get("decisions", 0) - int(kept), 0))


def begin_trail(database: Database, path: Path, trail: Trail, upgraded_from: int) -> None:
    """Chain in what happened while the store was closed, and that it is open now.

    Raises StoreCutShort, and then nothing was written.
    """
    head = read_head(path, trail.key)
    lost = missing(database, head)
    if lost is not None:
        raise StoreCutShort(path=path, events=lost.events, decisions=lost.decisions)
    distrusted = head is None or is_damaged(path, trail.key)
    entries = failed_unlocks(path)
    with recording(database, path, trail):
        last = last_row(database)
        if last is None:
            begin(database, trail)
        elif distrusted:
            trail.append(Event.HEAD_LOST)
        if upgraded_from < newest_version():
            trail.append(Event.MIGRATED, before=upgraded_from, now=newest_version())
        for entry in entries:
            if not _is_chained(database, str(entry["id"])):
                trail.append(Event.UNLOCK_FAILED, **entry)
        trail.append(Event.UNLOCKED)
    with suppress(OSError):
        journal_file(path).unlink(missing_ok=True)
        if distrusted:
            replace_head(path, trail.key, head_now(database))
    trail.sync()


def begin(database: Database, trail: Trail) -> None:
    """Note what was kept before there was a trail: nobody can answer for that."""
    sql = "SELECT count(*), coalesce(max(serial), 0) FROM decisions"
    decisions, serial = database.execute(sql).fetchone()
    trail.append(Event.BEGUN, decisions=decisions, last_serial=serial)


def _is_chained(database: Database, identifier: str) -> bool:
    sql = "SELECT 1 FROM audit WHERE event = ? AND json_extract(detail, '$.id') = ?"
    found = database.execute(sql, [Event.UNLOCK_FAILED.value, identifier]).fetchone()
    return bool(identifier) and found is not None

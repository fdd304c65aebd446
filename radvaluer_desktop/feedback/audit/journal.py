"""Failed unlocks, noted where they can be: beside the database that did not open.

There is no key then, so these lines are not signed: until the next unlock, which chains them into
the trail, whoever can write the folder can change them. No line holds a name of a file or a key.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.audit import clock
from radvaluer_desktop.feedback.audit.chain import Value
from radvaluer_desktop.feedback.audit.events import Actor
from radvaluer_desktop.feedback.failures import (
    StoreBusy,
    StoreDiskFull,
    StoreNotWritable,
    StorePathTooLong,
)
from radvaluer_desktop.feedback.records import new_id

_MOST_BYTES = 256 * 1024  # a program that is started over and over must not fill the disk
# What says nothing of who tried to open the store.
_NO_ATTEMPT = (StoreBusy, StoreDiskFull, StoreNotWritable, StorePathTooLong)
_KNOWN = ("id", "at", "zone", "reason", "user", "station")


def journal_file(database: Path) -> Path:
    """Return where failed unlocks of ``database`` are noted."""
    return database.with_name(f"{database.stem}.unlocks.jsonl")


@contextmanager
def attempt(database: Path, actor: Actor) -> Iterator[None]:
    """Note that somebody tried to open ``database``, where the block raises for want of a key."""
    try:
        yield
    except StoreError as error:
        if database.exists() and not isinstance(error, _NO_ATTEMPT):
            note_failed_unlock(database, type(error).__name__, actor)
        raise


def note_failed_unlock(database: Path, reason: str, actor: Actor) -> None:
    """Note that ``database`` did not open, and the name of the error, where that is possible."""
    path, moment = journal_file(database), clock.now()
    line = {"id": new_id(), "at": moment.at, "zone": moment.zone, "reason": reason}
    with suppress(OSError):
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            return
        descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(line | asdict(actor)).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def failed_unlocks(database: Path) -> list[dict[str, Value]]:
    """Return what was noted; a line that is none is there too, as unreadable."""
    try:
        lines = journal_file(database).read_bytes().splitlines()
    except OSError:
        return []
    return [_entry(line) for line in lines]


def _entry(line: bytes) -> dict[str, Value]:
    try:
        values = json.loads(line)
        return {name: str(values[name])[:200] for name in _KNOWN}
    except (KeyError, TypeError, ValueError, RecursionError):
        return {"id": "", "reason": "unreadable"}

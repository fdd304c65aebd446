"""Opens the feedback store, or creates it where there is none.

``open_store`` may wait for a person to unlock the keyring, so it is no call for the thread that
paints.
"""

from __future__ import annotations

import hmac
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.head import head_file, read_head, replace_head
from radvaluer_desktop.feedback.audit.journal import note_failed_unlock
from radvaluer_desktop.feedback.audit.opening import Missing, begin_trail, missing
from radvaluer_desktop.feedback.audit.trail import Trail, head_now, recording
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.connection import (
    Database,
    closed_on_error,
    create_database,
    open_database,
    read_database,
    translated,
)
from radvaluer_desktop.feedback.decisions import FeedbackStore, NumberedDecision, StoreRules
from radvaluer_desktop.feedback.failures import (
    StoreBusy,
    StoreDiskFull,
    StoreGone,
    StoreMissing,
    StoreNotWritable,
    StorePathTooLong,
)
from radvaluer_desktop.feedback.files import (
    discard_unfinished,
    journals,
    publish,
    store_lock,
    unfinished,
)
from radvaluer_desktop.feedback.integrity import require_whole
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.keys import find_key, find_or_create_key, reference_file
from radvaluer_desktop.feedback.migrations import (
    is_current,
    newest_version,
    schema_version,
    upgrade,
)

__all__ = [
    "FeedbackStore",
    "NumberedDecision",
    "StoreRules",
    "StoreState",
    "accept_loss",
    "inspect_store",
    "open_store",
    "read_store",
]

_LONGEST_PATH = 490  # SQLite's 512, less what it adds for the journals of a file in the making
# What says nothing of who tried to open the store.
_NO_ATTEMPT = (StoreBusy, StoreDiskFull, StoreNotWritable, StorePathTooLong)


@dataclass(frozen=True, slots=True)
class StoreState:
    """What ``inspect_store`` found; ``problem`` says why a store that exists does not open."""

    path: Path
    exists: bool
    schema_version: int | None = None
    decisions: int | None = None
    backend: str | None = None
    problem: StoreError | None = None


def open_store(database: Path, keyring: Keyring, rules: StoreRules | None = None) -> FeedbackStore:
    """Open the store ``database``, or create it and its key where there is neither.

    Raises StoreError, and then leaves everything as it was. A process killed in here leaves
    nothing, or what the next call opens.
    """
    rules = rules or StoreRules()
    _refuse_long_path(database)
    with translated(database), _attempt(database, rules):
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with store_lock(database):
            _refuse_orphaned_journal(database)
            discard_unfinished(database)
            discard_unfinished(reference_file(database))
            key = find_or_create_key(database, keyring)
            if not database.exists():
                if head_file(database).exists():
                    raise StoreGone(path=database, head=head_file(database).name)
                _create(database, key)
            return _open_current(database, key, rules)


def read_store(
    database: Path,
    keyring: Keyring,
    rules: StoreRules | None = None,
    *,
    as_it_is: bool = False,
) -> FeedbackStore | None:
    """Open the store for reading; None where nothing was ever kept. Raises StoreError.

    Creates no store and upgrades none. With ``rules`` the audit trail says that it was opened, and
    takes what is noted; without them it is only looked at, and nothing is written; ``as_it_is``:
    its trail can be verified then.
    """
    _refuse_long_path(database)
    with translated(database):
        _refuse_orphaned_journal(database)
        if not database.exists():
            return None
        if rules is None:
            keys = find_keys(database, keyring)
            connection = _readable(database, keys.data)
            trail = Trail(connection, database, keys.audit) if as_it_is else None
            return FeedbackStore(connection, database, trail=trail)
        with _attempt(database, rules):
            key = find_key(database, keyring)
            connection = _readable(database, key)
            if not is_current(connection):
                return FeedbackStore(connection, database, rules)
            connection.close()
            return _open_current(database, key, rules)


def accept_loss(database: Path, keyring: Keyring, rules: StoreRules) -> Missing | None:
    """Go on with a store whose end is missing; return what is given up, None where nothing is.

    Raises StoreError.
    """
    keys = find_keys(database, keyring)
    with (
        store_lock(database),
        closing(open_database(database, keys.data)) as connection,
        translated(database),
    ):
        lost = missing(connection, read_head(database, keys.audit))
        if lost is None:
            return None
        trail = Trail(connection, database, keys.audit, rules.actor, rules.log, publishes=False)
        with recording(connection, database, trail):
            trail.append(Event.LOSS_ACCEPTED, events=lost.events, decisions=lost.decisions)
        replace_head(database, keys.audit, head_now(connection))
        return lost


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


def _open_current(database: Path, key: bytes, rules: StoreRules) -> FeedbackStore:
    connection = open_database(database, key)
    with closed_on_error(connection):
        version = schema_version(connection, database)
        _upgrade(connection, database, key, rules)
        trail = Trail(connection, database, audit_key(key), rules.actor, rules.log)
        begin_trail(connection, database, trail, upgraded_from=version)
    return FeedbackStore(connection, database, rules, trail)


def _upgrade(connection: Database, database: Path, key: bytes, rules: StoreRules) -> None:
    """Bring an old file up to date, after it was found whole and a copy of it was made and checked.

    Raises StoreError, and then the file is as it was.
    """
    if is_current(connection):
        return
    require_whole(connection, database)
    folder = rules.backups or database.parent / "backups"
    back_up(database, key, folder, f"before-v{newest_version()}")
    upgrade(connection, database)


def _readable(database: Path, key: bytes) -> Database:
    connection = read_database(database, key)
    with closed_on_error(connection):
        schema_version(connection, database)
    return connection


def find_keys(database: Path, keyring: Keyring) -> KeyPair:
    """Return the keys of a store or of a backup. Raises StoreError."""
    data = find_key(database, keyring)
    return KeyPair(data, audit_key(data))


def audit_key(key: bytes) -> bytes:
    """Return the key that the audit trail is signed with."""
    return hmac.digest(key, b"radvaluer audit trail", "sha256")


@contextmanager
def _attempt(database: Path, rules: StoreRules) -> Iterator[None]:
    """Note beside the store that it was tried to open, where that failed for want of a key."""
    try:
        yield
    except StoreError as error:
        if database.exists() and not isinstance(error, _NO_ATTEMPT):
            note_failed_unlock(database, type(error).__name__, rules.actor)
        raise


def _refuse_long_path(database: Path) -> None:
    size = len(os.fsencode(database.absolute()))
    if sys.platform != "win32" and size > _LONGEST_PATH:
        raise StorePathTooLong(path=database, bytes=size, limit=_LONGEST_PATH)


def _refuse_orphaned_journal(database: Path) -> None:
    """A new database beside the journal of a lost one would be mixed with it by SQLite."""
    if not database.exists() and (left := journals(database)):
        raise StoreMissing(path=database, journal=left[0].name)

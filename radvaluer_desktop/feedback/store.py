"""Opens the feedback store, or creates it where there is none.

``open_store`` may wait for a person to unlock the keyring, so it is no call for the thread that
paints.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.audit.head import head_file
from radvaluer_desktop.feedback.audit.journal import attempt
from radvaluer_desktop.feedback.audit.opening import begin_trail
from radvaluer_desktop.feedback.audit.trail import Trail
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.connection import (
    closed_on_error,
    create_database,
    open_database,
    read_database,
    translated,
)
from radvaluer_desktop.feedback.decisions import FeedbackStore, NumberedDecision, StoreRules
from radvaluer_desktop.feedback.failures import StoreGone, StoreMissing, StorePathTooLong
from radvaluer_desktop.feedback.files import (
    discard_unfinished,
    journals,
    publish,
    store_lock,
    unfinished,
)
from radvaluer_desktop.feedback.integrity import require_whole
from radvaluer_desktop.feedback.keys import (
    find_keys,
    find_or_create_keys,
    keep_up_to_date,
    read_reference,
    reference_file,
)
from radvaluer_desktop.feedback.migrations import (
    WITH_TRAIL,
    is_current,
    newest_version,
    schema_version,
    upgrade,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "FeedbackStore",
    "NumberedDecision",
    "StoreRules",
    "StoreState",
    "inspect_store",
    "note_keys",
    "open_store",
    "read_store",
]

_LONGEST_PATH = 490  # SQLite's 512, less what it adds for the journals of a file in the making


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
    """Open the store ``database``, or create it and its keys where there is neither.

    Raises StoreError, and then leaves everything as it was. A process killed in here leaves
    nothing, or what the next call opens.
    """
    rules = rules or StoreRules()
    _refuse_long_path(database)
    with translated(database), attempt(database, rules.actor):
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with store_lock(database):
            _refuse_what_is_left(database)
            discard_unfinished(database)
            discard_unfinished(reference_file(database))
            keys = find_or_create_keys(database, keyring, rules.escrow)
            if not database.exists():
                _create(database, keys.data)
            return _open_current(database, keys.data, keyring, rules)


def note_keys(database: Path, keyring: Keyring, rules: StoreRules) -> None:
    """Let the trail say what became of the keys; where it cannot now, the next opening does."""
    with suppress(StoreError):
        open_store(database, keyring, rules).close()


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
        _refuse_what_is_left(database)
        if not database.exists():
            return None
        if rules is None:
            keys = find_keys(database, keyring)
            connection = _readable(database, keys.data)
            trail = Trail(connection, database, keys.audit) if as_it_is else None
            return FeedbackStore(connection, database, trail=trail)
        with attempt(database, rules.actor), store_lock(database):
            key = find_keys(database, keyring).data
            connection = _readable(database, key)
            if schema_version(connection, database) < WITH_TRAIL:
                return FeedbackStore(connection, database, rules)
            connection.close()
            return _open_current(database, key, keyring, rules, upgrades=False)


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


def _open_current(
    database: Path, key: bytes, keyring: Keyring, rules: StoreRules, *, upgrades: bool = True
) -> FeedbackStore:
    """Open the file, which is there, bring it and its keys up to date, and begin the trail.

    ``upgrades``: whether the schema too.
    """
    connection = open_database(database, key)
    with closed_on_error(connection):
        version = schema_version(connection, database)
        if upgrades:
            _upgrade(connection, database, key, rules)
        keys = keep_up_to_date(database, keyring, rules.escrow)
        trail = Trail(connection, database, keys.audit, rules.actor, rules.log)
        begin_trail(connection, database, trail, version if upgrades else newest_version())
        store = FeedbackStore(connection, database, rules, trail)
        store.note_keys(read_reference(database))
    return store


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


def _refuse_long_path(database: Path) -> None:
    size = len(os.fsencode(database.absolute()))
    if sys.platform != "win32" and size > _LONGEST_PATH:
        raise StorePathTooLong(path=database, bytes=size, limit=_LONGEST_PATH)


def _refuse_what_is_left(database: Path) -> None:
    """Raise StoreMissing or StoreGone where the store is gone, but not all that belongs to it.

    SQLite would mix a new database with the journal of the lost one.
    """
    if database.exists():
        return
    if left := journals(database):
        raise StoreMissing(path=database, journal=left[0].name)
    if head_file(database).exists():
        raise StoreGone(path=database, head=head_file(database).name)

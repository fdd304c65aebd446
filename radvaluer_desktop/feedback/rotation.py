"""Gives the store a new data key: everything is encrypted anew, into a file that is checked first.

In this order, so that a process that is killed between any two leaves a store that opens: the new
key goes into the keyring; the reference names it beside the old one, sealed; the new file is
written, synced and compared with the old; it takes the place of the old. At each moment one of the
keys in the reference opens the file that bears the store's name, and so do the recovery key and
the department's key, which stay as they are. The old key stays in the keyring and in the reference:
older copies of the store need it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.audit.events import Actor
from radvaluer_desktop.feedback.audit.journal import attempt
from radvaluer_desktop.feedback.connection import (
    closed_on_error,
    create_database,
    open_database,
    read_database,
    translated,
)
from radvaluer_desktop.feedback.failures import StoreBusy, StoreDamaged
from radvaluer_desktop.feedback.files import (
    discard_unfinished,
    journals,
    put_in_place,
    store_lock,
    unfinished,
)
from radvaluer_desktop.feedback.integrity import require_whole
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.key_reference import KeyEntry, read_reference, write_reference
from radvaluer_desktop.feedback.keys import find_keys, new_keys, now, sealed_entry

if TYPE_CHECKING:
    from sqlite_utils import Database

_PAGES = 1_000  # copied between two words of progress: 4 MB

Progress = Callable[[int, int], None]


def rotate(
    database: Path,
    keyring: Keyring,
    progress: Progress | None = None,
    actor: Actor | None = None,
) -> None:
    """Encrypt the store anew with a new data key; its audit key stays, or the trail would end.

    ``progress``: told how many of how many pages are written; may raise, to give up. ``actor``:
    who is named where the store does not open. Nobody else may have it open. Raises StoreError, and
    then the store is as it was.
    """
    with translated(database), attempt(database, actor or Actor()), store_lock(database):
        old = find_keys(database, keyring)
        with closing(_alone(database, old.data)) as source:
            discard_unfinished(database)
            with _announced(database, keyring, new_keys(old.audit)) as new:
                _write(source, unfinished(database), new.data, progress)
                _compare(source, database, new.data)
                _replace(source, database)


def _alone(database: Path, key: bytes) -> Database:
    """Open the store and keep everybody else out until it is closed. Raises StoreBusy."""
    source = open_database(database, key)
    with closed_on_error(source):
        source.execute("PRAGMA journal_mode = DELETE")  # refused while another has it open
        source.execute("PRAGMA locking_mode = EXCLUSIVE")
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
    return source


@contextmanager
def _announced(database: Path, keyring: Keyring, keys: KeyPair) -> Iterator[KeyPair]:
    """Put new keys into the keyring and the reference; take them back where the block fails.

    But not where it failed when the new file was in place already: they open it.
    """
    before, old = read_reference(database), database.stat()
    key_id = keyring.keep_key(keys.data + keys.audit)
    try:
        entry = sealed_entry(before, KeyEntry(key_id, now()), keys)
        write_reference(database, replace(before, keys=(entry, *before.keys)))
        yield keys
    except BaseException:
        with suppress(StoreError, OSError):  # what stays opens nothing and is in nobody's way
            if os.path.samestat(old, database.stat()):
                discard_unfinished(database)
                write_reference(database, before)
                keyring.delete_key(key_id)
        raise


def _write(source: Database, new: Path, key: bytes, progress: Progress | None) -> None:
    def tell(_status: int, left: int, total: int) -> None:
        if progress:
            progress(total - left, total)

    with closing(create_database(new, key)) as target:
        source.conn.backup(target.conn, pages=_PAGES, progress=tell)
    with new.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(source: Database, database: Path) -> None:
    """Put the new file in the place of ``source``, which nobody can open until that is done."""
    if journals(database):
        raise StoreBusy(path=database)  # a journal of the old file would be mixed with the new
    if os.name == "nt":
        source.close()  # Windows replaces no file that is open
    put_in_place(database)


def _compare(source: Database, database: Path, key: bytes) -> None:
    """Raise StoreDamaged where the new file is not whole, or holds less or more than the old."""
    with closing(read_database(unfinished(database), key)) as new:
        require_whole(new, database)
        if _counts(new) != _counts(source):
            raise StoreDamaged(path=database)


def _counts(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    return {name: database.table(name).count for name in database.table_names()}

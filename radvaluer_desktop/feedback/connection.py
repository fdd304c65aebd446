"""Opens SQLCipher files under sqlite-utils, and turns their errors into sentences.

sqlcipher3's exceptions are not those of sqlite3, and sqlite-utils catches only those of the driver
that it found when it was imported: sqlcipher3 therefore stands in for pysqlite3, the one other
driver that sqlite-utils looks for, from when this module is imported. Its plug-ins are never
loaded. It comes with the first file, not with the window: it brings NumPy where that is installed,
a quarter of a second.

Write-ahead log, because long reads (export, backup) must never make the writer wait, and with
``synchronous=FULL``, because a decision that is reported as kept must survive a power cut.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from radvaluer_desktop.errors import InternalError, WorldError
from radvaluer_desktop.feedback.failures import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreDiskFailed,
    StoreDiskFull,
    StoreKeyWrong,
    StoreNotWritable,
)
from radvaluer_desktop.feedback.files import create_private

if TYPE_CHECKING:
    from sqlite_utils import Database

sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = dbapi2

BUSY_TIMEOUT_MS = 5_000
_AS_IT_LIES = "ro&immutable=1"  # without its journals
_STEPS = 10_000  # of SQLite's machine, some milliseconds, between two looks
_PAGE_BYTES = 4096  # SQLCipher's default; a whole file is a multiple of it

_FULL = {errno.ENOSPC, errno.EDQUOT}


def create_database(path: Path, key: bytes) -> Database:
    """Create an empty store at ``path``, which must not exist. Raises StoreError."""
    with translated(path):
        os.close(create_private(path))
        database = _writable(path, key)
        database.execute("PRAGMA journal_mode = WAL")  # the file remembers it
        return database


def open_database(path: Path, key: bytes) -> Database:
    """Open the store at ``path`` for reading and writing. Raises StoreError.

    ``key``: 32 bytes, used as they are. The file is never created, and stays as it is to the last
    byte where it cannot be opened.
    """
    with translated(path):
        _verify(path, key)
        database = _writable(path, key)
        with closed_on_error(database):
            database.execute("BEGIN IMMEDIATE")  # fails now, not at the first decision
            database.rollback()
            database.execute("PRAGMA journal_mode = WAL")  # whoever was killed while alone left it
        return database


def read_database(path: Path, key: bytes) -> Database:
    """Open the store at ``path`` for reading alone. Raises StoreError.

    Not with ``mode=ro``: such a connection leaves its shared memory file behind.
    """
    with translated(path):
        _verify(path, key)
        database = _writable(path, key)
        with closed_on_error(database):
            database.execute("PRAGMA query_only = ON")
        return database


def require_alone(path: Path, key: bytes) -> None:
    """Raise StoreBusy, at once, where any other connection has the store at ``path`` open.

    Leaves write-ahead logging, which SQLite does for the last connection alone; what the log held
    is in the file then.
    """
    with translated(path), closing(open_database(path, key)) as database:
        database.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """Keep what the block writes, all of it or nothing; nobody else writes meanwhile."""
    database.execute("BEGIN IMMEDIATE")  # a reader that begins to write could be refused half-way
    try:
        yield
    except BaseException:
        if database.conn.in_transaction:
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def stoppable(database: Database, may_go_on: Callable[[], None]) -> Iterator[None]:
    """Call ``may_go_on`` again and again while the block's statements run; raise what it raises."""
    stopped: list[Exception] = []

    def look() -> int:
        try:
            may_go_on()
        except Exception as error:  # noqa: BLE001 - handed on below; SQLite would swallow it
            stopped.append(error)
        return len(stopped)

    database.conn.set_progress_handler(look, _STEPS)
    try:
        yield
    except Exception:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        database.conn.set_progress_handler(None, 0)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of SQLCipher and of the file system into StoreError, for the store ``path``."""
    try:
        yield
    except dbapi2.Error as error:
        raise _failure(error, path) from error
    except OSError as error:
        if error.errno in _FULL:
            raise StoreDiskFull(path=path) from error
        raise StoreNotWritable(path=path, reason=error.strerror) from error


def _verify(path: Path, key: bytes) -> None:
    """Check that ``key`` opens ``path``, through a connection that cannot write.

    A writable connection would, when closed, move what a crash left in the write-ahead log into
    the file, even with a wrong key.
    """
    if path.stat().st_size < _PAGE_BYTES:  # SQLite would take it for a new, empty database
        raise NotAStore(path=path)
    # A rollback journal that a killed program left could only be rolled back by a connection that
    # writes: to see whether the key is right, the file is read as if there were none.
    killed = path.with_name(path.name + "-journal").exists()
    with closing(_connect(path, _AS_IT_LIES if killed else "ro")) as connection:
        _unlock(connection, key)
        if _readable(connection):
            return
    raise StoreKeyWrong(path=path) if _looks_like_store(path) else NotAStore(path=path)


def _looks_like_store(path: Path) -> bool:
    if path.stat().st_size % _PAGE_BYTES:
        return False
    with closing(_connect(path, _AS_IT_LIES)) as connection:  # without a key: is it plain SQLite?
        return not _readable(connection)


def _readable(connection: Any) -> bool:  # noqa: ANN401 - sqlcipher3 is not typed
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if _code(error) != dbapi2.SQLITE_NOTADB:
            raise
        return False
    return True


def _writable(path: Path, key: bytes) -> Database:
    from sqlite_utils import Database

    connection = _connect(path, "rw")
    with closed_on_error(connection):
        _unlock(connection, key)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: fsync alone stops at the disk's cache
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        # The log goes into the file after 16 MiB, not 4: rarely while somebody waits for it.
        connection.execute("PRAGMA wal_autocheckpoint = 4096")
        connection.execute("PRAGMA cache_size = -16384")  # KiB: the indexes' upper pages
    return Database(connection, execute_plugins=False, recursive_triggers=False)


@contextmanager
def closed_on_error(connection: Any) -> Iterator[None]:  # noqa: ANN401 - sqlcipher3 is not typed
    """Close ``connection``, of SQLCipher or of sqlite-utils, where the block raises."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _connect(path: Path, mode: str) -> Any:  # noqa: ANN401 - sqlcipher3 is not typed
    return dbapi2.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)


def _unlock(connection: Any, key: bytes) -> None:  # noqa: ANN401 - sqlcipher3 is not typed
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def _code(error: Exception) -> int | None:
    """Return SQLite's primary result code."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _failure(error: Exception, path: Path) -> WorldError | InternalError:
    reason = getattr(error, "sqlite_errorname", type(error).__name__)
    if isinstance(error, dbapi2.OperationalError) and _code(error) is None:
        return StoreDamaged(path=path)  # the driver's own: a text that is none, as of a lost page
    match _code(error):
        case dbapi2.SQLITE_NOTADB | dbapi2.SQLITE_CORRUPT:
            return StoreDamaged(path=path)
        case dbapi2.SQLITE_BUSY | dbapi2.SQLITE_LOCKED:
            return StoreBusy(path=path)
        case dbapi2.SQLITE_FULL:
            return StoreDiskFull(path=path)
        case dbapi2.SQLITE_READONLY | dbapi2.SQLITE_CANTOPEN | dbapi2.SQLITE_PERM:
            return StoreNotWritable(path=path, reason=reason)
        case dbapi2.SQLITE_IOERR:
            return StoreDiskFailed(path=path, reason=reason)
        case _:
            return InternalError(f"the feedback store was used wrongly ({reason})")

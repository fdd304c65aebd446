"""Files that appear whole or not at all, never in the place of another; the lock over them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from radvaluer_desktop.feedback.failures import StoreBusy

_LOCK_WITHIN_S = 5.0
_SIDE_FILES = ("-wal", "-shm", "-journal")


def unfinished(path: Path) -> Path:
    """Return the name under which ``path`` is prepared."""
    return path.with_name(path.name + ".new")


def side_files(database: Path) -> list[Path]:
    """Return the files that SQLite may keep beside ``database``, whether or not they exist."""
    return [database.with_name(database.name + suffix) for suffix in _SIDE_FILES]


def journals(database: Path) -> list[Path]:
    """Return the files beside ``database`` that may hold its latest changes."""
    names = [database.with_name(database.name + suffix) for suffix in ("-wal", "-journal")]
    return [path for path in names if path.exists()]


def discard_unfinished(path: Path) -> None:
    """Remove what a killed process left of preparing ``path``; the caller holds the lock."""
    new = unfinished(path)
    for leftover in (new, *side_files(new)):
        leftover.unlink(missing_ok=True)


def create_private(path: Path) -> int:
    """Create ``path`` for its owner alone; return its descriptor. Fails where it exists."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)


def write_once(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, on disk when this returns. Fails where ``path`` exists."""
    with os.fdopen(create_private(unfinished(path)), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    publish(path)


def publish(path: Path) -> None:
    """Give the prepared and synced file its name. Fails where ``path`` exists."""
    new = unfinished(path)
    if os.name == "nt":
        new.rename(path)  # refuses where the name is taken
        return
    path.hardlink_to(new)  # rename would replace what is there
    new.unlink()
    _sync_folder(path.parent)


def rename_new(path: Path) -> None:
    """Give the prepared and synced file its name, in a folder where hard links may be unknown.

    Raises FileExistsError; the caller chose a name that nobody else takes.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, "the name is taken", str(path))
    unfinished(path).rename(path)
    _sync_folder(path.parent)


def create_and_name(path: Path, data: bytes) -> None:
    """Write ``data`` to the new file ``path``, whole or not at all; folders as of ``rename_new``.

    Raises FileExistsError.
    """
    new = unfinished(path)
    new.unlink(missing_ok=True)
    try:
        with os.fdopen(create_private(new), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        rename_new(path)
    finally:
        new.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all, in the place of what is there."""
    new = unfinished(path)
    new.unlink(missing_ok=True)
    with os.fdopen(create_private(new), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _sync_folder(path.parent)


def put_in_place(path: Path) -> None:
    """Give the prepared and synced file its name, in the place of what is there."""
    unfinished(path).replace(path)
    _sync_folder(path.parent)


def remove_lock(database: Path) -> None:
    """Remove the file of the lock that the caller holds; a process that waits makes a new one."""
    with suppress(PermissionError):  # Windows removes no file that is in use
        _lock_file(database).unlink()


def _lock_file(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


@contextmanager
def store_lock(database: Path) -> Iterator[None]:
    """Let one process at a time open, create or erase the store. Raises StoreBusy after 5 s."""
    try:
        with FileLock(_lock_file(database), timeout=_LOCK_WITHIN_S):
            yield
    except Timeout as error:
        raise StoreBusy(path=database) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows opens no folder
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

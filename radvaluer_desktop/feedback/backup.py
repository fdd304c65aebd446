"""Backups: whole encrypted copies of the store, made while it is in use, each read back.

A backup is a file like the store, with what names its key beside it, so that it opens where the
store would. It gets its name only when it was opened anew, every page of it checked and its rows
counted; a process killed in between leaves a ``.new`` file that the next backup removes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InternalError, StoreError
from radvaluer_desktop.feedback.backup_files import free_name, thin
from radvaluer_desktop.feedback.backup_folders import remember_folder
from radvaluer_desktop.feedback.connection import create_database, read_database, translated
from radvaluer_desktop.feedback.failures import StoreDamaged, StoreDiskFull
from radvaluer_desktop.feedback.files import (
    discard_unfinished,
    rename_new,
    replace_file,
    unfinished,
)
from radvaluer_desktop.feedback.integrity import (
    Contents,
    checked_contents,
    contents_of,
    require_whole,
)
from radvaluer_desktop.feedback.keys import reference_file

if TYPE_CHECKING:
    from sqlite_utils import Database

_TURN_WITHIN_S = 5.0
_PAGES = 2048  # copied at a time: 8 MiB


class BackupFailed(StoreError):
    """The copy could not be written, or not be read back."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "No backup of the feedback store was made in {folder}: {reason} The store is as it was, "
        "and earlier backups are kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Check that folder and its disk, or name another in the setting 'backup_folder', then "
        "run 'radvaluer feedback backup'.",
    )


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was just made and checked, and how many older ones it made superfluous."""

    path: Path
    contents: Contents
    removed: int


def back_up(
    database: Path,
    key: bytes,
    folder: Path,
    why: str = "",
    may_go_on: Callable[[], None] | None = None,
) -> MadeBackup:
    """Copy the open or closed store ``database`` into ``folder``, check the copy, thin the others.

    ``why``: letters, digits and hyphens. ``may_go_on`` is called now and then and may raise.
    Raises BackupFailed, or StoreDamaged where it is the store itself that cannot be read.
    """
    try:
        with translated(database):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _turn(folder):
            _remove_unfinished(folder)
            path = free_name(folder, why)
            contents = _copy(database, key, path, may_go_on)
            removed = thin(folder, path)
    except BackupFailed:
        raise
    except StoreError as error:
        if isinstance(error, StoreDamaged) and error.values["path"] == database:
            raise
        raise BackupFailed(folder=folder, reason=_reason(error, folder)) from error
    except OSError as error:
        raise BackupFailed(folder=folder, reason=f"{error.strerror}.") from error
    return MadeBackup(path, contents, removed)


def copy_pages(
    source: Database, target: Database, may_go_on: Callable[[], None] | None = None
) -> None:
    """Copy every page of ``source``, as it is at this moment, into the empty ``target``.

    The target keeps its own key. The source's transaction is held open, so that a window which
    writes meanwhile does not make the copy begin again.
    """
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    try:
        source.conn.backup(target.conn, pages=_PAGES, progress=lambda *_: may_go_on and may_go_on())
    finally:
        source.execute("ROLLBACK")
    target.execute("PRAGMA journal_mode = DELETE")  # one file, that no log belongs to


def _copy(database: Path, key: bytes, path: Path, may_go_on: Callable[[], None] | None) -> Contents:
    new = unfinished(path)
    try:
        with closing(read_database(database, key)) as source:
            expected = _copied(source, database, new, key, may_go_on)
        found = checked_contents(new, key)
        _require_same(found, expected)
    except BaseException:
        discard_unfinished(path)
        raise
    reference = reference_file(database)
    if reference.exists():
        replace_file(reference_file(path), reference.read_bytes())
    with suppress(OSError):  # a full disk there must not stop a backup that goes elsewhere
        remember_folder(database, path.parent)
    rename_new(path)
    return found


def _require_same(found: Contents, expected: Contents) -> None:
    if found != expected:
        raise InternalError("a backup holds something else than the store")


def _copied(
    source: Database,
    database: Path,
    new: Path,
    key: bytes,
    may_go_on: Callable[[], None] | None,
) -> Contents:
    try:
        with closing(create_database(new, key)) as target, translated(new):
            copy_pages(source, target, may_go_on)
            return contents_of(target, new)
    except StoreDamaged:
        require_whole(source, database)  # where it is the source, that is what must be said
        raise


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Let one process at a time write into ``folder``. Raises BackupFailed."""
    lock = FileLock(folder / ".backup.lock", timeout=_TURN_WITHIN_S, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        reason = "another backup is being made there."
        raise BackupFailed(folder=folder, reason=reason) from error
    try:
        yield
    finally:
        lock.release()


def _remove_unfinished(folder: Path) -> None:
    """Remove what a killed backup left; the caller has the turn."""
    for leftover in folder.glob("feedback-*.db.new*"):
        leftover.unlink(missing_ok=True)


def _reason(error: StoreError, folder: Path) -> str:
    if not folder.is_dir():
        return "the folder is gone."
    if isinstance(error, StoreDiskFull):
        return "there is no room left on that disk."
    if isinstance(error, StoreDamaged):
        return "what was written could not be read back."
    return f"{error.values.get('reason', type(error).__name__)}."

"""Backups: whole encrypted copies of the store, made while it is in use, each read back.

A backup is a file like the store, with what names its key beside it, so that it opens where the
store would. It gets its name only when it was opened anew, every page of it checked and its rows
counted; a process killed in between leaves a ``.new`` file that the next backup removes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InternalError, StoreError
from radvaluer_desktop.feedback.connection import (
    Database,
    create_database,
    read_database,
    translated,
)
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
from radvaluer_desktop.feedback.keys import read_reference, reference_file
from radvaluer_desktop.feedback.thinning import superfluous

_NAME = re.compile(r"feedback-(\d{8}T\d{6}Z)(?:-([a-z0-9-]+))?\.db")
_STAMP = "%Y%m%dT%H%M%SZ"
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
class Backup:
    """One backup; ``made_at`` is UTC, ``why`` empty for an ordinary one."""

    path: Path
    made_at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was just made and checked, and how many older ones it made superfluous."""

    path: Path
    contents: Contents
    removed: int


def backups(folder: Path, database: Path) -> list[Backup]:
    """Return the backups of ``database`` in ``folder``, the newest first; none without a folder.

    Several stores may share a folder: what names another store's keys alone is that one's.
    """
    found, own = [], _key_ids(database)
    for path in folder.glob("feedback-*.db") if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named and _is_own(path, own):
            made_at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made_at, named[2] or ""))
    return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)


def _is_own(path: Path, own: set[str] | None) -> bool:
    theirs = _key_ids(path)
    return own is None or theirs is None or bool(own & theirs)


def _key_ids(database: Path) -> set[str] | None:
    """Return the ids of the keys that open ``database``; None where nothing names them."""
    try:
        return {entry.key_id for entry in read_reference(database).keys}
    except (StoreError, OSError):
        return None


def is_due(made: Sequence[Backup], hours: int, now: datetime) -> bool:
    """Whether the newest backup is older than ``hours``, or younger than now by a wrong clock."""
    if hours == 0:
        return False
    return not made or abs(now - made[0].made_at) >= timedelta(hours=hours)


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
            path = _free_name(folder, why)
            contents = _copy(database, key, path, may_go_on)
            removed = _thin(folder, path)
    except BackupFailed:
        raise
    except StoreError as error:
        if isinstance(error, StoreDamaged) and error.values["path"] == database:
            raise
        raise BackupFailed(folder=folder, reason=_reason(error, folder)) from error
    except OSError as error:
        raise BackupFailed(folder=folder, reason=f"{error.strerror}.") from error
    return MadeBackup(path, contents, removed)


def _thin(folder: Path, made: Path) -> int:
    """Remove what is superfluous beside the backup that was just made; return how many."""
    superfluous_ones = superfluous(backups(folder, made), lambda backup: backup.made_at)
    removed = [each.path for each in superfluous_ones if each.path != made]
    for path in removed:
        remove_backup(path)
    return len(removed)


def remove_backup(path: Path) -> None:
    """Remove a backup and what names its key; one that will not go stays. Raises nothing."""
    for file in (path, reference_file(path)):
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return


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


def _free_name(folder: Path, why: str) -> Path:
    """Return a name that is not taken; a clock that was set back meets older ones."""
    stamp = datetime.now(UTC)
    suffix = f"-{why}" if why else ""
    for number in range(1000):
        more = f"-{number}" if number else ""
        path = folder / f"feedback-{stamp:{_STAMP}}{suffix}{more}.db"
        if not path.exists():
            return path
    raise InternalError("a thousand backups in one second")


def _reason(error: StoreError, folder: Path) -> str:
    if not folder.is_dir():
        return "the folder is gone."
    if isinstance(error, StoreDiskFull):
        return "there is no room left on that disk."
    if isinstance(error, StoreDamaged):
        return "what was written could not be read back."
    return f"{error.values.get('reason', type(error).__name__)}."

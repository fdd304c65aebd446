"""The files in a folder of backups: which are a store's, which is the newest, which may go.

A file says by its name when it was made. After the clock was wrong, some may be dated later than
now: such a one never counts as the newest as long as there is another, and is thinned among its
like, so that it takes no other's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from radvaluer_desktop.errors import InternalError, StoreError
from radvaluer_desktop.feedback.keys import read_reference, reference_file
from radvaluer_desktop.feedback.thinning import superfluous

_NAME = re.compile(r"feedback-(\d{8}T\d{6}Z)(?:-([a-z0-9-]+))?\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; ``made_at`` is UTC, ``why`` empty for an ordinary one.

    ``dated_later``: than now, because the clock was wrong when it was made, or is wrong now.
    """

    path: Path
    made_at: datetime
    why: str = ""
    dated_later: bool = False


def backups(folder: Path, database: Path, now: datetime | None = None) -> list[Backup]:
    """Return the backups of ``database`` in ``folder``, the newest first; none without a folder.

    Those that are dated later than now come last. Several stores may share a folder: what names
    another store's keys alone is that one's.
    """
    found, own, now = [], _key_ids(database), now or datetime.now(UTC)
    for path in folder.glob("feedback-*.db") if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named and _is_own(path, own):
            made_at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made_at, named[2] or "", made_at > now))
    found.sort(key=lambda each: (each.made_at, each.path.name), reverse=True)
    return sorted(found, key=lambda each: each.dated_later)


def is_due(made: Sequence[Backup], hours: int, now: datetime) -> bool:
    """Whether the newest backup is older than ``hours``, or younger than now by a wrong clock."""
    if hours == 0:
        return False
    return not made or abs(now - made[0].made_at) >= timedelta(hours=hours)


def thin(folder: Path, made: Path, now: datetime | None = None) -> int:
    """Remove what is superfluous beside the backup that was just made; return how many."""
    there = backups(folder, made, now)
    removed = [
        each.path
        for later in (False, True)
        for each in superfluous(
            [each for each in there if each.dated_later is later], lambda backup: backup.made_at
        )
        if each.path != made
    ]
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


def free_name(folder: Path, why: str) -> Path:
    """Return a name that is not taken; a clock that was set back meets older ones."""
    stamp = datetime.now(UTC)
    suffix = f"-{why}" if why else ""
    for number in range(1000):
        more = f"-{number}" if number else ""
        path = folder / f"feedback-{stamp:{_STAMP}}{suffix}{more}.db"
        if not path.exists():
            return path
    raise InternalError("a thousand backups in one second")


def _is_own(path: Path, own: set[str] | None) -> bool:
    theirs = _key_ids(path)
    return own is None or theirs is None or bool(own & theirs)


def _key_ids(database: Path) -> set[str] | None:
    """Return the ids of the keys that open ``database``; None where nothing names them."""
    try:
        return {entry.key_id for entry in read_reference(database).keys}
    except (StoreError, OSError):
        return None

"""Files that appear whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
from pathlib import Path

_SIDE_FILES = ("-wal", "-shm", "-journal")


def unfinished(path: Path) -> Path:
    """Return the name under which ``path`` is prepared."""
    return path.with_name(path.name + ".new")


def journals(database: Path) -> list[Path]:
    """Return the files beside ``database`` that may hold its latest changes."""
    names = [database.with_name(database.name + suffix) for suffix in ("-wal", "-journal")]
    return [path for path in names if path.exists()]


def discard_unfinished(path: Path) -> None:
    """Remove what a killed process left of preparing ``path``; the caller holds the lock."""
    new = unfinished(path)
    for leftover in (new, *(new.with_name(new.name + suffix) for suffix in _SIDE_FILES)):
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


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Which folders backups of a store were written to, so that an erasure reaches them later.

``feedback.backup-folders.jsonl`` beside the store has a path a line. Lines are only added, so that
two programs that make backups at once need not wait for each other.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from radvaluer_desktop.feedback.files import replace_file


def folders_file(database: Path) -> Path:
    """Return where the folders are written down."""
    return database.with_name(f"{database.stem}.backup-folders.jsonl")


def default_folder(database: Path) -> Path:
    """Return the folder beside the store, which need not be remembered."""
    return database.parent / "backups"


def remembered_folders(database: Path) -> list[Path]:
    """Return the folders that were written down, in their order. Raises OSError."""
    try:
        lines = folders_file(database).read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    return list(dict.fromkeys(filter(None, map(_folder, lines))))


def remember_folder(database: Path, folder: Path) -> None:
    """Write ``folder`` down, on disk on return, unless it is known already. Raises OSError."""
    folder = folder.absolute()
    if folder == default_folder(database.absolute()) or folder in remembered_folders(database):
        return
    line = json.dumps(os.fspath(folder)).encode() + b"\n"
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
    with os.fdopen(os.open(folders_file(database), flags, 0o600), "ab") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def forget_folder(database: Path, folder: Path) -> bool:
    """Strike ``folder`` out; return whether it was there. Raises OSError."""
    known = remembered_folders(database)
    kept = [each for each in known if each != folder.absolute()]
    if len(kept) == len(known):
        return False
    lines = "".join(json.dumps(os.fspath(each)) + "\n" for each in kept)
    replace_file(folders_file(database), lines.encode())
    return True


def _folder(line: str) -> Path | None:
    """Return what a line says; None of one that was cut off, or is none."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return Path(value) if isinstance(value, str) and value else None

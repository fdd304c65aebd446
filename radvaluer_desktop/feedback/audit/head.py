"""How far the trail reached and how many rows the store held, written beside the database.

A database whose end was cut off, or that an older copy replaced, is whole in itself; only what lies
outside can miss the rest. The file has two slots, written in turn, so that a write that was cut off
leaves the one before. Each is signed with the trail's key. It is written after each commit and not
synced there: after a power cut it may name an earlier end than the database has, never a later one.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from radvaluer_desktop.feedback.files import create_private

_SLOT = 512
_SLOTS = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The trail's last row, and the rows of each table then."""

    seq: int
    mac: str
    rows: Mapping[str, int]


def head_file(database: Path) -> Path:
    """Return where the head of ``database`` lies."""
    return database.with_name(f"{database.stem}.audit.head")


def write_head(database: Path, key: bytes, head: Head) -> None:
    """Write ``head`` into the slot that the one before does not lie in. Raises OSError."""
    text = json.dumps(asdict(head), separators=(",", ":"))
    slot = f"{_sign(key, text)} {text}\n".encode().ljust(_SLOT)
    path = head_file(database)
    with suppress(FileExistsError):
        os.close(create_private(path))
    with path.open("r+b", buffering=0) as file:
        file.seek(head.seq % _SLOTS * _SLOT)
        file.write(slot)


def replace_head(database: Path, key: bytes, head: Head) -> None:
    """Write ``head`` in the place of any other: the trail ends there from now on."""
    head_file(database).unlink(missing_ok=True)
    write_head(database, key, head)
    sync_head(database)


def sync_head(database: Path) -> None:
    """Bring the head to the disk. Raises OSError."""
    with head_file(database).open("r+b") as file:
        os.fsync(file.fileno())


def read_head(database: Path, key: bytes) -> Head | None:
    """Return the newest head that was signed with ``key``; None where there is none."""
    try:
        data = head_file(database).read_bytes()
    except OSError:
        return None
    slots = (data[at : at + _SLOT] for at in range(0, len(data), _SLOT))
    heads = [head for head in (_parsed(slot, key) for slot in slots) if head]
    return max(heads, key=lambda head: head.seq, default=None)


def is_damaged(database: Path, key: bytes) -> bool:
    """Whether a slot of the head holds what was never written there."""
    try:
        data = head_file(database).read_bytes()
    except OSError:
        return False
    slots = (data[at : at + _SLOT] for at in range(0, len(data), _SLOT))
    return any(slot.strip(b"\0 ") and _parsed(slot, key) is None for slot in slots)


def _parsed(slot: bytes, key: bytes) -> Head | None:
    try:
        signature, _, text = slot.decode().strip().partition(" ")
        if not hmac.compare_digest(signature, _sign(key, text)):
            return None
        return Head(**json.loads(text))
    except (TypeError, ValueError):
        return None


def _sign(key: bytes, text: str) -> str:
    return hmac.digest(key, b"head " + text.encode(), "sha256").hex()

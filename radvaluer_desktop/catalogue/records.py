"""What is remembered of a model that was got or imported: ``ID.gguf.json`` beside the file.

It names the bytes that were verified. A file that has changed since is refused when it is loaded.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from radvaluer_desktop.catalogue.entries import is_sha256
from radvaluer_desktop.catalogue.failures import NotTheModel

_MOST_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """``compared``: the hash was known before, from the catalogue or from whoever brought it.

    ``source``: ``hub REPOSITORY@REVISION/FILE`` or ``import``; ``entry``: the id in the catalogue,
    or empty; ``licence``: what was agreed to, or empty; ``at``: when, in UTC; ``frame``: a digest
    of what is used of the file's own chat template, or empty.
    """

    sha256: str
    bytes: int
    compared: bool
    source: str
    entry: str = ""
    licence: str = ""
    at: str = ""
    frame: str = ""


def now() -> str:
    """Return the time as it stands in a record."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def record_file(model: Path) -> Path:
    """Return where the record of ``model`` lies."""
    return model.with_name(f"{model.name}.json")


def record_text(record: Record) -> str:
    """Return ``record`` as it lies in its file."""
    return json.dumps(asdict(record), indent=1) + "\n"


def read_record(model: Path) -> Record | None:
    """Return what is remembered of ``model``; None where nothing is, or nothing of that form."""
    try:
        with record_file(model).open("rb") as file:
            record = Record(**json.loads(file.read(_MOST_BYTES)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    sound = isinstance(record.sha256, str) and is_sha256(record.sha256)
    return record if sound and type(record.bytes) is int else None


def must_be_as_recorded(model: Path, sha256: str) -> None:
    """Raise NotTheModel where ``model`` was verified once and has other bytes now."""
    record = read_record(model)
    if record is not None and record.sha256 != sha256:
        raise NotTheModel(path=model, found=sha256, expected=record.sha256)

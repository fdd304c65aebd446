"""Writes the small files of retraining, each whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError

PART = ".part"  # what a file is called until it is whole


class RetrainingUnwritable(InputError):
    """A file of retraining cannot be written."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} cannot be written ({reason}). The model in use is what it was."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the folder and the space that is left, then run the same command again."
    )


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the file system says about ``path`` into RetrainingUnwritable."""
    try:
        yield
    except OSError as error:
        raise RetrainingUnwritable(path=path, reason=error.strerror) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` for this user alone, in the place of what is there."""
    new = path.with_name(f"{path.name}{PART}")
    with writing(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


def write_json(path: Path, value: object) -> None:
    """Write ``value`` as JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    write_bytes(path, f"{text}\n".encode())

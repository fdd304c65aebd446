"""What a batch must not lose between two starts: what it was begun with, and that it runs once.

Beside ``OUT.jsonl`` lie ``OUT.jsonl.run.json`` (digests and options, no text of a report) and,
while a batch writes, ``OUT.jsonl.lock``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.session.batch import Row, writing

Option = str | int | float | None


class BatchOfAnother(InputError):
    """The output was begun with another input, model or options."""

    what = "{path} was begun with another {difference}, as {record} says. It is kept as it is."
    next_step = "Run the command as it was run then, or name another output file."


class BatchRunning(InputError):
    """Another process writes the same output."""

    what = "{path} is being written by another process. Nothing was drafted."
    next_step = "Wait until that is done, then run the same command again."


@dataclass(frozen=True, slots=True)
class BatchRun:
    """What decides the words of an output file; digests are SHA-256, None where not known yet."""

    input: str
    model: str | None
    options: Mapping[str, Option] = field(default_factory=dict)


def digest_of(rows: Sequence[Row]) -> str:
    """Return the digest of all ids, findings, and headers and languages of single rows."""
    digest = hashlib.sha256()
    for row in rows:
        own: list[object] = [asdict(row.header)] if row.header else []
        own += [row.language] if row.language else []
        digest.update(json.dumps([row.id, row.findings, *own]).encode())
    return digest.hexdigest()


@contextmanager
def exclusive(output: Path) -> Iterator[None]:
    """Let one process at a time write ``output``. Raises BatchRunning or OutputUnwritable."""
    lock = FileLock(_beside(output, ".lock"), timeout=0)
    with writing(output):
        try:
            lock.acquire()
        except Timeout as error:  # an OSError too
            raise BatchRunning(path=output) from error
    try:
        yield
    finally:
        _beside(output, ".lock").unlink(missing_ok=True)
        lock.release()


def check_run(output: Path, run: BatchRun, done: int) -> None:
    """Compare ``run`` with what the ``done`` rows of ``output`` were made with; record it.

    Raises BatchOfAnother or OutputUnwritable.
    """
    file = _beside(output, ".run.json")
    begun = _read(file) if done else None
    if begun is not None:
        for name, value in asdict(run).items():
            if value is not None and begun.get(name) != value:
                raise BatchOfAnother(path=output, difference=name, record=file.name)
        return
    with writing(output):
        new = _beside(output, ".run.json.new")
        with new.open("w", encoding="utf-8") as record:
            json.dump(asdict(run), record, indent=2)
            record.flush()
            os.fsync(record.fileno())
        new.replace(file)


def _read(file: Path) -> dict[str, object] | None:
    """Return what was recorded; None where nothing that can be read is there."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _beside(output: Path, suffix: str) -> Path:
    return output.parent / (output.name + suffix)

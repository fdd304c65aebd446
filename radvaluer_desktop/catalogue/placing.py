"""Puts a model into the user's folder: one process at a time, room first, all of it or nothing."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from radvaluer_desktop.catalogue.entries import is_model_id
from radvaluer_desktop.catalogue.failures import (
    FolderNotWritable,
    ModelBusy,
    ModelIdUnfit,
    ModelThereAlready,
    NoRoom,
)
from radvaluer_desktop.catalogue.records import Record, record_file, record_text

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_RESERVE_BYTES = 64 << 20  # of the disk: decisions are kept on it too
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where the model ``id`` will lie, and its part until then."""

    id: str
    folder: Path

    @property
    def file(self) -> Path:
        """The model, once it is whole."""
        return self.folder / f"{self.id}.gguf"

    @property
    def part(self) -> Path:
        """What is there of it; no list of models shows this name."""
        return self.folder / f"{self.id}.gguf.part"

    def free_bytes(self) -> int:
        """Return what is free on the disk for this user."""
        return shutil.disk_usage(self.folder).free

    def must_have_room(self, count: int) -> None:
        """Raise NoRoom where ``count`` more bytes would fill the disk."""
        free = self.free_bytes()
        if count + _RESERVE_BYTES > free:
            raise self.no_room(count + _RESERVE_BYTES)

    def no_room(self, needed: int) -> NoRoom:
        """Return the error."""
        free = self.free_bytes()
        mib = {"needed": -(-needed // _MIB), "free": free // _MIB}
        return NoRoom(id=self.id, folder=self.folder, **mib)


@contextmanager
def held_place(identifier: str, folder: Path) -> Iterator[Place]:
    """Hold the place of a model that is not there yet, alone on this computer.

    Raises ModelIdUnfit, ModelThereAlready, ModelBusy, FolderNotWritable; an error of the disk that
    comes up meanwhile becomes FolderNotWritable, or NoRoom, and then the part is gone.
    """
    if not is_model_id(identifier):
        raise ModelIdUnfit(id=identifier)
    place = Place(identifier, folder)
    with held(identifier, folder):
        if place.file.exists():
            raise ModelThereAlready(id=identifier)
        try:
            yield place
        except OSError as error:
            if error.errno in _FULL:
                place.part.unlink(missing_ok=True)
                raise place.no_room(_RESERVE_BYTES) from error
            raise FolderNotWritable(path=folder, reason=_why(error)) from error


@contextmanager
def held(identifier: str, folder: Path) -> Iterator[None]:
    """Be the only process that changes the model ``identifier``. Raises ModelBusy and others."""
    lock = FileLock(folder / f"{identifier}.gguf.lock", timeout=0, mode=0o600)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise ModelBusy(id=identifier) from error
    except OSError as error:
        raise FolderNotWritable(path=folder, reason=_why(error)) from error
    try:
        yield
    finally:
        lock.release()


def put_in_place(place: Place, record: Record) -> None:
    """Give the part its name, whole and on the disk; its record first. Raises OSError."""
    with place.part.open("rb+") as file:
        os.fsync(file.fileno())
    note = record_file(place.file)
    new = note.with_name(f"{note.name}.new")
    new.write_text(record_text(record), encoding="utf-8")
    new.replace(note)
    place.part.replace(place.file)
    if os.name == "posix":
        descriptor = os.open(place.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__

"""Looks for canaries in bytes, in files and their names, and in what processes show of themselves.

Tens of thousands of pieces are looked for at once: the first eight bytes of each are numbers, and
numpy compares every place of the data with all of them. What is compressed is unpacked as far as it
goes and searched as well.
"""

from __future__ import annotations

import bz2
import lzma
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.privacy.forms import forms_of

_KEY_BYTES = 8
_TABLE_BITS = 20
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio: spreads like keys
_BLOCK = 1 << 24
_OVERLAP = 1 << 12  # longer than any piece
_UNPACKED_AT_MOST = 1 << 24
_DEEPEST = 2

# A zlib header is two bytes whose number is a multiple of 31, the first of the form 0x?8.
_ZLIB = re.compile(
    b"|".join(
        re.escape(bytes((first, second)))
        for first in range(0x08, 0x80, 0x10)
        for second in range(256)
        if (first * 256 + second) % 31 == 0 and not second & 0x20
    )
)
_GZIP = re.compile(rb"\x1f\x8b\x08")
_ZIP_ENTRY = re.compile(rb"PK\x03\x04")
_BZIP = re.compile(rb"BZh[1-9]1AY&SY")
_XZ = re.compile(rb"\xfd7zXZ\x00")
_STEP = 512


@dataclass(frozen=True, slots=True)
class Found:
    """A canary, the place where it lay, and the form in which it lay there."""

    place: str
    canary: str
    form: str


class Searcher:
    """Knows every form of every piece of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pieces: dict[bytes, dict[bytes, tuple[str, str]]] = {}
        for text in texts:
            for form, piece in forms_of(text):
                key = piece[:_KEY_BYTES]
                self._pieces.setdefault(key, {}).setdefault(piece, (text, form))
        self._keys = np.unique(np.frombuffer(b"".join(self._pieces), "<u8"))
        self._table = np.zeros(1 << _TABLE_BITS, bool)
        self._table[_slots(self._keys)] = True

    def in_bytes(self, data: bytes, place: str) -> list[Found]:
        """Return each canary that ``data`` holds, also in what is compressed in it."""
        return self._in_bytes(data, place, _DEEPEST)

    def in_file(self, path: Path) -> list[Found]:
        """Return each canary that the file holds; a part of it is read at a time."""
        found: list[Found] = []
        with path.open("rb") as file:
            data = file.read(_BLOCK)
            while data:
                found += self.in_bytes(data, str(path))
                more = file.read(_BLOCK)
                data = data[-_OVERLAP:] + more if more else b""
        return found

    def in_folder(
        self,
        folder: Path,
        asked_for: Collection[Path] = (),
        since: float = 0.0,
        levels: int = 1000,
    ) -> list[Found]:
        """Return each canary in the files below ``folder`` and in their names.

        ``asked_for``: files that a person wrote or asked for, by exact path. ``since``: only files
        made or changed after this time, in seconds since the epoch. ``levels``: how deep to look.
        Other file systems that are mounted below are not looked at.
        """
        found: list[Found] = []
        for path, status in _entries(folder, levels):
            if path in asked_for or max(status.st_mtime, status.st_ctime) < since:
                continue
            found += self._in_bytes(os.fsencode(path.name), f"the name of {path}", 0)
            with suppress(FileNotFoundError, ProcessLookupError):
                if stat.S_ISLNK(status.st_mode):
                    found += self.in_bytes(os.fsencode(path.readlink()), f"the link {path}")
                elif stat.S_ISREG(status.st_mode) and _may_read(status):
                    found += self.in_file(path)
        return found

    def _in_bytes(self, data: bytes, place: str, depth: int) -> list[Found]:
        found = dict.fromkeys(self._plain(data, place))
        if depth:
            unpacked = bytes(16).join(_unpacked(data))
            if unpacked:
                inside = f"{place}, compressed"
                found |= dict.fromkeys(self._in_bytes(unpacked, inside, depth - 1))
        return list(found)

    def _plain(self, data: bytes, place: str) -> Iterator[Found]:
        for offset in self._candidates(data):
            key = data[offset : offset + _KEY_BYTES]
            for piece, (text, form) in self._pieces.get(key, {}).items():
                if data.startswith(piece, offset):
                    yield Found(place, text, form)

    def _candidates(self, data: bytes) -> list[int]:
        offsets: list[int] = []
        for shift in range(_KEY_BYTES):
            count = (len(data) - shift) // _KEY_BYTES
            if count <= 0:
                break
            words = np.frombuffer(data, "<u8", count, shift)
            likely = np.flatnonzero(self._table[_slots(words)])
            hits = likely[self._are_keys(words[likely])]
            offsets += (hits * _KEY_BYTES + shift).tolist()
        return sorted(offsets)

    def _are_keys(self, words: Any) -> Any:
        nearest = np.searchsorted(self._keys, words).clip(max=len(self._keys) - 1)
        return self._keys[nearest] == words


def _slots(words: Any) -> Any:
    return (words * _MIX) >> np.uint64(64 - _TABLE_BITS)


def _may_read(status: os.stat_result) -> bool:
    """What belongs to another user this one cannot have written."""
    return sys.platform == "win32" or os.geteuid() in (0, status.st_uid)


def _entries(folder: Path, levels: int) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield what lies below ``folder``; what vanishes meanwhile is left out."""
    waiting = [(folder, levels)]
    device = folder.stat().st_dev if folder.exists() else None
    while waiting:
        current, levels = waiting.pop()
        try:
            entries = list(os.scandir(current))
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            continue
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if stat.S_ISDIR(status.st_mode) and levels > 1 and status.st_dev == device:
                waiting.append((Path(entry.path), levels - 1))
            yield Path(entry.path), status


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Yield what unpacks from anywhere in ``data``, as far as it goes."""
    starts: list[tuple[int, Callable[[], Any]]] = [(0, lambda: zlib.decompressobj(-15))]
    starts += [(found.start(), zlib.decompressobj) for found in _ZLIB.finditer(data)]
    starts += [(found.start(), lambda: zlib.decompressobj(31)) for found in _GZIP.finditer(data)]
    starts += [(found.start(), bz2.BZ2Decompressor) for found in _BZIP.finditer(data)]
    starts += [(found.start(), lzma.LZMADecompressor) for found in _XZ.finditer(data)]
    for found in _ZIP_ENTRY.finditer(data):
        names = data[found.start() + 26 : found.start() + 30]
        start = found.start() + 30 + int.from_bytes(names[:2], "little")
        starts.append((start + int.from_bytes(names[2:], "little"), starts[0][1]))
    view = memoryview(data)
    for start, make in starts:
        text = _unpack(make(), view[start:])
        if text:
            yield text


def _unpack(unpacker: Any, data: memoryview) -> bytes:
    """Unpack in small steps, so that what comes before the damage is not lost."""
    text = bytearray()
    with suppress(zlib.error, OSError, EOFError, lzma.LZMAError):
        for start in range(0, len(data), _STEP):
            if unpacker.eof or len(text) > _UNPACKED_AT_MOST:
                break
            text += unpacker.decompress(data[start : start + _STEP])
    return bytes(text)

"""Walks a GGUF header step by step; each step is checked against the size of the file.

Read, not mapped: a mapped file that another program cuts short would end the whole process. Arrays
are passed over and remembered by their place; whoever needs one reads it from there. So a header
costs little memory, whatever it claims.
"""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFValueType

from radvaluer_desktop.errors import RadValuerError

SCALARS = {
    GGUFValueType.UINT8: "B",
    GGUFValueType.INT8: "b",
    GGUFValueType.UINT16: "H",
    GGUFValueType.INT16: "h",
    GGUFValueType.UINT32: "I",
    GGUFValueType.INT32: "i",
    GGUFValueType.FLOAT32: "f",
    GGUFValueType.BOOL: "?",
    GGUFValueType.UINT64: "Q",
    GGUFValueType.INT64: "q",
    GGUFValueType.FLOAT64: "d",
}
_MAX_DIMENSIONS = 4
_LENGTH = struct.Struct("<Q")
_BLOCK_BYTES = 1 << 18
# Far above any model's: the longest known have some 300,000 tokens and 600,000 merges, a chat
# template of tens of kilobytes, and names of a few words.
_MOST_STRINGS = 1 << 22
_LONGEST_TEXT = 1 << 20


class Malformed(RadValuerError):
    """A length points beyond the end of the file or all reason, or a value is of another kind."""


class UnknownTensor(RadValuerError):
    """A tensor has a type that this version of the gguf library does not know."""


@dataclass(frozen=True, slots=True)
class ArrayPlace:
    """Where an array of a header lies: ``start`` in bytes, ``count`` elements of ``kind``."""

    kind: GGUFValueType
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """Size of one tensor's data in bytes, their place counted from where data begin, their type."""

    name: str
    offset: int
    size: int
    kind: GGMLQuantizationType


class HeaderReader:
    """Reads from ``file``, which has ``size`` bytes. All methods raise Malformed."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._strings = 0
        self.position = 0

    def must_hold(self, count: int) -> None:
        """Raise Malformed where fewer than ``count`` bytes are left."""
        if not 0 <= count <= self._size - self.position:
            raise Malformed

    def skip(self, count: int) -> int:
        """Move on by ``count`` bytes; return where they began."""
        self.must_hold(count)
        start = self.position
        self._go_to(start + count)
        return start

    def scalar(self, code: str) -> Any:  # noqa: ANN401 - a number of the kind that the code names
        """Read one number; ``code`` is that of ``struct``."""
        return struct.unpack(f"<{code}", self._take(struct.calcsize(f"<{code}")))[0]

    def text(self) -> str:
        """Read a string; bytes that are no UTF-8 become U+FFFD."""
        return self._take(self._text_length()).decode("utf-8", "replace")

    def key_value(self) -> tuple[str, Any]:
        """Read one pair: numbers and strings as they are, arrays as an ArrayPlace."""
        key = self._take(self._text_length()).decode("utf-8")
        kind = GGUFValueType(self.scalar("I"))
        if kind is GGUFValueType.ARRAY:
            return key, self._array(GGUFValueType(self.scalar("I")), self.scalar("Q"))
        return key, self.text() if kind is GGUFValueType.STRING else self.scalar(SCALARS[kind])

    def tensor(self) -> TensorEntry:
        """Read one tensor's entry. Raises UnknownTensor too."""
        name = self.text()
        dimensions = self.scalar("I")
        if dimensions > _MAX_DIMENSIONS:
            raise Malformed
        elements = 1
        for _ in range(dimensions):
            elements *= self.scalar("Q")
        kind = self.scalar("I")
        try:
            type_ = GGMLQuantizationType(kind)
            block, block_bytes = GGML_QUANT_SIZES[type_]
        except (KeyError, ValueError) as error:
            raise UnknownTensor(kind) from error
        return TensorEntry(name, self.scalar("Q"), elements // block * block_bytes, type_)

    def numbers(self, place: ArrayPlace, most: int) -> memoryview:
        """Read an array of numbers, of which there may be ``most``; they take what they do there.

        As they lie in the file, in the order of bytes that all processors have which are supported.
        """
        if place.kind not in SCALARS or place.count > most:
            raise Malformed
        self._go_to(place.start)
        code = SCALARS[place.kind]
        raw: Any = memoryview(self._take(place.count * struct.calcsize(f"<{code}")))
        numbers: memoryview = raw.cast(code)
        return numbers

    def strings(self, place: ArrayPlace, wanted: frozenset[int]) -> list[bytes]:
        """Read those strings of an array whose indices are ``wanted``."""
        if place.kind is not GGUFValueType.STRING:
            raise Malformed
        self._go_to(place.start)
        found = []
        for index, (start, end) in enumerate(self._walk_strings(place.count)):
            if index in wanted:
                if end - start > _LONGEST_TEXT:
                    raise Malformed
                found.append((start, end))
        return [self._take_at(start, end) for start, end in found]

    def _array(self, kind: GGUFValueType, count: int) -> ArrayPlace:
        place = ArrayPlace(kind, self.position, count)
        if kind is GGUFValueType.STRING:
            self._pass_strings(count)
        else:  # the specification allows nested arrays; no model has any
            self.skip(struct.calcsize(f"<{SCALARS[kind]}") * count)
        return place

    def _pass_strings(self, count: int) -> None:
        self.must_hold(count * _LENGTH.size)
        self._strings += count
        if self._strings > _MOST_STRINGS:
            raise Malformed
        last = deque(self._walk_strings(count), maxlen=1)
        self._go_to(last[0][1] if last else self.position)

    def _walk_strings(self, count: int) -> Iterator[tuple[int, int]]:
        """Yield where each string begins and ends: vocabularies are long, so without calls."""
        at, block_at, block = self.position, 0, b""
        for _ in range(count):
            if at + _LENGTH.size > block_at + len(block):
                self._file.seek(at)
                block_at, block = at, self._file.read(_BLOCK_BYTES)
                if len(block) < _LENGTH.size:
                    raise Malformed
            start = at + _LENGTH.size
            at = start + _LENGTH.unpack_from(block, at - block_at)[0]
            if at > self._size:
                raise Malformed
            yield start, at

    def _take_at(self, start: int, end: int) -> bytes:
        self._go_to(start)
        return self._take(end - start)

    def _text_length(self) -> int:
        length: int = self.scalar("Q")
        if length > _LONGEST_TEXT:
            raise Malformed
        return length

    def _go_to(self, position: int) -> None:
        self._file.seek(position)
        self.position = position

    def _take(self, count: int) -> bytes:
        self.must_hold(count)
        data = self._file.read(count)
        if len(data) != count:  # cut short while it was read
            raise Malformed
        self.position += count
        return data

"""Reads the header of a GGUF file without trusting it, and without touching the tensors' data.

The layout is that of the GGUF specification, versions 2 and 3. Every length is checked against the
file before anything is read, so that a cut or hostile file is named and never reaches llama.cpp.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFValueType, TokenType

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError, RadValuerError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_ALIGNMENT = 32
_MAX_DIMENSIONS = 4
# The smallest possible entries: a key with a one-byte value, and a tensor without dimensions.
_SMALLEST_KEY, _SMALLEST_TENSOR = 13, 24
_SCALARS = {
    GGUFValueType.UINT8: "<B",
    GGUFValueType.INT8: "<b",
    GGUFValueType.UINT16: "<H",
    GGUFValueType.INT16: "<h",
    GGUFValueType.UINT32: "<I",
    GGUFValueType.INT32: "<i",
    GGUFValueType.FLOAT32: "<f",
    GGUFValueType.BOOL: "<?",
    GGUFValueType.UINT64: "<Q",
    GGUFValueType.INT64: "<q",
    GGUFValueType.FLOAT64: "<d",
}


class ModelMissing(ModelError):
    """There is no such file, or it cannot be read."""

    what = QT_TRANSLATE_NOOP("errors", "The model file {path} cannot be read ({reason}).")
    next_step = QT_TRANSLATE_NOOP("errors", "Check its name and permissions, or choose another.")


class NotAModel(ModelError):
    """The file is no GGUF."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is not a GGUF model file.")
    next_step = QT_TRANSLATE_NOOP("errors", "Choose a file in GGUF format (version 2 or 3).")


class ModelCutShort(ModelError):
    """The file ends before its contents do."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The model file {path} is incomplete or damaged: {size} bytes are there."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Copy or download it again.")


@dataclass(frozen=True, slots=True)
class ModelHeader:
    """What the header says. ``control_tokens``: the vocabulary's tokens of type CONTROL."""

    architecture: str
    name: str
    context_length: int
    control_tokens: tuple[str, ...]


def read_header(path: Path) -> ModelHeader:
    """Return the header of the GGUF file at ``path``.

    Raises ModelMissing, NotAModel, or ModelCutShort where the data of any tensor would lie beyond
    the end of the file.
    """
    try:
        if not path.is_file():
            raise ModelMissing(path=path, reason=_why_no_file(path))
        size = path.stat().st_size
        if size < len(_MAGIC):
            raise NotAModel(path=path)
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _parse(data, size, path)
    except OSError as error:
        raise ModelMissing(path=path, reason=error.strerror or type(error).__name__) from error


def _why_no_file(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return "it is no regular file" if path.exists() else "no such file"


def _parse(data: mmap.mmap, size: int, path: Path) -> ModelHeader:
    reader = _Reader(data, size)
    if data[:4] != _MAGIC:
        raise NotAModel(path=path)
    try:
        reader.skip(len(_MAGIC))
        if reader.scalar("<I") not in _VERSIONS:
            raise NotAModel(path=path)
        tensors, keys = reader.scalar("<Q"), reader.scalar("<Q")
        reader.must_hold(keys * _SMALLEST_KEY + tensors * _SMALLEST_TENSOR)
        values = dict(reader.key_value() for _ in range(keys))
        end = max((reader.tensor_end() for _ in range(tensors)), default=0)
    except (_Truncated, UnicodeDecodeError, ValueError, KeyError) as error:
        raise ModelCutShort(path=path, size=size) from error
    alignment = int(values.get("general.alignment") or _ALIGNMENT)
    start = -(-reader.position // alignment) * alignment
    if start + end > size:
        raise ModelCutShort(path=path, size=size)
    return _header(values)


def _header(values: dict[str, Any]) -> ModelHeader:
    architecture = str(values.get("general.architecture", ""))
    tokens = values.get("tokenizer.ggml.tokens") or []
    kinds = values.get("tokenizer.ggml.token_type") or []
    control = [t for t, kind in zip(tokens, kinds, strict=False) if kind == TokenType.CONTROL]
    return ModelHeader(
        architecture=architecture,
        name=str(values.get("general.name", "")),
        context_length=int(values.get(f"{architecture}.context_length") or 0),
        control_tokens=tuple(token.decode("utf-8", "replace") for token in control),
    )


class _Truncated(RadValuerError):
    """A length points beyond the end of the file."""


class _Reader:
    """Walks the header; every step is checked against the size of the file."""

    def __init__(self, data: mmap.mmap, size: int) -> None:
        self._data = data
        self._size = size
        self.position = 0

    def skip(self, count: int) -> int:
        """Move on by ``count`` bytes; return where they began."""
        self.must_hold(count)
        start = self.position
        self.position = start + count
        return start

    def must_hold(self, count: int) -> None:
        """Raise _Truncated where fewer than ``count`` bytes are left."""
        if not 0 <= count <= self._size - self.position:
            raise _Truncated

    def scalar(self, code: str) -> Any:  # noqa: ANN401 - a number of the kind that the code names
        return struct.unpack_from(code, self._data, self.skip(struct.calcsize(code)))[0]

    def string(self) -> bytes:
        length = self.scalar("<Q")
        start = self.skip(length)
        return self._data[start : start + length]

    def key_value(self) -> tuple[str, Any]:
        key = self.string().decode("utf-8")
        return key, self._value(GGUFValueType(self.scalar("<I")))

    def _value(self, kind: GGUFValueType) -> Any:  # noqa: ANN401 - whatever the file holds
        if kind is GGUFValueType.STRING:
            return self.string().decode("utf-8", "replace")
        if kind is GGUFValueType.ARRAY:
            return self._array(GGUFValueType(self.scalar("<I")), self.scalar("<Q"))
        return self.scalar(_SCALARS[kind])

    def _array(self, kind: GGUFValueType, length: int) -> list[Any]:
        self.must_hold(length)
        if kind is GGUFValueType.STRING:
            return [self.string() for _ in range(length)]
        code = _SCALARS[kind]  # the specification allows nested arrays; no model has any
        start = self.skip(struct.calcsize(code) * length)
        return list(struct.unpack_from(f"<{length}{code[1]}", self._data, start))

    def tensor_end(self) -> int:
        """Read one tensor's entry; return where its data end, counted from where data begin."""
        self.string()
        dimensions = self.scalar("<I")
        if dimensions > _MAX_DIMENSIONS:
            raise _Truncated
        elements = 1
        for _ in range(dimensions):
            elements *= self.scalar("<Q")
        block, block_bytes = GGML_QUANT_SIZES[GGMLQuantizationType(self.scalar("<I"))]
        return int(self.scalar("<Q")) + elements // block * block_bytes

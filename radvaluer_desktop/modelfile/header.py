"""Reads the header of a GGUF file without trusting it, and without touching the tensors' data.

The layout is that of the GGUF specification, versions 2 and 3. Every length is checked against the
file before anything is read, so that a cut or hostile file is named and never reaches llama.cpp.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFValueType, TokenType

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError, RadValuerError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_ALIGNMENT = 32
_MAX_DIMENSIONS = 4
# The smallest possible entries: a key with a one-byte value, and a tensor without dimensions.
_SMALLEST_KEY, _SMALLEST_TENSOR = 13, 24
_HALF = 2  # bytes of a 16-bit float
# The only arrays of numbers that are read; any other may be as long as the file.
_READ_ARRAYS = (".token_type", ".head_count_kv")
_Value = TypeVar("_Value")
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


class ModelTooNew(ModelError):
    """The file uses something that came after this version of the program."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The model {path} holds tensors of a kind ({kind}) that is not known here."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Use a file with another quantisation, or a newer version of this program."
    )


@dataclass(frozen=True, slots=True)
class ModelHeader:
    """What the header says. ``control_tokens``: the vocabulary's tokens of type CONTROL.

    ``tensor_bytes``: of all tensors together. ``cache_bytes_per_token``: of the key-value cache in
    16-bit floats, all layers together; 0 where the header does not tell.
    """

    architecture: str
    name: str
    context_length: int
    control_tokens: tuple[str, ...]
    vocabulary: int
    tensor_bytes: int
    cache_bytes_per_token: int


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
        alignment = _typed(values, "general.alignment", _ALIGNMENT)
        reader.skip(-reader.position % max(alignment, 1))
        reader.must_hold(end)
        return _header(values, end)
    except _UnknownTensor as error:
        raise ModelTooNew(path=path, kind=error) from error
    except (_Malformed, UnicodeDecodeError, ValueError, KeyError) as error:
        raise ModelCutShort(path=path, size=size) from error


def _header(values: dict[str, Any], tensor_bytes: int) -> ModelHeader:
    architecture = _typed(values, "general.architecture", "")
    tokens: list[Any] = _typed(values, "tokenizer.ggml.tokens", [])
    kinds: list[Any] = _typed(values, "tokenizer.ggml.token_type", [])
    control = [t for t, kind in zip(tokens, kinds, strict=False) if kind == TokenType.CONTROL]
    if not all(isinstance(token, bytes) for token in control):
        raise _Malformed
    return ModelHeader(
        architecture=architecture,
        name=_typed(values, "general.name", ""),
        context_length=_typed(values, f"{architecture}.context_length", 0),
        control_tokens=tuple(token.decode("utf-8", "replace") for token in control),
        vocabulary=len(tokens),
        tensor_bytes=tensor_bytes,
        cache_bytes_per_token=_cache_bytes(values, architecture),
    )


def _cache_bytes(values: dict[str, Any], architecture: str) -> int:
    """Return the bytes of the key-value cache a token: layers x heads x (key + value) x 2."""

    def number(name: str, default: int = 0) -> int:
        return _typed(values, f"{architecture}.{name}", default)

    layers, heads = number("block_count"), number("attention.head_count")
    if not heads:
        return 0
    of_keys = number("attention.key_length", number("embedding_length") // heads)
    of_values = number("attention.value_length", of_keys)
    shared = values.get(f"{architecture}.attention.head_count_kv", heads)
    all_heads = sum(shared) if isinstance(shared, list) else layers * shared
    return int(all_heads * (of_keys + of_values) * _HALF)


def _typed(values: dict[str, Any], key: str, default: _Value) -> _Value:
    """Return the value of ``key``, ``default`` where it is missing; it must be of that type."""
    value = values.get(key, default)
    if type(value) is not type(default):
        raise _Malformed
    return value


class _Malformed(RadValuerError):
    """A length points beyond the end of the file, or a value is not of its kind."""


class _UnknownTensor(RadValuerError):
    """A tensor has a type that this version of the gguf library does not know."""


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
        """Raise _Malformed where fewer than ``count`` bytes are left."""
        if not 0 <= count <= self._size - self.position:
            raise _Malformed

    def scalar(self, code: str) -> Any:  # noqa: ANN401 - a number of the kind that the code names
        return struct.unpack_from(code, self._data, self.skip(struct.calcsize(code)))[0]

    def string(self) -> bytes:
        length = self.scalar("<Q")
        start = self.skip(length)
        return self._data[start : start + length]

    def key_value(self) -> tuple[str, Any]:
        key = self.string().decode("utf-8")
        return key, self._value(GGUFValueType(self.scalar("<I")), key)

    def _value(self, kind: GGUFValueType, key: str) -> Any:  # noqa: ANN401 - whatever the file holds
        if kind is GGUFValueType.STRING:
            return self.string().decode("utf-8", "replace")
        if kind is GGUFValueType.ARRAY:
            return self._array(GGUFValueType(self.scalar("<I")), self.scalar("<Q"), key)
        return self.scalar(_SCALARS[kind])

    def _array(self, kind: GGUFValueType, length: int, key: str) -> list[Any]:
        self.must_hold(length)
        if kind is GGUFValueType.STRING:
            return self._strings(length)
        code = _SCALARS[kind]  # the specification allows nested arrays; no model has any
        start = self.skip(struct.calcsize(code) * length)
        if not key.endswith(_READ_ARRAYS):
            return []
        return list(struct.unpack_from(f"<{length}{code[1]}", self._data, start))

    def _strings(self, count: int) -> list[bytes]:
        """Read an array of strings: in vocabularies a hundred thousand, so without calls."""
        data, size, at, found = self._data, self._size, self.position, []
        length_at = struct.Struct("<Q").unpack_from
        for _ in range(count):
            if at + 8 > size or (length := length_at(data, at)[0]) > size - at - 8:
                raise _Malformed
            found.append(data[at + 8 : at + 8 + length])
            at += 8 + length
        self.position = at
        return found

    def tensor_end(self) -> int:
        """Read one tensor's entry; return where its data end, counted from where data begin."""
        self.string()
        dimensions = self.scalar("<I")
        if dimensions > _MAX_DIMENSIONS:
            raise _Malformed
        elements = 1
        for _ in range(dimensions):
            elements *= self.scalar("<Q")
        kind = self.scalar("<I")
        try:
            block, block_bytes = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
        except (KeyError, ValueError) as error:
            raise _UnknownTensor(kind) from error
        return int(self.scalar("<Q")) + elements // block * block_bytes

"""Parses the header of a GGUF file without trusting it, and without touching the tensors' data.

The layout is that of the GGUF specification, versions 2 and 3. Every length is checked against the
file before anything is read, so that a cut or hostile file is named and never reaches llama.cpp.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from gguf import MODEL_ARCH_NAMES, GGUFValueType, TokenType
from gguf import GGMLQuantizationType as Kind

from radvaluer_desktop.modelfile.header import (
    BASE_PREFIX,
    PATIENT_DATA_KEY,
    ModelCutShort,
    ModelHeader,
    ModelTooNew,
    NotAModel,
)
from radvaluer_desktop.modelfile.reading import ArrayPlace, HeaderReader, Malformed, UnknownTensor

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_ALIGNMENT = 32
# The smallest possible entries: a key with a one-byte value, and a tensor without dimensions.
_SMALLEST_KEY, _SMALLEST_TENSOR = 13, 24
# Far above any model's: some have forty keys, two thousand tensors, a hundred layers.
_MOST_ENTRIES, _MOST_LAYERS, _MOST_TOKENS = 1 << 16, 1 << 12, 1 << 20
_MOST_CONTROL = 1 << 15  # control tokens; some have six thousand
# Names of architectures are shown to a person; so they must be able to be names.
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TOKENS = "tokenizer.ggml.tokens"
_ADAPTER = "adapter"
_BASE_KEY = "general.base_model.0.name"
_HALF = 2  # bytes of a 16-bit float
_NO_ARRAY = ArrayPlace(GGUFValueType.UINT8, 0, 0)
_Value = TypeVar("_Value")

# Of models that the gguf library of this installation can describe, and llama.cpp beside it read.
ARCHITECTURES = frozenset(MODEL_ARCH_NAMES.values())
# By processor, ggml-cpu lays these out anew.
_REARRANGED = {Kind.Q4_0, Kind.Q4_K, Kind.IQ4_NL, Kind.Q2_K}


def parse_header(file: BinaryIO, size: int, path: Path) -> ModelHeader:
    """Return the header of ``file``, which has ``size`` bytes and is called ``path`` in errors.

    Raises NotAModel, ModelTooNew or ModelCutShort.
    """
    reader = HeaderReader(file, size)
    if size < len(_MAGIC) or file.read(len(_MAGIC)) != _MAGIC:
        raise NotAModel(path=path)
    try:
        reader.skip(len(_MAGIC))
        if reader.scalar("I") not in _VERSIONS:
            raise NotAModel(path=path)
        return _read_entries(reader)
    except UnknownTensor as error:
        raise ModelTooNew(path=path, kind=error) from error
    except (Malformed, UnicodeDecodeError, ValueError, KeyError) as error:
        raise ModelCutShort(path=path, size=size) from error


def _read_entries(reader: HeaderReader) -> ModelHeader:
    tensors, keys = reader.scalar("Q"), reader.scalar("Q")
    reader.must_hold(keys * _SMALLEST_KEY + tensors * _SMALLEST_TENSOR)
    if max(tensors, keys) > _MOST_ENTRIES:
        raise Malformed
    values = _each_once(reader.key_value() for _ in range(keys))
    each = (reader.tensor() for _ in range(tensors))
    entries = list(_each_once((entry.name, entry) for entry in each).values())
    reader.skip(-reader.position % max(_typed(values, "general.alignment", _ALIGNMENT), 1))
    reader.must_hold(max((entry.offset + entry.size for entry in entries), default=0))
    architecture = _typed(values, "general.architecture", "")
    if not _NAME.fullmatch(architecture):
        raise Malformed
    return ModelHeader(
        architecture=architecture,
        name=_typed(values, "general.name", ""),
        context_length=_count(values, f"{architecture}.context_length"),
        control_tokens=_control_tokens(values, reader),
        vocabulary=_typed(values, _TOKENS, _NO_ARRAY).count,
        tensor_bytes=sum(entry.size for entry in entries),
        rearranged_bytes=sum(entry.size for entry in entries if entry.kind in _REARRANGED),
        layers=_count(values, f"{architecture}.block_count"),
        cache_bytes_per_token=_cache_bytes(values, architecture, reader),
        patient_data=_typed(values, PATIENT_DATA_KEY, default=False),
        adapter=_typed(values, "general.type", "") == _ADAPTER,
        base=_typed(values, _BASE_KEY, "").removeprefix(BASE_PREFIX),
        chat_template=_typed(values, "tokenizer.chat_template", ""),
        begin_token=_token(values, "tokenizer.ggml.bos_token_id", reader),
        end_token=_token(values, "tokenizer.ggml.eos_token_id", reader),
        adds_begin_token=_typed(values, "tokenizer.ggml.add_bos_token", default=True),
    )


def _token(values: dict[str, Any], key: str, reader: HeaderReader) -> str:
    """Return the token whose id stands under ``key``, empty where there is none."""
    place, tokens = _typed(values, key, -1), _typed(values, _TOKENS, _NO_ARRAY)
    if tokens is _NO_ARRAY or not 0 <= place < tokens.count:
        return ""
    return "".join(
        text.decode("utf-8", "replace") for text in reader.strings(tokens, frozenset({place}))
    )


def _each_once(pairs: Iterable[tuple[str, _Value]]) -> dict[str, _Value]:
    """Collect ``pairs``. A name twice is refused: which of the two counts, readers differ in."""
    found: dict[str, _Value] = {}
    for name, value in pairs:
        if name in found:
            raise Malformed
        found[name] = value
    return found


def _control_tokens(values: dict[str, Any], reader: HeaderReader) -> tuple[str, ...]:
    tokens = _typed(values, _TOKENS, _NO_ARRAY)
    kinds = _typed(values, "tokenizer.ggml.token_type", _NO_ARRAY)
    if _NO_ARRAY in (tokens, kinds):
        return ()
    numbers = reader.numbers(kinds, _MOST_TOKENS)
    found = (at for at, kind in enumerate(numbers) if kind == TokenType.CONTROL)
    control = frozenset(itertools.islice(found, _MOST_CONTROL + 1))
    if len(control) > _MOST_CONTROL:
        raise Malformed
    return tuple(token.decode("utf-8", "replace") for token in reader.strings(tokens, control))


def _cache_bytes(values: dict[str, Any], architecture: str, reader: HeaderReader) -> int:
    """Return the bytes of the key-value cache a token: layers x heads x (key + value) x 2."""
    layers = _count(values, f"{architecture}.block_count")
    of_each = _heads(values, f"{architecture}.attention.head_count", layers, reader)
    if not any(of_each):
        return 0
    shared = _heads(values, f"{architecture}.attention.head_count_kv", layers, reader) or of_each
    width = _count(values, f"{architecture}.embedding_length") // max(of_each)
    of_keys = _count(values, f"{architecture}.attention.key_length", width)
    of_values = _count(values, f"{architecture}.attention.value_length", of_keys)
    return sum(shared) * (of_keys + of_values) * _HALF


def _heads(values: dict[str, Any], key: str, layers: int, reader: HeaderReader) -> tuple[int, ...]:
    """Return the heads of each layer: some models have an array, most one number for all."""
    if isinstance(values.get(key), ArrayPlace):
        numbers = tuple(reader.numbers(values[key], _MOST_LAYERS))
    elif key in values and layers <= _MOST_LAYERS:
        numbers = (_count(values, key),) * layers
    else:
        numbers = ()
    if not all(isinstance(number, int) and number >= 0 for number in numbers):
        raise Malformed
    return numbers


def _count(values: dict[str, Any], key: str, default: int = 0) -> int:
    number = _typed(values, key, default)
    if number < 0:
        raise Malformed
    return number


def _typed(values: dict[str, Any], key: str, default: _Value) -> _Value:
    """Return the value of ``key``, ``default`` where it is missing; it must be of that type."""
    value = values.get(key, default)
    if type(value) is not type(default):
        raise Malformed
    return value

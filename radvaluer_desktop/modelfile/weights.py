"""Reads a model that this project wrote back from its GGUF file: sizes, vocabulary, tensors.

Quantised tensors become float32. The header is bound-checked first (``header``), because the gguf
library trusts what it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import numpy.typing as npt

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError
from radvaluer_desktop.modelfile.header import read_header
from radvaluer_desktop.modelfile.write import (
    ARCHITECTURE,
    BytePairVocabulary,
    LlamaShape,
    PreTokenizer,
)


class BaseUnsuitable(ModelError):
    """The model cannot be taught here."""

    what = QT_TRANSLATE_NOOP("errors", "{path} cannot be taught here: {reason}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Use 'demo', 'random', or a model file that this program made."
    )


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model as it lies in a file; ``tensors`` by GGUF name, rows in llama.cpp's order."""

    shape: LlamaShape
    vocabulary: BytePairVocabulary
    tensors: dict[str, npt.NDArray[np.float32]]
    name: str
    patient_data: bool


def read_model(path: Path) -> StoredModel:
    """Return the model in the file at ``path``.

    Raises ModelError: what ``read_header`` raises, or BaseUnsuitable for another architecture, an
    output matrix of its own or another kind of tokenizer.
    """
    header = read_header(path)
    if header.architecture != ARCHITECTURE:
        raise BaseUnsuitable(path=path, reason=f"its architecture is {header.architecture}")
    reader = gguf.GGUFReader(path)
    try:
        tensors = {
            each.name: np.array(gguf.quants.dequantize(each.data, each.tensor_type), np.float32)
            for each in reader.tensors
        }
        if "output.weight" in tensors:
            raise BaseUnsuitable(path=path, reason="its output matrix is not its embedding")
        shape = _shape(reader, len(tensors["token_embd.weight"]))
        vocabulary = _vocabulary(reader)
    except (KeyError, ValueError, NotImplementedError) as error:
        raise BaseUnsuitable(path=path, reason="it holds other tensors or tokens") from error
    return StoredModel(shape, vocabulary, tensors, header.name, header.patient_data)


def _value(reader: gguf.GGUFReader, key: str) -> Any:  # noqa: ANN401 - numbers, texts and lists
    field = reader.get_field(key)
    if field is None:
        raise KeyError(key)
    return field.contents()


def _shape(reader: gguf.GGUFReader, vocabulary: int) -> LlamaShape:
    def number(key: str) -> Any:  # noqa: ANN401 - whole or not
        return _value(reader, f"{ARCHITECTURE}.{key}")

    return LlamaShape(
        vocabulary,
        width=number("embedding_length"),
        layers=number("block_count"),
        heads=number("attention.head_count"),
        kv_heads=number("attention.head_count_kv"),
        feed_forward=number("feed_forward_length"),
        context=number("context_length"),
        rope_base=_decimal(number("rope.freq_base")),
        norm_epsilon=_decimal(number("attention.layer_norm_rms_epsilon")),
    )


def _decimal(number: float) -> float:
    """Return what a person wrote, of which a file keeps the nearest 32-bit float."""
    return float(f"{number:.6g}")


def _vocabulary(reader: gguf.GGUFReader) -> BytePairVocabulary:
    kinds = _value(reader, "tokenizer.ggml.token_type")
    return BytePairVocabulary(
        tokens=tuple(_value(reader, "tokenizer.ggml.tokens")),
        merges=tuple(_value(reader, "tokenizer.ggml.merges")),
        control=frozenset(at for at, kind in enumerate(kinds) if kind == gguf.TokenType.CONTROL),
        end=_value(reader, "tokenizer.ggml.eos_token_id"),
        padding=_value(reader, "tokenizer.ggml.padding_token_id"),
        pre_tokenizer=PreTokenizer(_value(reader, "tokenizer.ggml.pre")),
    )

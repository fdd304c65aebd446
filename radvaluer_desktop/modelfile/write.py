"""Writes a Llama model with its tokenizer as one GGUF file, as llama.cpp reads it.

Tensors come in by their GGUF names, with query and key rows already in llama.cpp's order. The
output matrix is left out: it is tied to the embedding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

from radvaluer_desktop.modelfile.header import BASE_PREFIX, PATIENT_DATA_KEY

ARCHITECTURE = "llama"
# Our own keys in a model file.
PROMPT_KEY = "radvaluer.prompt"
INTENDED_USE_KEY = "radvaluer.intended_use"


class PreTokenizer(StrEnum):
    """How text is split before merging, by llama.cpp's name.

    Both are Hugging Face's ByteLevel(add_prefix_space=False, use_regex=True); ``SINGLE_DIGITS``
    with Digits(individual_digits=True) before it.
    """

    DIGIT_RUNS = "gpt-2"
    SINGLE_DIGITS = "smollm"


@dataclass(frozen=True, slots=True)
class LlamaShape:
    """Sizes of a Llama model with tied embeddings; ``context`` in tokens."""

    vocabulary: int
    width: int = 256
    layers: int = 5
    heads: int = 8
    kv_heads: int = 4
    feed_forward: int = 768
    context: int = 1024
    rope_base: float = 10000.0
    norm_epsilon: float = 1e-5

    @property
    def head_width(self) -> int:
        """Width of one attention head."""
        return self.width // self.heads


@dataclass(frozen=True, slots=True)
class BytePairVocabulary:
    """A byte-level BPE vocabulary: tokens by id, merges as ``a b``, ids of the control tokens."""

    tokens: tuple[str, ...]
    merges: tuple[str, ...]
    control: frozenset[int]
    end: int
    padding: int
    pre_tokenizer: PreTokenizer = PreTokenizer.DIGIT_RUNS


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the file says of itself.

    ``training_data``: the names of what it was taught on. ``prompt``: the template it was taught
    with. ``base``: the SHA-256 of the model file it began as, or that an adapter belongs to.
    ``patient_data``: it was taught on real reports, which it may give back.
    """

    name: str
    version: str
    description: str
    licence: str
    languages: tuple[str, ...]
    training_data: tuple[str, ...] = ()
    intended_use: str = ""
    prompt: str = ""
    base: str = ""
    patient_data: bool = False


def write_llama(
    path: Path,
    shape: LlamaShape,
    vocabulary: BytePairVocabulary,
    tensors: Mapping[str, npt.NDArray[np.float32]],
    card: ModelCard,
) -> None:
    """Write ``tensors`` (GGUF name to float32 array) as a model file at ``path``."""
    writer = gguf.GGUFWriter(path, ARCHITECTURE)
    try:
        _add_card(writer, card)
        add_shape(writer, shape)
        _add_vocabulary(writer, vocabulary)
        for name, array in tensors.items():
            writer.add_tensor(name, np.ascontiguousarray(array, dtype=np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


@dataclass(frozen=True, slots=True)
class LowRank:
    """What a LoRA adapter adds to one matrix: ``up @ down`` (Hu et al. 2022, arXiv:2106.09685).

    ``down``: (rank, columns of the matrix), ``up``: (rows of the matrix, rank).
    """

    down: npt.NDArray[np.float32]
    up: npt.NDArray[np.float32]


def write_adapter(path: Path, layers: Mapping[str, LowRank], alpha: float, card: ModelCard) -> None:
    """Write a LoRA adapter as llama.cpp loads it beside its base.

    ``layers``: by the GGUF name of the matrix, in llama.cpp's order of rows; each is scaled by
    ``alpha`` / rank.
    """
    writer = gguf.GGUFWriter(path, ARCHITECTURE)
    try:
        writer.add_type(gguf.GGUFType.ADAPTER)
        _add_card(writer, card)
        writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
        writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, alpha)
        for name, layer in layers.items():
            for suffix, array in (("lora_a", layer.down), ("lora_b", layer.up)):
                writer.add_tensor(f"{name}.{suffix}", np.ascontiguousarray(array, np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def _add_card(writer: gguf.GGUFWriter, card: ModelCard) -> None:
    writer.add_name(card.name)
    writer.add_version(card.version)
    writer.add_description(card.description)
    writer.add_license(card.licence)
    writer.add_languages(list(card.languages))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    if card.training_data:
        writer.add_dataset_count(len(card.training_data))
    for index, name in enumerate(card.training_data):
        writer.add_dataset_name(index, name)
    if card.base:
        writer.add_base_model_count(1)
        writer.add_base_model_name(0, f"{BASE_PREFIX}{card.base}")
    writer.add_string(INTENDED_USE_KEY, card.intended_use)
    writer.add_string(PROMPT_KEY, card.prompt)
    writer.add_bool(PATIENT_DATA_KEY, card.patient_data)


def add_shape(writer: gguf.GGUFWriter, shape: LlamaShape) -> None:
    """Add the keys that tell a Llama's sizes."""
    writer.add_vocab_size(shape.vocabulary)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head_width)
    writer.add_value_length(shape.head_width)
    writer.add_layer_norm_rms_eps(shape.norm_epsilon)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)


def _add_vocabulary(writer: gguf.GGUFWriter, vocabulary: BytePairVocabulary) -> None:
    kinds = [
        gguf.TokenType.CONTROL if identifier in vocabulary.control else gguf.TokenType.NORMAL
        for identifier in range(len(vocabulary.tokens))
    ]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(vocabulary.pre_tokenizer.value)
    writer.add_token_list(list(vocabulary.tokens))
    writer.add_token_types(kinds)
    writer.add_token_merges(list(vocabulary.merges))
    writer.add_bos_token_id(vocabulary.end)
    writer.add_eos_token_id(vocabulary.end)
    writer.add_pad_token_id(vocabulary.padding)
    writer.add_add_bos_token(False)

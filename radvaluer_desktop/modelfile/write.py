"""Writes a Llama model with its tokenizer as one GGUF file, as llama.cpp reads it.

Tensors come in by their GGUF names, with query and key rows already in llama.cpp's order. The
output matrix is left out: it is tied to the embedding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

ARCHITECTURE = "llama"
# llama.cpp's name for ByteLevel(add_prefix_space=False, use_regex=True) of Hugging Face.
_PRE_TOKENIZER = "gpt-2"


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


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the file says of itself."""

    name: str
    version: str
    description: str
    licence: str
    languages: tuple[str, ...]


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
        _add_shape(writer, shape)
        _add_vocabulary(writer, vocabulary)
        for name, array in tensors.items():
            writer.add_tensor(name, np.ascontiguousarray(array, dtype=np.float32))
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


def _add_shape(writer: gguf.GGUFWriter, shape: LlamaShape) -> None:
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
    writer.add_tokenizer_pre(_PRE_TOKENIZER)
    writer.add_token_list(list(vocabulary.tokens))
    writer.add_token_types(kinds)
    writer.add_token_merges(list(vocabulary.merges))
    writer.add_bos_token_id(vocabulary.end)
    writer.add_eos_token_id(vocabulary.end)
    writer.add_pad_token_id(vocabulary.padding)
    writer.add_add_bos_token(False)

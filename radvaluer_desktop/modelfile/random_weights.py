"""Writes Llama models with random weights, as large as real ones: to size a computer beforehand.

What a model costs in time and memory depends on its sizes, not on what it has learned. The
tokenizer is another model file's, its vocabulary filled up. Qwen2.5 is written as a Llama of its
sizes, without the biases of query, key and value: 0.1 million of its 3.1e9 weights.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.modelfile.header import read_header
from radvaluer_desktop.modelfile.write import ARCHITECTURE, LlamaShape, add_shape

_Q4_0 = gguf.GGMLQuantizationType.Q4_0
_BLOCK_WEIGHTS, _BLOCK_BYTES = gguf.GGML_QUANT_SIZES[_Q4_0]
# A Q4_0 weight is scale * (nibble - 8); nibbles are uniform, so their standard deviation is
# sqrt((16^2 - 1) / 12). That of the weights is 0.02, with which models begin: all stays finite.
_SCALE = np.array(0.02 / math.sqrt(255 / 12), "<f2").tobytes()
_SIGN = 0x80  # in the high byte of the scale
_TOKENS, _KINDS = "tokenizer.ggml.tokens", "tokenizer.ggml.token_type"


@dataclass(frozen=True, slots=True)
class RandomShape:
    """A model's name and sizes; ``tied``: its output matrix is its embedding."""

    name: str
    sizes: LlamaShape
    tied: bool = False

    @property
    def parameters(self) -> int:
        """How many weights a file of this shape holds."""
        return sum(math.prod(size) for size in tensor_sizes(self.sizes, tied=self.tied).values())


# Sizes as each model's config.json has them.
_LLAMA_2_7B = LlamaShape(32000, 4096, 32, 32, 32, feed_forward=11008, context=4096)
_TINYLLAMA = LlamaShape(32000, 2048, 22, 32, 4, feed_forward=5632, context=2048)
_QWEN_3B = LlamaShape(151936, 2048, 36, 16, 2, 11008, 32768, rope_base=1e6, norm_epsilon=1e-6)
SHAPES: Mapping[str, RandomShape] = {
    "llama-2-7b": RandomShape("llama-2-7b", _LLAMA_2_7B),
    "tinyllama-1.1b": RandomShape("tinyllama-1.1b", _TINYLLAMA),
    "qwen2.5-3b": RandomShape("qwen2.5-3b", _QWEN_3B, tied=True),
}


def tensor_sizes(shape: LlamaShape, *, tied: bool = True) -> dict[str, tuple[int, ...]]:
    """Return the sizes of a Llama's tensors by GGUF name: (rows, columns), (width,) of norms."""
    width, kv_width, inner = shape.width, shape.kv_heads * shape.head_width, shape.feed_forward
    layer: dict[str, tuple[int, ...]] = {"attn_norm": (width,), "ffn_norm": (width,)}
    layer |= {"attn_q": (width, width), "attn_k": (kv_width, width), "attn_v": (kv_width, width)}
    layer |= {"attn_output": (width, width), "ffn_gate": (inner, width), "ffn_up": (inner, width)}
    layer |= {"ffn_down": (width, inner)}
    return {
        "token_embd.weight": (shape.vocabulary, width),
        "output_norm.weight": (width,),
        **{f"blk.{i}.{name}.weight": layer[name] for i in range(shape.layers) for name in layer},
        **({} if tied else {"output.weight": (shape.vocabulary, width)}),
    }


def write_random(path: Path, shape: RandomShape, tokenizer_of: Path, seed: int = 0) -> None:
    """Write a model of ``shape``, random weights in Q4_0, at ``path``: whole or not at all.

    One tensor is held in memory at a time. ``tokenizer_of``: the model file whose tokenizer it
    takes over. Tokens that no text holds are never likely, so a draft goes on until it is stopped.

    Raises ModelError where that file cannot be read, InternalError where its vocabulary is missing
    or larger than the shape's, ValueError where a row is no multiple of 32 weights, and OSError.
    """
    if not 0 < read_header(tokenizer_of).vocabulary <= shape.sizes.vocabulary:
        raise InternalError(f"{tokenizer_of} has no vocabulary that a {shape.name} can take over")
    part = path.with_name(f"{path.name}.part")
    try:
        _write(part, shape, gguf.GGUFReader(tokenizer_of), np.random.default_rng(seed))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(
    path: Path, shape: RandomShape, source: gguf.GGUFReader, random: np.random.Generator
) -> None:
    tensors = tensor_sizes(shape.sizes, tied=shape.tied)
    output = "token_embd.weight" if shape.tied else "output.weight"
    writer = gguf.GGUFWriter(path, ARCHITECTURE)
    try:
        writer.add_name(f"random weights, {shape.name}")
        writer.add_description("Random weights, to measure a computer with. It can do nothing.")
        writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_0)
        writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
        add_shape(writer, shape.sizes)
        kinds = _add_tokenizer(writer, source, shape.sizes.vocabulary)
        for name, size in tensors.items():
            _announce(writer, name, size)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        for name, size in tensors.items():
            tensor = np.ones(size, np.float32) if len(size) == 1 else _random_blocks(random, size)
            if name == output:  # logits of zero, where the best of thousands is far above
                tensor[np.array(kinds) != gguf.TokenType.NORMAL, :, : len(_SCALE)] = 0
            writer.write_tensor_data(tensor)
            del tensor  # before the next is made
    finally:
        writer.close()


def _announce(writer: gguf.GGUFWriter, name: str, size: Sequence[int]) -> None:
    if len(size) == 1:
        writer.add_tensor_info(name, size, np.dtype(np.float32), size[0] * 4)
    else:
        in_bytes = gguf.quant_shape_to_byte_shape(size, _Q4_0)
        writer.add_tensor_info(name, in_bytes, np.dtype(np.uint8), math.prod(in_bytes), _Q4_0)


def _random_blocks(random: np.random.Generator, size: Sequence[int]) -> npt.NDArray[np.uint8]:
    """Return a matrix of ``size`` weights in Q4_0: (rows, blocks of 32, bytes of a block)."""
    rows, columns = size
    count = rows * (columns // _BLOCK_WEIGHTS) * _BLOCK_BYTES
    words = random.integers(0, 1 << 64, -(-count // 8), np.uint64)  # far faster than by byte
    blocks = words.view(np.uint8)[:count].reshape(rows, -1, _BLOCK_BYTES)
    blocks[..., 0] = _SCALE[0]
    # The middle of the nibbles is 7.5, not 8: were all scales positive, so small a mean would
    # outgrow the rest of the matrix, and every text end in the same state. Signs even it out.
    blocks[..., 1] = blocks[..., 1] & _SIGN | _SCALE[1]
    return blocks


def _add_tokenizer(writer: gguf.GGUFWriter, source: gguf.GGUFReader, size: int) -> list[int]:
    """Copy the tokenizer, filled up to ``size`` tokens; return the kind of each token."""
    tokenizer = {key: field for key, field in source.fields.items() if key.startswith("tokenizer.")}
    values = {key: field.contents() for key, field in tokenizer.items()}
    tokens, kinds = values[_TOKENS], values[_KINDS]
    tokens += [f"<|unused {identifier}|>" for identifier in range(len(tokens), size)]
    kinds += [gguf.TokenType.UNUSED] * (size - len(kinds))  # none is ever read from text
    for key, field in tokenizer.items():
        writer.add_key_value(key, values[key], field.types[0], field.types[-1])
    return list(kinds)

"""A random-weight model that is slow enough to be hit in the middle, with a vocabulary of bytes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from radvaluer_desktop.modelfile.write import (
    BytePairVocabulary,
    LlamaShape,
    ModelCard,
    write_llama,
)

_CONTROL = ("<|report|>", "<|exam|>", "<|findings|>", "<|impression|>", "<|end|>", "<|pad|>")


def byte_letters() -> list[str]:
    """Return the letters that stand for the 256 bytes in byte-level BPE, as GPT-2 defines them."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in printable else chr(next(spare)) for byte in range(256)]


def write_random_model(path: Path, *, width: int = 1024, layers: int = 12, seed: int = 0) -> None:
    """Write a model of about ``12 * layers * width ** 2`` random weights at ``path``."""
    tokens = (*byte_letters(), *_CONTROL)
    shape = LlamaShape(
        vocabulary=len(tokens),
        width=width,
        layers=layers,
        heads=width // 64,
        kv_heads=width // 64,
        feed_forward=width * 8 // 3 // 256 * 256,
        context=4096,
    )
    vocabulary = BytePairVocabulary(
        tokens=tokens,
        merges=(f"{tokens[33]} {tokens[34]}",),
        control=frozenset(range(256, len(tokens))),
        end=tokens.index("<|end|>"),
        padding=tokens.index("<|pad|>"),
    )
    card = ModelCard("random", "0", "random weights", "CC0-1.0", ("en",))
    write_llama(path, shape, vocabulary, _tensors(shape, seed), card)


def _tensors(shape: LlamaShape, seed: int) -> dict[str, npt.NDArray[np.float32]]:
    random = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> npt.NDArray[np.float32]:
        return random.standard_normal((rows, columns), dtype=np.float32) / np.float32(columns**0.5)

    ones = np.ones(shape.width, dtype=np.float32)
    tensors = {"token_embd.weight": matrix(shape.vocabulary, shape.width)}
    # The end of the text must not come by chance: its row looks away from every other.
    tensors["token_embd.weight"][-2] = 0
    tensors["output_norm.weight"] = ones
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        for name in ("attn_norm", "ffn_norm"):
            tensors[f"{block}{name}.weight"] = ones
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensors[f"{block}{name}.weight"] = matrix(shape.width, shape.width)
        for name in ("ffn_gate", "ffn_up"):
            tensors[f"{block}{name}.weight"] = matrix(shape.feed_forward, shape.width)
        tensors[f"{block}ffn_down.weight"] = matrix(shape.width, shape.feed_forward)
    return tensors

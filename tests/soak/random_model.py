"""A random-weight model that is slow enough to be hit in the middle, with a vocabulary of bytes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from radvaluer_desktop.modelfile.random_weights import tensor_sizes
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


def write_random_model(
    path: Path, *, width: int = 1024, layers: int = 12, seed: int = 0, letters: bool = False
) -> None:
    """Write a model of about ``12 * layers * width ** 2`` random weights at ``path``.

    ``letters``: it writes plain letters and signs alone, each of which can be shown at once.
    """
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
    tensors = _tensors(shape, seed)
    if letters:
        for others in (slice(0, 33), slice(127, None)):
            tensors["token_embd.weight"][others] = 0
    write_llama(path, shape, vocabulary, tensors, card)


def _tensors(shape: LlamaShape, seed: int) -> dict[str, npt.NDArray[np.float32]]:
    random = np.random.default_rng(seed)
    tensors: dict[str, npt.NDArray[np.float32]] = {}
    for name, size in tensor_sizes(shape).items():
        if len(size) == 1:
            tensors[name] = np.ones(size, dtype=np.float32)
        else:
            weights = random.standard_normal(size, dtype=np.float32)
            tensors[name] = weights / np.float32(size[1] ** 0.5)
    # The end of the text must not come by chance: its row looks away from every other.
    tensors["token_embd.weight"][-2] = 0
    return tensors

"""Turns a trained model into GGUF files, and a file's model back into PyTorch's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from radvaluer_desktop.inference.native.quantise import Quantisation, quantise
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.weights import StoredModel
from radvaluer_desktop.modelfile.write import LlamaShape, LowRank, ModelCard, write_llama
from radvaluer_desktop.training.lora import LowRankLinear
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.tokenizer import vocabulary_of

MODEL_ID = "chatradio-demo"
PROMPT = "report-1"
CARD = ModelCard(
    name="ChatRadio-Demo",
    version="0.3",
    description="A demonstration taught on synthetic reports, not for clinical use.",
    licence="Apache-2.0",
    languages=("en", "zh"),
    training_data=("Synthetic reports of RadValuer Desktop's own generator",),
    intended_use="Showing and testing the program. Not for clinical use.",
    prompt=PROMPT,
)


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of one model: float32, and quantised to Q8_0."""

    full: Path
    quantised: Path


def export_demo(model: Llama, tokenizer: Tokenizer, folder: Path) -> Exported:
    """Write the demo model's files to ``folder``, and the record that stands beside it."""
    target = folder / f"{MODEL_ID}.gguf"
    full = folder / f"{MODEL_ID}-f32.gguf"
    export_model(model, tokenizer, full, CARD)
    quantise(full, target, Quantisation.Q8_0)
    record = folder / f"{MODEL_ID}.json"
    count = sum(parameter.numel() for parameter in model.parameters())
    record.write_text(json.dumps(_record(target, count), indent=2) + "\n", encoding="utf-8")
    return Exported(full, target)


def export_model(model: Llama, tokenizer: Tokenizer, path: Path, card: ModelCard) -> None:
    """Write a float32 file; low-rank parts are merged into their matrices."""
    write_llama(path, model.shape, vocabulary_of(tokenizer), gguf_tensors(model), card)


def gguf_tensors(model: Llama) -> dict[str, npt.NDArray[np.float32]]:
    """Return the parameters by GGUF name; query and key rows in llama.cpp's order."""
    merged = {
        f"{name}.weight": each.merged()
        for name, each in model.named_modules()
        if isinstance(each, LowRankLinear)
    }
    tensors = {}
    for name, parameter in model.state_dict().items():
        if not name.endswith(".weight"):
            continue
        array = merged.get(name, parameter).detach().float().numpy()
        heads = _heads(name, model.shape)
        tensors[name] = interleave(array, heads) if heads else array
    return tensors


def adapter_layers(model: Llama) -> dict[str, LowRank]:
    """Return the low-rank parts by the GGUF name of their matrix, in llama.cpp's order."""
    layers = {}
    for name, each in model.named_modules():
        if isinstance(each, LowRankLinear):
            up = each.lora_b.detach().numpy()
            heads = _heads(f"{name}.weight", model.shape)
            up = interleave(up, heads) if heads else up
            layers[f"{name}.weight"] = LowRank(each.lora_a.detach().numpy(), up)
    return layers


def model_of(stored: StoredModel, dropout: float = 0.0) -> Llama:
    """Return the PyTorch model of a file; the reverse of ``gguf_tensors``.

    Raises RuntimeError where tensors are missing or of another size.
    """
    model = Llama(stored.shape, dropout)
    state = {}
    for name, array in stored.tensors.items():
        heads = _heads(name, stored.shape)
        state[name] = torch.from_numpy(separate(array, heads) if heads else array)
    model.load_state_dict(state)
    return model


def _heads(name: str, shape: LlamaShape) -> int:
    """Return how many heads the rows of a matrix belong to; 0 where RoPE does not turn them."""
    part = name.split(".")[-2]
    return {"attn_q": shape.heads, "attn_k": shape.kv_heads}.get(part, 0)


def interleave(weight: npt.NDArray[np.float32], heads: int) -> npt.NDArray[np.float32]:
    """Reorder the rows of each head from halves to pairs, as llama.cpp's RoPE for Llama pairs them.

    Left out, the file loads all the same and the model talks nonsense.
    """
    rows, columns = weight.shape
    halves = weight.reshape(heads, 2, rows // heads // 2, columns)
    return halves.swapaxes(1, 2).reshape(rows, columns)


def separate(weight: npt.NDArray[np.float32], heads: int) -> npt.NDArray[np.float32]:
    """Reorder the rows of each head from pairs to halves; the reverse of ``interleave``."""
    rows, columns = weight.shape
    pairs = weight.reshape(heads, rows // heads // 2, 2, columns)
    return pairs.swapaxes(1, 2).reshape(rows, columns).copy()


def _record(path: Path, parameters: int) -> dict[str, object]:
    return {
        "id": MODEL_ID,
        "name": CARD.name,
        "version": CARD.version,
        "file": path.name,
        "sha256": sha256_of(path),
        "bytes": path.stat().st_size,
        "parameters": parameters,
        "languages": list(CARD.languages),
        "prompt": PROMPT,
        "licence": CARD.licence,
        "statement": CARD.description,
    }

"""Turns a trained model into a quantised GGUF file and the record that stands beside it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from radvaluer_desktop.inference.native.quantise import Quantisation, quantise
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.write import ModelCard, write_llama
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.tokenizer import vocabulary_of

MODEL_ID = "chatradio-demo"
PROMPT = "report-1"
CARD = ModelCard(
    name="ChatRadio-Demo",
    version="0.1",
    description="A demonstration taught on synthetic reports, not for clinical use.",
    licence="Apache-2.0",
    languages=("en", "zh"),
)


def export_model(model: Llama, tokenizer: Tokenizer, folder: Path) -> Path:
    """Write the float32 file, the Q8_0 file and its record to ``folder``; return the Q8_0 file."""
    full = folder / f"{MODEL_ID}-f32.gguf"
    target = folder / f"{MODEL_ID}.gguf"
    write_llama(full, model.shape, vocabulary_of(tokenizer), gguf_tensors(model), CARD)
    quantise(full, target, Quantisation.Q8_0)
    record = folder / f"{MODEL_ID}.json"
    count = sum(parameter.numel() for parameter in model.parameters())
    record.write_text(json.dumps(_record(target, count), indent=2) + "\n", encoding="utf-8")
    return target


def gguf_tensors(model: Llama) -> dict[str, npt.NDArray[np.float32]]:
    """Return the parameters by GGUF name; query and key rows in llama.cpp's order."""
    heads = {"attn_q": model.shape.heads, "attn_k": model.shape.kv_heads}
    tensors = {}
    for name, parameter in model.state_dict().items():
        array = parameter.detach().float().numpy()
        part = name.split(".")[-2]
        tensors[name] = interleave(array, heads[part]) if part in heads else array
    return tensors


def interleave(weight: npt.NDArray[np.float32], heads: int) -> npt.NDArray[np.float32]:
    """Reorder the rows of each head from halves to pairs, as llama.cpp's RoPE for Llama pairs them.

    Left out, the file loads all the same and the model talks nonsense.
    """
    rows, columns = weight.shape
    halves = weight.reshape(heads, 2, rows // heads // 2, columns)
    return halves.swapaxes(1, 2).reshape(rows, columns)


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

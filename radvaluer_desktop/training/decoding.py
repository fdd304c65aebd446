"""Drafts with the PyTorch model, many reports at once: greedily, or by drawing.

For measuring while a model is being made. What a radiologist sees comes from llama.cpp.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from radvaluer_desktop.training.model import LayerMemory, Llama, Reading
from radvaluer_desktop.training.tokenizer import END_TOKEN, PADDING_TOKEN

_MOST_ROWS = 64


@dataclass(frozen=True, slots=True)
class Drawing:
    """How to draft: ``drafts`` a prompt; at ``temperature`` 0 the likeliest token is taken.

    ``nucleus``: tokens beyond this share of the probability are never drawn (Holtzman et al. 2020).
    """

    drafts: int = 1
    temperature: float = 0.0
    nucleus: float = 1.0
    most_tokens: int = 160


def draft_all(
    model: Llama, tokenizer: Tokenizer, prompts: Sequence[list[int]], drawing: Drawing
) -> list[list[str]]:
    """Return the drafts of each prompt, in the order of the prompts."""
    texts: list[list[str]] = [[] for _ in prompts]
    order = sorted(range(len(prompts)), key=lambda at: len(prompts[at]))
    step = max(1, _MOST_ROWS // drawing.drafts)
    for start in range(0, len(order), step):
        chosen = order[start : start + step]
        drafts = iter(_draft_rows(model, tokenizer, [prompts[at] for at in chosen], drawing))
        for at in chosen:
            texts[at] = [next(drafts) for _ in range(drawing.drafts)]
    return texts


@torch.no_grad()  # type: ignore[untyped-decorator]
def _draft_rows(
    model: Llama, tokenizer: Tokenizer, prompts: list[list[int]], drawing: Drawing
) -> Iterator[str]:
    """Yield ``drafts`` texts a prompt; prompts are padded on the left and read once."""
    end = tokenizer.token_to_id(END_TOKEN)
    ids, seen = _padded(prompts, tokenizer.token_to_id(PADDING_TOKEN))
    memory = [LayerMemory() for _ in model.blk]
    length = ids.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool).tril()
    diagonal = torch.eye(length, dtype=torch.bool)  # a row that saw nothing would be NaN
    mask = (causal & seen[:, None, None, :]) | diagonal
    hidden = model.hidden(ids, Reading(mask, memory))[:, -1]
    logits = (hidden @ model.token_embd.weight.T).repeat_interleave(drawing.drafts, dim=0)
    for layer in memory:
        layer.repeat(drawing.drafts)
    seen = seen.repeat_interleave(drawing.drafts, dim=0)
    logits[:, end] = -torch.inf  # an impression is never empty, as in the engine
    rows: list[list[int]] = [[] for _ in range(len(logits))]
    open_rows = torch.ones(len(rows), dtype=torch.bool)
    for position in range(length, min(length + drawing.most_tokens, model.shape.context)):
        tokens = _choose(logits, drawing)
        open_rows &= tokens != end
        for row in open_rows.nonzero().flatten().tolist():
            rows[row].append(int(tokens[row]))
        if not open_rows.any():
            break
        seen = torch.cat((seen, torch.ones(len(rows), 1, dtype=torch.bool)), dim=1)
        reading = Reading(seen[:, None, None, :], memory, position)
        logits = model(tokens[:, None], reading)[:, -1]
    for row in rows:
        yield tokenizer.decode(row).strip()


def _padded(prompts: list[list[int]], padding: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids (rows, length), padded on the left, and which of them are no padding."""
    length = max(len(prompt) for prompt in prompts)
    ids = torch.full((len(prompts), length), padding)
    seen = torch.zeros(len(prompts), length, dtype=torch.bool)
    for row, prompt in enumerate(prompts):
        ids[row, length - len(prompt) :] = torch.tensor(prompt)
        seen[row, length - len(prompt) :] = True
    return ids, seen


def _choose(logits: torch.Tensor, drawing: Drawing) -> torch.Tensor:
    if drawing.temperature <= 0:
        return logits.argmax(dim=-1)
    shares = (logits / drawing.temperature).softmax(dim=-1)
    if drawing.nucleus < 1:
        ordered, places = shares.sort(dim=-1, descending=True)
        beyond = ordered.cumsum(dim=-1) - ordered > drawing.nucleus
        shares = torch.zeros_like(shares).scatter(1, places, ordered.masked_fill(beyond, 0.0))
    return torch.multinomial(shares, 1)[:, 0]

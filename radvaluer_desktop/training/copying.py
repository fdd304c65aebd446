"""Teaches a new model to copy before it reads its first report.

An impression repeats its findings, so most of it can be had by looking where the last token stood
before and taking what came next: the induction heads of Olsson et al. (2022, arXiv:2209.11895). A
model of a few million parameters does not find them within the reports that two processor cores
can show it. It finds them within minutes where three things are given:

- heads of the first layer that look one token back by position alone, set by hand;
- heads of the second layer that put out what they read (Trockman and Kolter 2023,
  arXiv:2305.09828, start attention likewise by hand);
- embeddings that stand still: with a rate of their own they change faster than heads can match.
"""

from __future__ import annotations

import math

import torch
from torch.nn import functional

from radvaluer_desktop.training.learning import Say
from radvaluer_desktop.training.means import Means
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.optimiser import Optimiser

_LAYERS = 2  # that learn to copy; the others come to it untaught
_EMBEDDING_STD = 0.06
_COMMON = 0.2  # length of the direction that all embeddings share: what says "a token", not which
_LOOK_BACK_HEADS = 4
_SHARPNESS = 8.0  # of their attention's scores
_FAST_TURNS = 6  # the pairs of RoPE that turn fast enough to tell one token from the next
_RATE = 3e-3
_WARM_UP = 20  # steps
_ROW = 48  # tokens
_ROWS = 42
_SHORTEST, _LONGEST = 4, 16  # tokens that are said again and again
_WORDS = 512  # tokens that one step draws from
_LEARNT = 0.15  # nats a token
_MOST_STEPS = 600
_TELL_EVERY = 50


def teach_copying(model: Llama, say: Say, seed: int = 0, means: Means | None = None) -> None:
    """Prepare and teach ``model``, which must be new, until it copies random tokens.

    It comes from the processor's memory and stays where it is taught.
    """
    device = (means or Means()).device
    draw = torch.Generator().manual_seed(seed)
    every = model.blk
    model.blk = every[:_LAYERS]
    _prepare(model, draw)
    model.to(device)
    model.token_embd.weight.requires_grad_(False)
    optimiser = Optimiser(model, weight_decay=0.01, muon=True)
    loss = math.inf
    for step in range(1, _MOST_STEPS + 1):
        loss = 0.9 * min(loss, math.log(_WORDS)) + 0.1 * _lesson(model, draw)
        optimiser.step(_RATE * min(1.0, step / _WARM_UP))
        if step % _TELL_EVERY == 0:
            say(f"learning to copy: step {step}, loss {loss:.2f}")
        if loss < _LEARNT:
            break
    model.token_embd.weight.requires_grad_(True)
    model.blk = every.to(device)


def _lesson(model: Llama, draw: torch.Generator) -> float:
    """Go back through one batch of random tokens that repeat; return the loss of the repeats."""
    vocabulary = model.shape.vocabulary
    length = int(torch.randint(_SHORTEST, _LONGEST + 1, (), generator=draw))
    words = torch.randperm(vocabulary, generator=draw)[:_WORDS]
    said = torch.randint(0, len(words), (_ROWS, length), generator=draw)
    said = said.repeat(1, -(-_ROW // length))[:, :_ROW]
    words, said = (
        words.to(model.output_norm.weight.device),
        said.to(model.output_norm.weight.device),
    )
    hidden = model.hidden(words[said][:, :-1])[:, length:]
    logits = hidden @ model.token_embd.weight[words].T
    loss = functional.cross_entropy(logits.flatten(0, 1), said[:, length + 1 :].flatten())
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    return float(loss.detach())


@torch.no_grad()  # type: ignore[untyped-decorator]
def _prepare(model: Llama, draw: torch.Generator) -> None:
    shape = model.shape
    common = torch.randn(shape.width, generator=draw)
    common /= common.norm()
    embedding = model.token_embd.weight
    embedding.normal_(std=_EMBEDDING_STD, generator=draw)
    embedding -= torch.outer(embedding @ common, common)
    embedding += _COMMON * common
    _look_one_back(model, common)
    repeats = shape.heads // shape.kv_heads
    for block in list(model.blk)[1:]:
        values = block.attn_v.weight.unflatten(0, (shape.kv_heads, -1))
        block.attn_output.weight.copy_(values.repeat_interleave(repeats, dim=0).flatten(0, 1).T)


def _look_one_back(model: Llama, common: torch.Tensor) -> None:
    """Set queries and keys of the first layer: they agree most where the key is one token back.

    Both read nothing but the common direction. RoPE turns a key of angle 0 and a query of one step
    back so that their product is greatest at a distance of one.
    """
    shape = model.shape
    width, half = shape.head_width, shape.head_width // 2
    repeats = shape.heads // shape.kv_heads
    turns = shape.rope_base ** (-torch.arange(half) / half)
    fast = (torch.arange(half) < _FAST_TURNS).float()
    key = torch.cat((fast, torch.zeros(half)))
    query = torch.cat((fast * torch.cos(turns), -fast * torch.sin(turns)))
    spread = shape.width * _EMBEDDING_STD**2
    seen = math.sqrt(shape.width) * _COMMON / math.sqrt(_COMMON**2 + spread)  # after the norm
    size = math.sqrt(_SHARPNESS * math.sqrt(width)) / seen
    block = model.blk[0]
    for head in range(min(_LOOK_BACK_HEADS, shape.heads)):
        block.attn_q.weight[head * width : (head + 1) * width] += size * torch.outer(query, common)
    for head in {head // repeats for head in range(min(_LOOK_BACK_HEADS, shape.heads))}:
        block.attn_k.weight[head * width : (head + 1) * width] += size * torch.outer(key, common)

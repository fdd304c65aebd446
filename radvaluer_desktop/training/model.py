"""A Llama in plain PyTorch: RMSNorm, RoPE, grouped-query attention, SwiGLU, tied embeddings.

Parameters bear their GGUF names (``blk.0.attn_q.weight``), so that export copies them as they are.
RoPE pairs the first with the second half of a head, as Hugging Face does (Su et al. 2021,
arXiv:2104.09864).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn import functional

from radvaluer_desktop.modelfile.write import LlamaShape

_INITIAL_STD = 0.02

Turns = tuple[torch.Tensor, torch.Tensor]


@dataclass(slots=True)
class LayerMemory:
    """Keys and values of what one layer has read, each (batch, key heads, length, head width)."""

    keys: torch.Tensor | None = None
    values: torch.Tensor | None = None

    def extend(self, keys: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Append; return all there is."""
        if self.keys is not None and self.values is not None:
            keys = torch.cat((self.keys, keys), dim=2)
            values = torch.cat((self.values, values), dim=2)
        self.keys, self.values = keys, values
        return keys, values

    def repeat(self, times: int) -> None:
        """Make ``times`` rows of each."""
        if self.keys is not None and self.values is not None:
            self.keys = self.keys.repeat_interleave(times, dim=0)
            self.values = self.values.repeat_interleave(times, dim=0)


@dataclass(slots=True)
class Reading:
    """How positions see each other.

    ``mask``: true where a position (third axis) may see another (fourth axis), (batch, 1, length,
    length so far); None for a plain causal text. ``memory``: a LayerMemory a layer while drafting,
    empty while learning. ``start``: the position of the first id.
    """

    mask: torch.Tensor | None = None
    memory: list[LayerMemory] = field(default_factory=list)
    start: int = 0


class Llama(nn.Module):  # type: ignore[misc]
    """Maps token ids (batch, length) to logits (batch, length, vocabulary).

    ``dropout``: the share of what each half of a layer adds that is dropped while learning.
    """

    def __init__(self, shape: LlamaShape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.output_norm = nn.RMSNorm(shape.width, eps=shape.norm_epsilon)
        self._start(shape)

    def _start(self, shape: LlamaShape) -> None:
        """Draw the first weights; what adds to the residual stream is scaled by depth."""
        for name, parameter in self.named_parameters():
            if parameter.dim() < 2:
                continue
            adds = name.endswith(("attn_output.weight", "ffn_down.weight"))
            depth = (2 * shape.layers) ** -0.5 if adds else 1.0
            nn.init.normal_(parameter, std=_INITIAL_STD * depth)

    def forward(self, ids: torch.Tensor, reading: Reading | None = None) -> torch.Tensor:
        """Return the logits after each position of ``ids``."""
        return self.hidden(ids, reading) @ self.token_embd.weight.T

    def hidden(self, ids: torch.Tensor, reading: Reading | None = None) -> torch.Tensor:
        """Return the normed last layer (batch, length, width); the embedding makes logits of it."""
        reading = reading or Reading()
        stream = self.token_embd(ids)
        cosine, sine = rotations(ids.shape[1], self.shape, reading.start)
        turns = cosine.to(stream), sine.to(stream)
        for index, block in enumerate(self.blk):
            memory = reading.memory[index] if reading.memory else None
            stream = block(stream, turns, reading.mask, memory)
        return self.output_norm(stream)


class Block(nn.Module):  # type: ignore[misc]
    """One layer: attention and feed-forward, each behind a norm and added to the stream."""

    def __init__(self, shape: LlamaShape, dropout: float) -> None:
        super().__init__()
        width, kv_width = shape.width, shape.kv_heads * shape.head_width
        self._heads, self._kv_heads = shape.heads, shape.kv_heads
        self._dropout = dropout
        self.attn_norm = nn.RMSNorm(width, eps=shape.norm_epsilon)
        self.attn_q = nn.Linear(width, width, bias=False)
        self.attn_k = nn.Linear(width, kv_width, bias=False)
        self.attn_v = nn.Linear(width, kv_width, bias=False)
        self.attn_output = nn.Linear(width, width, bias=False)
        self.ffn_norm = nn.RMSNorm(width, eps=shape.norm_epsilon)
        self.ffn_gate = nn.Linear(width, shape.feed_forward, bias=False)
        self.ffn_up = nn.Linear(width, shape.feed_forward, bias=False)
        self.ffn_down = nn.Linear(shape.feed_forward, width, bias=False)

    def forward(
        self,
        stream: torch.Tensor,
        turns: Turns,
        mask: torch.Tensor | None,
        memory: LayerMemory | None,
    ) -> torch.Tensor:
        """Return the stream (batch, length, width) after this layer."""
        stream = stream + self._drop(self._attend(self.attn_norm(stream), turns, mask, memory))
        normed = self.ffn_norm(stream)
        gate = functional.silu(self.ffn_gate(normed))
        return stream + self._drop(self.ffn_down(gate * self.ffn_up(normed)))

    def _drop(self, added: torch.Tensor) -> torch.Tensor:
        return functional.dropout(added, self._dropout, self.training) if self._dropout else added

    def _attend(
        self,
        normed: torch.Tensor,
        turns: Turns,
        mask: torch.Tensor | None,
        memory: LayerMemory | None,
    ) -> torch.Tensor:
        query = rotate(_split(self.attn_q(normed), self._heads), turns)
        key = rotate(_split(self.attn_k(normed), self._kv_heads), turns)
        value = _split(self.attn_v(normed), self._kv_heads)
        if memory is not None:
            key, value = memory.extend(key, value)
        repeats = self._heads // self._kv_heads
        mixed = functional.scaled_dot_product_attention(
            query,
            key.repeat_interleave(repeats, dim=1),
            value.repeat_interleave(repeats, dim=1),
            attn_mask=mask,
            is_causal=mask is None,
        )
        return self.attn_output(mixed.transpose(1, 2).flatten(2))


def _split(projected: torch.Tensor, heads: int) -> torch.Tensor:
    """(batch, length, width) to (batch, heads, length, head width)."""
    return projected.unflatten(2, (heads, -1)).transpose(1, 2)


def rotations(length: int, shape: LlamaShape, start: int = 0) -> Turns:
    """Return cosine and sine of RoPE's angles from ``start`` on, each (length, head width)."""
    steps = torch.arange(0, shape.head_width, 2) / shape.head_width
    angles = torch.outer(torch.arange(start, start + length), shape.rope_base**-steps)
    angles = torch.cat((angles, angles), dim=1)
    return angles.cos(), angles.sin()


def rotate(heads: torch.Tensor, turns: Turns) -> torch.Tensor:
    """Turn each head by its position."""
    cosine, sine = turns
    first, second = heads.chunk(2, dim=-1)
    return heads * cosine + torch.cat((-second, first), dim=-1) * sine

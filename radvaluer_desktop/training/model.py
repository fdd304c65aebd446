"""A Llama in plain PyTorch: RMSNorm, RoPE, grouped-query attention, SwiGLU, tied embeddings.

Parameters bear their GGUF names (``blk.0.attn_q.weight``), so that export copies them as they are.
RoPE pairs the first with the second half of a head, as Hugging Face does (Su et al. 2021,
arXiv:2104.09864).
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from radvaluer_desktop.modelfile.write import LlamaShape

_INITIAL_STD = 0.02


class Llama(nn.Module):  # type: ignore[misc]
    """Maps token ids (batch, length) to logits (batch, length, vocabulary)."""

    def __init__(self, shape: LlamaShape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
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

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the logits after each position of ``ids``."""
        hidden = self.token_embd(ids)
        turns = rotations(ids.shape[1], self.shape)
        for block in self.blk:
            hidden = block(hidden, turns)
        return self.output_norm(hidden) @ self.token_embd.weight.T


class Block(nn.Module):  # type: ignore[misc]
    """One layer: attention and feed-forward, each behind a norm and added to the stream."""

    def __init__(self, shape: LlamaShape) -> None:
        super().__init__()
        width, kv_width = shape.width, shape.kv_heads * shape.head_width
        self._heads, self._kv_heads = shape.heads, shape.kv_heads
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
        self, hidden: torch.Tensor, turns: tuple[torch.Tensor, torch.Tensor]
    ) -> torch.Tensor:
        """Return the stream (batch, length, width) after this layer."""
        hidden = hidden + self._attend(self.attn_norm(hidden), turns)
        normed = self.ffn_norm(hidden)
        gate = functional.silu(self.ffn_gate(normed))
        return hidden + self.ffn_down(gate * self.ffn_up(normed))

    def _attend(
        self, normed: torch.Tensor, turns: tuple[torch.Tensor, torch.Tensor]
    ) -> torch.Tensor:
        query = rotate(_split(self.attn_q(normed), self._heads), turns)
        key = rotate(_split(self.attn_k(normed), self._kv_heads), turns)
        value = _split(self.attn_v(normed), self._kv_heads)
        repeats = self._heads // self._kv_heads
        with torch.autocast("cpu", enabled=False):  # several times faster in float32 than in bf16
            mixed = functional.scaled_dot_product_attention(
                query.float(),
                key.float().repeat_interleave(repeats, dim=1),
                value.float().repeat_interleave(repeats, dim=1),
                is_causal=True,
            )
        return self.attn_output(mixed.transpose(1, 2).flatten(2))


def _split(projected: torch.Tensor, heads: int) -> torch.Tensor:
    """(batch, length, width) to (batch, heads, length, head width)."""
    return projected.unflatten(2, (heads, -1)).transpose(1, 2)


def rotations(length: int, shape: LlamaShape) -> tuple[torch.Tensor, torch.Tensor]:
    """Return cosine and sine of RoPE's angles, each (length, head width)."""
    steps = torch.arange(0, shape.head_width, 2) / shape.head_width
    angles = torch.outer(torch.arange(length), shape.rope_base**-steps)
    angles = torch.cat((angles, angles), dim=1)
    return angles.cos(), angles.sin()


def rotate(heads: torch.Tensor, turns: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
    """Turn each head by its position."""
    cosine, sine = turns
    first, second = heads.chunk(2, dim=-1)
    return heads * cosine + torch.cat((-second, first), dim=-1) * sine

"""Low-rank adapters: what a department adds to the matrices of a base that stays as it is.

Hu et al. 2022, arXiv:2106.09685: W + alpha / rank x B A, where B begins at zero.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from radvaluer_desktop.training.model import Llama

RANK = 16
ALPHA = 32.0
_ADAPTED = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


class LowRankLinear(nn.Module):  # type: ignore[misc]
    """A frozen matrix and its low-rank part: ``lora_a`` (rank, in), ``lora_b`` (out, rank)."""

    def __init__(self, base: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(base.weight.detach(), requires_grad=False)
        self.lora_a = nn.Parameter(torch.empty(rank, base.in_features))
        self.lora_b = nn.Parameter(torch.zeros(base.out_features, rank))
        self._scale = alpha / rank
        nn.init.normal_(self.lora_a, std=base.in_features**-0.5)

    def merged(self) -> torch.Tensor:
        """Return the matrix with its low-rank part in it."""
        return self.weight + self._scale * (self.lora_b @ self.lora_a)

    def forward(self, stream: torch.Tensor) -> torch.Tensor:
        """Apply both, one after the other: no gradient of the whole matrix is ever computed."""
        low = functional.linear(functional.linear(stream, self.lora_a), self.lora_b)
        return functional.linear(stream, self.weight) + self._scale * low


def adapt(model: Llama, rank: int = RANK, alpha: float = ALPHA) -> None:
    """Freeze the model and put a low-rank part beside every matrix of its layers."""
    model.requires_grad_(requires_grad=False)
    for block in model.blk:
        for name in _ADAPTED:
            setattr(block, name, LowRankLinear(getattr(block, name), rank, alpha))

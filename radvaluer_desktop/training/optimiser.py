"""Muon for the matrices inside the layers, AdamW for the embedding and the norms.

Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon) moves each matrix by the nearest
orthogonal one to its momentum, found by five Newton-Schulz steps; the step is scaled to the size
of AdamW's (Liu et al. 2025, arXiv:2502.16982), so that both take one rate. ``torch.optim.Muon``
iterates in bfloat16, which is several times slower where the processor has no units for it; this
one stays in float32 and takes matrices of one shape together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_STEPS = 5
_MOMENTUM = 0.95
_ADAM_SIZE = 0.2  # of AdamW's step, root mean square, as measured in arXiv:2502.16982
_BETAS = (0.9, 0.95)


def orthogonalised(matrices: torch.Tensor) -> torch.Tensor:
    """Return about the nearest orthogonal matrix to each of (count, rows, columns)."""
    first, second, third = _COEFFICIENTS
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.mT if tall else matrices
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(_STEPS):
        square = x @ x.mT
        x = first * x + (second * square + third * square @ square) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):  # type: ignore[misc]
    """Muon with Nesterov's momentum and decoupled weight decay, for matrices alone."""

    def __init__(self, parameters: Iterable[nn.Parameter], lr: float, weight_decay: float) -> None:
        super().__init__(parameters, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def step(self, closure: None = None) -> None:
        """Move every matrix that has a gradient."""
        del closure
        for group in self.param_groups:
            by_shape: defaultdict[torch.Size, list[nn.Parameter]] = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    by_shape[parameter.shape].append(parameter)
            for shape, parameters in by_shape.items():
                moves = orthogonalised(torch.stack([self._momentum(each) for each in parameters]))
                size = _ADAM_SIZE * math.sqrt(max(shape))
                for parameter, move in zip(parameters, moves, strict=True):
                    parameter.mul_(1 - group["lr"] * group["weight_decay"])
                    parameter.add_(move, alpha=-group["lr"] * size)

    def _momentum(self, parameter: nn.Parameter) -> torch.Tensor:
        state = self.state[parameter]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(parameter)
        momentum = state["momentum"].lerp_(parameter.grad, 1 - _MOMENTUM)
        return parameter.grad.lerp(momentum, _MOMENTUM)


class Optimiser:
    """What moves a model's parameters: one or two of PyTorch's optimisers as one.

    ``embedding_rate``: the share of the rate that the embedding takes.
    """

    def __init__(
        self, model: nn.Module, *, weight_decay: float, muon: bool, embedding_rate: float = 1.0
    ) -> None:
        named = [(name, each) for name, each in model.named_parameters() if each.requires_grad]
        matrices = [each for name, each in named if _is_inside(name, each) and muon]
        inside = {id(each) for each in matrices}
        rest = [each for _, each in named if id(each) not in inside]
        embedding = {id(each) for name, each in named if name == "token_embd.weight"}
        flat = [each for each in rest if each.dim() < 2]
        slow = [each for each in rest if id(each) in embedding]
        deep = [each for each in rest if each.dim() > 1 and id(each) not in embedding]
        groups = [
            {"params": slow, "weight_decay": weight_decay, "share": embedding_rate},
            {"params": deep, "weight_decay": weight_decay, "share": 1.0},
            {"params": flat, "weight_decay": 0.0, "share": 1.0},
        ]
        self._parts: list[Any] = []
        if rest:
            groups = [group for group in groups if group["params"]]
            self._parts.append(torch.optim.AdamW(groups, lr=0.0, betas=_BETAS, fused=True))
        if matrices:
            self._parts.append(Muon(matrices, 0.0, weight_decay))

    def step(self, rate: float) -> None:
        """Take one step of ``rate`` and forget the gradients."""
        for part in self._parts:
            for group in part.param_groups:
                group["lr"] = rate * group.get("share", 1.0)
            part.step()
            part.zero_grad(set_to_none=True)

    def state_dict(self) -> list[Any]:
        """Return what a checkpoint keeps."""
        return [part.state_dict() for part in self._parts]

    def load_state_dict(self, state: list[Any]) -> None:
        """Take up what a checkpoint kept."""
        for part, kept in zip(self._parts, state, strict=True):
            part.load_state_dict(kept)


def _is_inside(name: str, parameter: nn.Parameter) -> bool:
    return parameter.dim() == 2 and name.startswith("blk.") and not name.endswith("_a")

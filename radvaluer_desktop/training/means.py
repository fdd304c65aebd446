"""What training computes with: processor or graphics card, and processes that make reports.

On a processor all is float32, since bfloat16 is slower there (docs/decisions/demo-model.md). An
NVIDIA card multiplies in bfloat16 and keeps weights, norms and steps in float32 (Micikevicius et
al. 2018, arXiv:1710.03740); it reads faster than one process can make reports.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import torch

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError


class NoCard(InputError):
    """A graphics card was asked for that PyTorch does not see."""

    what = QT_TRANSLATE_NOOP("errors", "PyTorch sees no NVIDIA graphics card on this computer.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Leave out --device cuda, or install a PyTorch that was built for the card."
    )


@dataclass(frozen=True, slots=True)
class Means:
    """``device`` and ``workers``: processes beside this one that make reports, 0 for none."""

    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    workers: int = 0

    @property
    def on_card(self) -> bool:
        """Whether a graphics card computes."""
        kind: str = self.device.type
        return kind == "cuda"

    def precision(self) -> AbstractContextManager[None]:
        """Return the context in which a model reads: mixed precision on a card."""
        context: AbstractContextManager[None] = torch.autocast(
            self.device.type, torch.bfloat16, enabled=self.on_card
        )
        return context


def means_of(device: str) -> Means:
    """Return the means for ``auto``, ``cpu`` or ``cuda``. Raises NoCard."""
    seen = torch.cuda.is_available()
    if device == "cuda" and not seen:
        raise NoCard
    if device == "cpu" or not seen:
        return Means()
    return Means(torch.device("cuda"), max(1, (os.cpu_count() or 2) - 1))

"""How many layers of a model lie on a GPU: as many as fit, fewer where llama.cpp then refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from radvaluer_desktop.inference.messages import FailureKind, Offload, WhyNotGpu
from radvaluer_desktop.inference.native.devices import Device, gpus
from radvaluer_desktop.inference.native.failures import NativeFailure
from radvaluer_desktop.modelfile.header import ModelHeader

_RESERVE_BYTES = 512 * 2**20  # of a GPU: what llama.cpp computes in, and what the screen needs
_REFUSALS = (FailureKind.MODEL_UNREADABLE, FailureKind.CONTEXT_REFUSED)
_Opened = TypeVar("_Opened")


def plan_offload(
    header: ModelHeader, context_tokens: int, wished: int, seen: Sequence[Device]
) -> Offload:
    """Return how many layers to try; ``wished``: the setting, -1 for as many as fit.

    ``seen``: the devices here.
    """
    every = header.layers + 1  # the last one turns states into logits
    if wished == 0:
        return Offload(0, every, WhyNotGpu.ASKED)
    if not gpus(seen):
        return Offload(0, every, WhyNotGpu.NO_DEVICE)
    if wished >= every:
        return Offload(every, every, WhyNotGpu.NONE)
    if wished > 0:
        return Offload(wished, every, WhyNotGpu.ASKED)
    fitting = fitting_layers(header, context_tokens, seen)
    return Offload(fitting, every, WhyNotGpu.NONE if fitting == every else WhyNotGpu.MEMORY)


def fitting_layers(header: ModelHeader, context_tokens: int, seen: Sequence[Device]) -> int:
    """Return how many layers the memory that is free on the GPUs of ``seen`` holds."""
    every = header.layers + 1
    context = min(context_tokens, header.context_length or context_tokens)
    needed = header.tensor_bytes + context * header.cache_bytes_per_token
    room = sum(max(gpu.free_bytes - _RESERVE_BYTES, 0) for gpu in gpus(seen))
    return min(every, room * every // max(needed, 1))


def open_offloaded(plan: Offload, fitting: int, open_with: Callable[[Offload], _Opened]) -> _Opened:
    """Open with ``plan``; where llama.cpp refuses, with fewer layers, and at last with none.

    Fewer: half as many, or the ``fitting`` ones if those are less. A file that it cannot read at
    all is thus tried three times at most. Raises what ``open_with`` raises without a GPU, or for
    another reason.
    """
    for layers in (min(plan.layers // 2, fitting), 0):
        try:
            return open_with(plan)
        except NativeFailure as failure:
            if plan.layers == 0 or failure.kind not in _REFUSALS:
                raise
        plan = Offload(layers, plan.of, WhyNotGpu.REFUSED)
    return open_with(plan)

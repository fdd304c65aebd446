"""How many layers of a model lie on a GPU: as many as fit, fewer where llama.cpp then refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from radvaluer_desktop.inference.messages import FailureKind, Offload, WhyNotGpu
from radvaluer_desktop.inference.native.devices import Device, DeviceKind
from radvaluer_desktop.inference.native.failures import NativeFailure
from radvaluer_desktop.modelfile.header import ModelHeader

_RESERVE_BYTES = 512 * 2**20  # of a GPU: what llama.cpp computes in, and what the screen needs
_REFUSALS = (FailureKind.MODEL_UNREADABLE, FailureKind.CONTEXT_REFUSED)
_Opened = TypeVar("_Opened")


def plan_offload(
    header: ModelHeader, context_tokens: int, wished: int, seen: Sequence[Device]
) -> Offload:
    """Return how many layers to try; ``wished``: the setting, -1 for as many as fit.

    ``seen``: the devices here; as in llama.cpp, integrated GPUs count where there is no other.
    """
    every = header.layers + 1  # the last one turns states into logits
    if wished == 0:
        return Offload(0, every, WhyNotGpu.ASKED)
    gpus = [device for device in seen if device.kind is DeviceKind.GPU] or [
        device for device in seen if device.kind is DeviceKind.INTEGRATED
    ]
    if not gpus:
        return Offload(0, every, WhyNotGpu.NO_DEVICE)
    if wished >= every:
        return Offload(every, every, WhyNotGpu.NONE)
    if wished > 0:
        return Offload(wished, every, WhyNotGpu.ASKED)
    context = min(context_tokens, header.context_length or context_tokens)
    needed = header.tensor_bytes + context * header.cache_bytes_per_token
    room = sum(max(gpu.free_bytes - _RESERVE_BYTES, 0) for gpu in gpus)
    fitting = min(every, room * every // max(needed, 1))
    return Offload(fitting, every, WhyNotGpu.NONE if fitting == every else WhyNotGpu.MEMORY)


def open_offloaded(plan: Offload, open_with: Callable[[Offload], _Opened]) -> _Opened:
    """Open with ``plan``; with half as many layers where llama.cpp refuses, then with none.

    A file that it cannot read at all is thus tried three times at most. Raises what ``open_with``
    raises without a GPU, or for another reason.
    """
    while True:
        try:
            return open_with(plan)
        except NativeFailure as failure:
            if plan.layers == 0 or failure.kind not in _REFUSALS:
                raise
        again = plan.why_not is WhyNotGpu.REFUSED
        plan = Offload(0 if again else plan.layers // 2, plan.of, WhyNotGpu.REFUSED)

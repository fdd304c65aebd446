"""Where a model computes, in words."""

from __future__ import annotations

from collections.abc import Callable

from radvaluer_desktop.catalogue.suggest import Machine
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.inference.messages import LoadedModel, WhyNotGpu

_WHY_NOT_GPU = {
    WhyNotGpu.ASKED: QT_TRANSLATE_NOOP("devices", "the setting gpu_layers says so"),
    WhyNotGpu.NO_DEVICE: QT_TRANSLATE_NOOP(
        "devices", "llama.cpp sees no GPU: there is none, or it was built for the CPU alone"
    ),
    WhyNotGpu.MEMORY: QT_TRANSLATE_NOOP("devices", "the GPU has no memory free for more"),
    WhyNotGpu.REFUSED: QT_TRANSLATE_NOOP("devices", "the GPU did not take more"),
}


def device_and_reason(model: LoadedModel, translate: Callable[[str], str] = str) -> str:
    """Return ``GPU``, or what is used instead and why."""
    reason = _WHY_NOT_GPU.get(model.offload.why_not)
    return model.device if reason is None else f"{model.device} ({translate(reason)})"


def gpu_in_words(machine: Machine, translate: Callable[[str], str] = str) -> str:
    """Return what this build of llama.cpp supports, and what of it the computer has."""
    cards, backends = ", ".join(machine.cards), ", ".join(machine.backends)
    if machine.gpus:
        text = QT_TRANSLATE_NOOP("devices", "{gpus} with {mib} MiB free; built for {backends}")
    elif machine.cards:
        text = QT_TRANSLATE_NOOP(
            "devices",
            "none that this build can use: it was built for {backends}, the computer has {cards}",
        )
    else:
        text = QT_TRANSLATE_NOOP("devices", "none seen; built for {backends}")
    return translate(text).format(
        gpus=", ".join(machine.gpus),
        mib=machine.gpu_free_bytes >> 20,
        backends=backends or "?",
        cards=cards,
    )

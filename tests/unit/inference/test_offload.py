"""How many layers go to a GPU: decided from figures, so that it can be tested without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.inference.messages import FailureKind, LoadedModel, Offload, WhyNotGpu
from radvaluer_desktop.inference.native.devices import Device, DeviceKind, devices
from radvaluer_desktop.inference.native.failures import NativeFailure
from radvaluer_desktop.inference.native.offload import open_offloaded, plan_offload
from radvaluer_desktop.modelfile.header import ModelHeader, read_header
from radvaluer_desktop.session.devices import device_and_reason

GIB = 2**30
CPU = Device("CPU", "a processor", DeviceKind.CPU, 64 * GIB)
INTEGRATED = Device("GPU1", "graphics", DeviceKind.INTEGRATED, 64 * GIB)
# Llama-2-7B in Q4_0, its cache for 4,096 tokens 2 GiB.
LARGE = ModelHeader("llama", "7B", 4096, (), 32_000, 4 * GIB, 0, 32, 512 * 1024)


def gpu(gibibytes: float) -> Device:
    return Device("GPU0", "a card", DeviceKind.GPU, int(gibibytes * GIB))


@pytest.mark.parametrize(
    ("wished", "seen", "layers", "why_not"),
    [
        (0, (CPU, gpu(24)), 0, WhyNotGpu.ASKED),
        (-1, (CPU,), 0, WhyNotGpu.NO_DEVICE),
        (12, (), 0, WhyNotGpu.NO_DEVICE),
        (-1, (CPU, gpu(24)), 33, WhyNotGpu.NONE),
        (12, (CPU, gpu(24)), 12, WhyNotGpu.ASKED),
        (99, (CPU, gpu(24)), 33, WhyNotGpu.NONE),
        (-1, (CPU, gpu(3.5)), 16, WhyNotGpu.MEMORY),
        (-1, (gpu(3.5), INTEGRATED), 16, WhyNotGpu.MEMORY),
        (-1, (CPU, INTEGRATED), 33, WhyNotGpu.NONE),
        (-1, (gpu(3.5), gpu(3.5)), 33, WhyNotGpu.NONE),
        (-1, (gpu(0.25),), 0, WhyNotGpu.MEMORY),
    ],
)
def test_as_many_layers_as_fit(
    wished: int, seen: tuple[Device, ...], layers: int, why_not: WhyNotGpu
) -> None:
    assert plan_offload(LARGE, 4096, wished, seen) == Offload(layers, 33, why_not)


def refusing_above(most: int, tried: list[int], kind: FailureKind) -> Offload:
    def open_with(offload: Offload) -> Offload:
        tried.append(offload.layers)
        if offload.layers > most:
            raise NativeFailure(kind)
        return offload

    return open_offloaded(Offload(33, 33, WhyNotGpu.NONE), open_with)


def test_where_llama_cpp_refuses_half_as_many_are_tried() -> None:
    tried: list[int] = []
    opened = refusing_above(20, tried, FailureKind.MODEL_UNREADABLE)
    assert tried == [33, 16]
    assert opened == Offload(16, 33, WhyNotGpu.REFUSED)


def test_at_last_the_processor_alone() -> None:
    tried: list[int] = []
    opened = refusing_above(0, tried, FailureKind.CONTEXT_REFUSED)
    assert tried == [33, 16, 0]
    assert opened.layers == 0


@pytest.mark.parametrize(
    ("most", "kind"), [(-1, FailureKind.MODEL_UNREADABLE), (0, FailureKind.CANCELLED)]
)
def test_what_a_gpu_has_no_part_in_is_raised(most: int, kind: FailureKind) -> None:
    with pytest.raises(NativeFailure) as caught:
        refusing_above(most, [], kind)
    assert caught.value.kind is kind


@pytest.mark.parametrize(
    ("offload", "said"),
    [
        (Offload(33, 33, WhyNotGpu.NONE), "GPU"),
        (Offload(16, 33, WhyNotGpu.MEMORY), "GPU 16/33 (the GPU has no memory free for more)"),
        (Offload(0, 33, WhyNotGpu.ASKED), "CPU (the setting gpu_layers says so)"),
    ],
)
def test_it_is_said_where_the_model_computes_and_why(offload: Offload, said: str) -> None:
    assert device_and_reason(LoadedModel(Path(), "", 1, 1, offload, 1)) == said


def test_this_machine_has_a_processor_with_memory() -> None:
    assert any(each.kind is DeviceKind.CPU and each.free_bytes > 0 for each in devices())


def test_the_header_tells_the_layers() -> None:
    assert read_header(resource("models") / "chatradio-demo.gguf").layers == 6

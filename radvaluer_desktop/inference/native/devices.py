"""The devices that llama.cpp sees, and the memory that is free on its GPUs."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from llama_cpp import _ggml


class DeviceKind(StrEnum):
    """What a device is. An integrated GPU works in the computer's own memory."""

    CPU = "cpu"
    GPU = "gpu"
    INTEGRATED = "integrated"


_KINDS = {1: DeviceKind.GPU, 2: DeviceKind.INTEGRATED}  # of ggml_backend_dev_type


@dataclass(frozen=True, slots=True)
class Device:
    """One device; ``free_bytes`` of its own memory, or of the computer's where it has none."""

    name: str
    description: str
    kind: DeviceKind
    free_bytes: int


def devices() -> tuple[Device, ...]:
    """Return what this build of llama.cpp can use here; llama_cpp has no names for this."""
    count = _function("ggml_backend_dev_count", ctypes.c_size_t)
    get = _function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    return tuple(_device(get(index)) for index in range(count()))


def backends() -> tuple[str, ...]:
    """Return what this build of llama.cpp can compute with, as it names them itself."""
    count = _function("ggml_backend_reg_count", ctypes.c_size_t)
    get = _function("ggml_backend_reg_get", ctypes.c_void_p, ctypes.c_size_t)
    name = _function("ggml_backend_reg_name", ctypes.c_char_p, ctypes.c_void_p)
    return tuple(name(get(index)).decode("utf-8", "replace") for index in range(count()))


def gpus(seen: Sequence[Device]) -> list[Device]:
    """Return the GPUs of ``seen``; as in llama.cpp, integrated ones where there is no other."""
    return [device for device in seen if device.kind is DeviceKind.GPU] or [
        device for device in seen if device.kind is DeviceKind.INTEGRATED
    ]


def _device(handle: int) -> Device:
    name = _function("ggml_backend_dev_name", ctypes.c_char_p, ctypes.c_void_p)
    describe = _function("ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    kind = _function("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    size = ctypes.POINTER(ctypes.c_size_t)
    memory = _function("ggml_backend_dev_memory", None, ctypes.c_void_p, size, size)
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    memory(handle, ctypes.byref(free), ctypes.byref(total))
    return Device(
        name=name(handle).decode("utf-8", "replace"),
        description=describe(handle).decode("utf-8", "replace"),
        kind=_KINDS.get(kind(handle), DeviceKind.CPU),
        free_bytes=free.value,
    )


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    function = getattr(_ggml.libggml, name)
    function.restype = result
    function.argtypes = arguments
    return function  # type: ignore[no-any-return]

"""What llama.cpp was built for and what it sees of this machine."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

import llama_cpp
from llama_cpp import _ggml

from radvaluer_desktop.inference.messages import Probed
from radvaluer_desktop.inference.native.cpu_module import chosen_module


def probe(request_id: int) -> Probed:
    """Return versions, devices and the CPU features that llama.cpp was compiled to use."""
    info = llama_cpp.llama_print_system_info().decode("utf-8", "replace")
    features = [part.split("=") for part in info.replace("CPU :", "|").split("|") if "=" in part]
    return Probed(
        request_id=request_id,
        version=f"llama-cpp-python {version('llama-cpp-python')}",
        devices=tuple(_devices()),
        cpu_features=tuple(name.strip() for name, value in features if value.strip() == "1"),
        cpu_module=chosen_module(),
        gpu_offload=bool(llama_cpp.llama_supports_gpu_offload()),
    )


def _devices() -> Iterator[str]:
    """Yield ``name (description)`` of each device; llama_cpp has no names for these functions."""
    count = _function("ggml_backend_dev_count", ctypes.c_size_t)
    get = _function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    name = _function("ggml_backend_dev_name", ctypes.c_char_p, ctypes.c_void_p)
    describe = _function("ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    for index in range(count()):
        device = get(index)
        yield f"{name(device).decode()} ({describe(device).decode('utf-8', 'replace')})"


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    function = getattr(_ggml.libggml, name)
    function.restype = result
    function.argtypes = arguments
    return function  # type: ignore[no-any-return]

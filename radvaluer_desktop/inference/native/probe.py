"""What llama.cpp was built for and what it sees of this machine."""

from __future__ import annotations

from importlib.metadata import version

import llama_cpp

from radvaluer_desktop.inference.messages import Probed
from radvaluer_desktop.inference.native.cpu_module import chosen_module
from radvaluer_desktop.inference.native.devices import backends, devices, gpus


def probe(request_id: int) -> Probed:
    """Return versions, devices and the CPU features that llama.cpp was compiled to use."""
    info = llama_cpp.llama_print_system_info().decode("utf-8", "replace")
    features = [part.split("=") for part in info.replace("CPU :", "|").split("|") if "=" in part]
    seen = devices()
    return Probed(
        request_id=request_id,
        version=f"llama-cpp-python {version('llama-cpp-python')}",
        devices=tuple(f"{each.name} ({each.description})" for each in seen),
        cpu_features=tuple(name.strip() for name, value in features if value.strip() == "1"),
        cpu_module=chosen_module(),
        gpu_offload=bool(llama_cpp.llama_supports_gpu_offload()),
        gpus=tuple(each.description for each in gpus(seen)),
        gpu_free_bytes=sum(each.free_bytes for each in gpus(seen)),
        backends=backends(),
    )

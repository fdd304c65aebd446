"""How much memory a model needs, before it is loaded, and how much there is."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil

from radvaluer_desktop.modelfile.header import ModelHeader

# llama.cpp works on one slice of a prompt at a time; its logits, 32-bit floats, take the most.
_SLICE_TOKENS = 128
_LOGIT_BYTES = 4
# Python and the libraries of the worker, measured at rest: 56 MiB.
_WORKER_BYTES = 56 * 2**20
_CGROUP = Path("/sys/fs/cgroup")


def bytes_needed(header: ModelHeader, context_tokens: int) -> int:
    """Return about how many bytes a worker takes that holds the model on the CPU.

    Tensors as they lie in the file, the key-value cache in 16-bit floats, the logits of one slice
    of a prompt and the worker itself; what llama.cpp takes beyond that is some percent. Rather too
    little than too much: a model that might just fit is tried.
    """
    context = min(context_tokens, header.context_length or context_tokens)
    logits = _SLICE_TOKENS * header.vocabulary * _LOGIT_BYTES
    return header.tensor_bytes + context * header.cache_bytes_per_token + logits + _WORKER_BYTES


def bytes_available(cgroup: Path = _CGROUP) -> int:
    """Return how many bytes a process may still take without another losing any.

    What the system could free at once counts; a container's own limit (cgroup version 2) caps it.
    """
    available = psutil.virtual_memory().available
    with contextlib.suppress(OSError, ValueError):  # no cgroup, or "max": no limit
        limit = int((cgroup / "memory.max").read_text(encoding="ascii"))
        used = int((cgroup / "memory.current").read_text(encoding="ascii"))
        cached = _inactive_file(cgroup)
        available = min(available, max(limit - used + cached, 0))
    return int(available)


def _inactive_file(cgroup: Path) -> int:
    """Return the bytes of cached files in a cgroup, which the kernel frees first."""
    for line in (cgroup / "memory.stat").read_text(encoding="ascii").splitlines():
        if line.startswith("inactive_file "):
            return int(line.split()[1])
    return 0

"""Starts llama.cpp once in this process and keeps its last error lines.

Importing ``llama_cpp`` installs a log callback that prints to stderr; ours replaces it, so that
nothing is printed and a failed load can say why.
"""

from __future__ import annotations

from collections import deque

import llama_cpp

from radvaluer_desktop.inference.native.cpu_module import load_cpu_module, note_choice

_LEVEL_INFO = 2
_LEVEL_ERROR = 4
_errors: deque[str] = deque(maxlen=8)


def _listen(level: int, text: bytes, _user_data: object) -> None:
    if level == _LEVEL_INFO:
        note_choice(text.decode("utf-8", "replace").strip())
    elif level == _LEVEL_ERROR:
        _errors.append(text.decode("utf-8", "replace").strip())


# ctypes keeps no reference to a callback: losing this name would crash the process.
_log_callback = llama_cpp.llama_log_callback(_listen)


def start_library() -> None:
    """Silence llama.cpp and initialise it; call once before anything else of this package."""
    llama_cpp.llama_log_set(_log_callback, None)
    load_cpu_module()
    llama_cpp.llama_backend_init()


def take_errors() -> str:
    """Return the error lines since the last call, joined, and forget them.

    llama.cpp names tensors, files and sizes in them, never the text it was given.
    """
    text = "; ".join(_errors)
    _errors.clear()
    return text

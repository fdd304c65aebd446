"""A flag that stops llama.cpp in the middle of a graph.

llama.cpp asks a C callback after every graph node. A Python function there would need the
interpreter lock for each of some four hundred calls a slice; ``strlen`` on the flag's own memory
answers the same question in C: empty string, go on; one byte, stop.
"""

from __future__ import annotations

import ctypes
import sys

import llama_cpp


class Interrupt:
    """Raised by the thread that receives requests, read by llama.cpp and by the decode loop."""

    def __init__(self) -> None:
        self._memory = ctypes.create_string_buffer(2)
        library = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
        self._callback = ctypes.cast(library.strlen, llama_cpp.ggml_abort_callback)

    @property
    def raised(self) -> bool:
        """Whether the running request must stop."""
        return self._memory[0] != b"\0"

    def set(self) -> None:
        """Ask the running request to stop."""
        self._memory[0] = b"\x01"

    def clear(self) -> None:
        """Make ready for the next request."""
        self._memory[0] = b"\0"

    def attach(self, context: object) -> None:
        """Let llama.cpp read the flag while it decodes in ``context`` (CPU back end only)."""
        data = ctypes.cast(self._memory, ctypes.c_void_p)
        llama_cpp.llama_set_abort_callback(context, self._callback, data)

"""Loads the CPU module of the packages' engine that suits this processor.

Compiled for one machine, llama.cpp has its CPU back end built in. In a package it is one module
for each generation of processors, beside ``libllama``; ggml loads the one that scores highest, but
llama-cpp-python never asks it to.
"""

from __future__ import annotations

import ctypes
import re
from pathlib import Path

import llama_cpp
from llama_cpp import _ggml

# "… loaded CPU backend from /…/libggml-cpu-haswell.so": ggml names its choice nowhere else.
_LOADED = re.compile(r"loaded CPU backend from .*ggml-cpu-(\w+)\.\w+$")
_taken: list[str] = []


def library_folder() -> Path:
    """The folder of the engine's libraries."""
    return Path(llama_cpp.__file__).parent / "lib"


def load_cpu_module() -> None:
    """Load the best module where there are any; what was taken is heard by ``note_choice``."""
    if any(library_folder().glob("*ggml-cpu-*")):
        load = _ggml.libggml.ggml_backend_load_all_from_path
        load.restype, load.argtypes = None, [ctypes.c_char_p]
        load(str(library_folder()).encode("utf-8"))


def note_choice(line: str) -> None:
    """Take a line of ggml's log; remember the module that it names as loaded."""
    if found := _LOADED.search(line):
        _taken[:] = [found[1]]


def chosen_module() -> str:
    """The kind of processor that the loaded module is for, ``built in`` where there is one only."""
    return _taken[0] if _taken else "built in"


def has_cpu_backend() -> bool:
    """Whether this process can calculate at all: without a CPU module llama.cpp loads no model."""
    find = _ggml.libggml.ggml_backend_reg_by_name
    find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    return bool(find(b"CPU"))

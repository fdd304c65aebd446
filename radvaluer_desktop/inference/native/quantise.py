"""Quantises a model file with llama.cpp."""

from __future__ import annotations

import ctypes
from enum import IntEnum
from pathlib import Path

import llama_cpp

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.inference.native.library import start_library, take_errors


class Quantisation(IntEnum):
    """llama.cpp's file types, by the names people know them under."""

    F16 = 1
    Q4_0 = 2
    Q8_0 = 7
    Q4_K_M = 15
    Q5_K_M = 17
    Q6_K = 18


def quantise(source: Path, target: Path, kind: Quantisation) -> None:
    """Write ``source`` quantised as ``kind`` to ``target``, another file.

    Raises InternalError where llama.cpp refuses.
    """
    if source.resolve() == target.resolve():  # llama.cpp would end the process with SIGBUS
        raise InternalError("a model cannot be quantised into its own file")
    start_library()
    take_errors()
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = int(kind)
    code = llama_cpp.llama_model_quantize(
        str(source).encode("utf-8"), str(target).encode("utf-8"), ctypes.byref(params)
    )
    if code != 0:
        raise InternalError(f"llama.cpp could not quantise {source}: {take_errors()}")

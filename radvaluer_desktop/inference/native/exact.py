"""A model opened in this very process, as exactly as llama.cpp computes: to compare with training.

Flash attention off and a key-value cache in float32: the default rounds both to 16 bits.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path

import llama_cpp
import numpy as np
import numpy.typing as npt

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.inference.native.library import start_library, take_errors

_FLOAT32 = 0
_NO_FLASH = 0
_ON_CPU = 0
_BATCH = 512

Logits = npt.NDArray[np.float32]


class ExactModel:
    """Tokens and logits of one model file. Not for use beside another thread."""

    def __init__(self, path: Path, adapter: Path | None = None) -> None:
        params = llama_cpp.llama_model_default_params()
        params.n_gpu_layers = _ON_CPU
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), params)
        if not self._model:
            raise InternalError(f"{path} was not loaded: {take_errors()}")
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._size: int = llama_cpp.llama_vocab_n_tokens(self._vocabulary)
        self._context = self._new_context()
        if adapter is not None:
            self._apply(adapter)

    def _new_context(self) -> object:
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = llama_cpp.llama_model_n_ctx_train(self._model)
        params.n_batch = params.n_ubatch = _BATCH
        params.n_threads = params.n_threads_batch = 1
        params.flash_attn_type = _NO_FLASH
        params.type_k = params.type_v = _FLOAT32
        return llama_cpp.llama_init_from_model(self._model, params)

    def _apply(self, path: Path) -> None:
        adapter = llama_cpp.llama_adapter_lora_init(self._model, str(path).encode())
        if not adapter:
            raise InternalError(f"{path} was not loaded: {take_errors()}")
        adapters = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(adapter)
        scales = (ctypes.c_float * 1)(1.0)
        llama_cpp.llama_set_adapters_lora(self._context, adapters, 1, scales)

    def tokenise(self, text: str) -> list[int]:
        """Return the ids of ``text``; the name of a control token in it is text."""
        data = text.encode("utf-8", "replace")
        ids = (llama_cpp.llama_token * (len(data) + 8))()
        count = llama_cpp.llama_tokenize(
            self._vocabulary, data, len(data), ids, len(ids), False, False
        )
        return list(ids[:count])

    def logits(self, ids: Sequence[int]) -> Logits:
        """Return the logits after each of ``ids``, (length, vocabulary), from an empty context."""
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self._context), False)
        rows = [
            self._decode(ids[start : start + _BATCH], start, every=True)
            for start in range(0, len(ids), _BATCH)
        ]
        return np.concatenate(rows)

    def continue_greedily(self, ids: Sequence[int], end: int, most: int) -> list[int]:
        """Return the likeliest tokens after ``ids`` up to ``end``, which is never the first."""
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self._context), False)
        for start in range(0, len(ids), _BATCH):
            row = self._decode(ids[start : start + _BATCH], start, every=False)[-1]
        row[end] = -np.inf
        written: list[int] = []
        while (token := int(row.argmax())) != end and len(written) < most:
            written.append(token)
            row = self._decode([token], len(ids) + len(written) - 1, every=False)[-1]
        return written

    def _decode(self, ids: Sequence[int], position: int, *, every: bool) -> Logits:
        batch = llama_cpp.llama_batch_init(len(ids), 0, 1)
        batch.n_tokens = len(ids)
        for index, token in enumerate(ids):
            batch.token[index] = token
            batch.pos[index] = position + index
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = 0
            batch.logits[index] = every or index == len(ids) - 1
        code = llama_cpp.llama_decode(self._context, batch)
        llama_cpp.llama_batch_free(batch)
        if code != 0:
            raise InternalError(f"llama.cpp could not decode: code {code}")
        wanted = range(len(ids)) if every else (-1,)
        return np.stack([self._row(index) for index in wanted])

    def _row(self, index: int) -> Logits:
        row = llama_cpp.llama_get_logits_ith(self._context, index)
        return np.ctypeslib.as_array(row, shape=(self._size,)).copy()

    def close(self) -> None:
        """Free context and model, in that order."""
        llama_cpp.llama_free(self._context)
        llama_cpp.llama_model_free(self._model)


@contextlib.contextmanager
def open_exactly(path: Path, adapter: Path | None = None) -> Iterator[ExactModel]:
    """Open a model file, with an adapter if one is given. Raises InternalError."""
    start_library()
    model = ExactModel(path, adapter)
    try:
        yield model
    finally:
        model.close()

"""A loaded model with one context, and the text side of its vocabulary."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import psutil

from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.inference.messages import (
    EngineSettings,
    FailureKind,
    LoadedModel,
    Offload,
    Segment,
)
from radvaluer_desktop.inference.native.cpu_module import has_cpu_backend
from radvaluer_desktop.inference.native.devices import devices
from radvaluer_desktop.inference.native.failures import DoesNotFit, NativeFailure
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import take_errors
from radvaluer_desktop.inference.native.offload import (
    fitting_layers,
    open_offloaded,
    plan_offload,
)
from radvaluer_desktop.modelfile.header import ModelHeader, read_header
from radvaluer_desktop.modelfile.memory import bytes_available, bytes_needed

# llama.cpp aborts the process on a batch larger than this; longer prompts are cut into slices.
# Slices of 64 tokens and more take the same kernels on the CPU, so their size changes no result;
# 128 gives a large model a sign of life every few seconds.
SLICE_TOKENS = 128
SEQUENCES = 16  # the text, and the branches of a tree of proposed tokens
_PIECE_BYTES = 512
_MIB = 2**20
_NO_FLASH = 0  # of llama_context_params.flash_attn_type
_NO_DEVICES = (ctypes.c_void_p * 1)(None)  # a list that ends at once
_READ_NOT_MAPPED = 0  # of llama_model_params.load_mode
_SMALL = 50_000_000  # parameters
_CELLS_BESIDE = 128  # of a small model's context, for each draft that is written beside the first


class NativeModel:
    """Model, context and vocabulary of one GGUF file. Unusable after ``close``."""

    def __init__(
        self,
        path: Path,
        settings: EngineSettings,
        hooks: LoadHooks,
        offload: Offload = Offload(),  # noqa: B008 - frozen
    ) -> None:
        """Load with ``offload.layers`` on the GPU. Raises NativeFailure."""
        self.path = path
        self._offload = offload
        self._model = _load(path, settings, hooks, offload)
        self.vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self.vocabulary_size: int = llama_cpp.llama_vocab_n_tokens(self.vocabulary)
        self.parameters = int(llama_cpp.llama_model_n_params(self._model))
        # Their state cannot be taken back to an earlier token, and branches cannot share it.
        self.is_recurrent = bool(
            llama_cpp.llama_model_is_recurrent(self._model)
            or llama_cpp.llama_model_is_hybrid(self._model)
        )
        self.threads = settings.threads or default_threads(self.parameters)
        try:
            # Before the context is made, which reckons with all that may be applied to it.
            wanted = dict.fromkeys((*filter(None, (settings.adapter,)), *settings.adapters))
            self._adapters = {
                path: _load_adapter(self._model, path, must=path == settings.adapter)
                for path in wanted
            }
            self.context = self._new_context(settings)
            self.adapt(settings.adapter, settings.adapter_scale)
        except NativeFailure:
            llama_cpp.llama_model_free(self._model)
            raise
        hooks.interrupt.attach(self.context)
        self.cells: int = llama_cpp.llama_n_ctx(self.context)
        self.context_tokens: int = min(self.cells, self._wanted_tokens(settings))
        self._end_tokens = self._find_end_tokens()
        self._piece = ctypes.create_string_buffer(_PIECE_BYTES)

    def adapt(self, path: Path | None, scale: float) -> None:
        """Let the loaded adapter of ``path`` work, or none; the KV cache must be dropped.

        Raises NativeFailure where it is not loaded; then nothing has changed.
        """
        adapter: Any = self._adapters.get(path) if path is not None else None
        if path is not None and adapter is None:
            raise NativeFailure(FailureKind.ADAPTER_REFUSED, path.name)
        adapters = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(adapter)
        count = 0 if adapter is None else 1
        scales = (ctypes.c_float * 1)(scale)
        if llama_cpp.llama_set_adapters_lora(self.context, adapters, count, scales):
            raise NativeFailure(FailureKind.ADAPTER_REFUSED, take_errors())

    def _new_context(self, settings: EngineSettings) -> object:
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = self._wanted_tokens(settings)
        params.n_batch = params.n_ubatch = SLICE_TOKENS
        params.n_threads = params.n_threads_batch = self.threads
        # Its CPU kernels for few tokens add up in 16 bits, others do not.
        if not self._offload.layers:
            params.flash_attn_type = _NO_FLASH
        if not self.is_recurrent:
            params.n_seq_max, params.kv_unified = SEQUENCES, True  # branches share the text's cells
            if self.parameters < _SMALL:  # a token's cell takes some kilobytes
                params.n_ctx += (SEQUENCES - 1) * _CELLS_BESIDE
        context = llama_cpp.llama_init_from_model(self._model, params)
        if not context:
            raise NativeFailure(FailureKind.CONTEXT_REFUSED, take_errors())
        return context

    def _wanted_tokens(self, settings: EngineSettings) -> int:
        trained: int = llama_cpp.llama_model_n_ctx_train(self._model)
        return min(settings.context_tokens, trained)

    def _find_end_tokens(self) -> frozenset[int]:
        is_end = llama_cpp.llama_vocab_is_eog
        return frozenset(t for t in range(self.vocabulary_size) if is_end(self.vocabulary, t))

    @property
    def end_tokens(self) -> frozenset[int]:
        """Ids that end a text."""
        return self._end_tokens

    @property
    def on_card(self) -> bool:
        """Whether a graphics card computes some of it."""
        return self._offload.layers > 0

    def describe(self) -> LoadedModel:
        """Return what the parent shows of this model."""
        name = ctypes.create_string_buffer(256)
        llama_cpp.llama_model_desc(self._model, name, len(name))
        return LoadedModel(
            path=self.path,
            description=name.value.decode("utf-8", "replace"),
            parameters=self.parameters,
            context_tokens=self.context_tokens,
            offload=self._offload,
            threads=self.threads,
            goes_back=not self.is_recurrent,
        )

    def tokenize_all(self, segments: Sequence[Segment]) -> list[int]:
        """Return the ids of a prompt.

        Control tokens are recognised in template segments alone: in a report they are text.
        """
        ids = [self._tokenize(part, first=index == 0) for index, part in enumerate(segments)]
        return list(itertools.chain.from_iterable(ids))

    def tokenize_text(self, text: str) -> list[int]:
        """Return the ids of a text that a person wrote."""
        return self._tokenize(Segment(text), first=False)

    def _tokenize(self, segment: Segment, *, first: bool) -> list[int]:
        """Tokenise one segment; ``first`` adds the beginning token where the model has one."""
        data = segment.text.encode("utf-8", "replace")
        size = len(data) + 8
        ids = (llama_cpp.llama_token * size)()
        count = llama_cpp.llama_tokenize(
            self.vocabulary, data, len(data), ids, size, first, segment.special
        )
        if count < 0:  # more tokens than bytes: cannot be with any vocabulary that covers bytes
            raise NativeFailure(FailureKind.DECODE_FAILED, "tokenizer")
        return list(ids[:count])

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token; one character may need several tokens."""
        count = llama_cpp.llama_token_to_piece(
            self.vocabulary, token, self._piece, _PIECE_BYTES, 0, False
        )
        return self._piece.raw[: max(count, 0)]

    def close(self) -> None:
        """Free context and model, in that order."""
        llama_cpp.llama_free(self.context)
        llama_cpp.llama_model_free(self._model)


class LoadHooks:
    """What a load needs from its surroundings: whom to tell of progress, and when to give up."""

    def __init__(self, interrupt: Interrupt, on_progress: Callable[[float], None]) -> None:
        self.interrupt = interrupt
        self._on_progress = on_progress

    def report(self, fraction: float) -> bool:
        """Tell of progress (0..1); False asks llama.cpp to stop loading."""
        self._on_progress(fraction)
        return not self.interrupt.raised


def open_model(path: Path, settings: EngineSettings, hooks: LoadHooks) -> NativeModel:
    """Load the model at ``path`` with as many layers on a GPU as fit and llama.cpp takes.

    Raises NativeFailure, of kind cancelled where the interrupt is raised.
    """
    header, context, seen = _header(path), settings.context_tokens, devices()
    plan = plan_offload(header, context, settings.gpu_layers, seen)
    fitting = fitting_layers(header, context, seen)
    return open_offloaded(
        plan, fitting, lambda offload: NativeModel(path, settings, hooks, offload)
    )


def _load(path: Path, settings: EngineSettings, hooks: LoadHooks, offload: Offload) -> object:
    if not has_cpu_backend():
        raise NativeFailure(FailureKind.NO_CPU_MODULE)
    params = llama_cpp.llama_model_default_params()
    params.n_gpu_layers = offload.layers
    if not offload.layers:  # else llama.cpp computes long prompts on a card all the same
        params.devices = ctypes.addressof(_NO_DEVICES)
    header = _header(path)
    # Weights that llama.cpp lays out anew would lie in memory twice: as they are, and mapped.
    twice = 2 * header.rearranged_bytes > header.tensor_bytes and offload.layers < offload.of
    if settings.memory_mb or twice:
        params.load_mode = _READ_NOT_MAPPED
    progress = llama_cpp.llama_progress_callback(lambda fraction, _data: hooks.report(fraction))
    params.progress_callback = progress
    take_errors()
    _must_fit(header, settings, offload)
    model = llama_cpp.llama_model_load_from_file(str(path).encode("utf-8"), params)
    if model:
        return model
    if hooks.interrupt.raised:
        raise NativeFailure(FailureKind.CANCELLED)
    raise NativeFailure(FailureKind.MODEL_UNREADABLE, take_errors())


def _load_adapter(model: object, path: Path, *, must: bool) -> Any:  # noqa: ANN401 - of ctypes
    """Return the adapter at ``path``, which lives and dies with the model.

    Raises NativeFailure where llama.cpp refuses it; None where it need not be there.
    """
    adapter = llama_cpp.llama_adapter_lora_init(model, str(path).encode("utf-8"))
    if not adapter and must:
        raise NativeFailure(FailureKind.ADAPTER_REFUSED, take_errors())
    return adapter or None


def _header(path: Path) -> ModelHeader:
    try:
        return read_header(path)
    except WorldError as error:
        raise NativeFailure(FailureKind.MODEL_UNREADABLE, type(error).__name__) from error


def _must_fit(header: ModelHeader, settings: EngineSettings, offload: Offload) -> None:
    """Refuse what the computer cannot hold: it would be killed, or slow everything else down."""
    needed = bytes_needed(header, settings.context_tokens)
    if offload.layers:
        needed = needed * (offload.of - offload.layers) // offload.of
    available = bytes_available()
    if settings.memory_mb:
        available = min(available, settings.memory_mb * _MIB)
    if needed > available:
        raise DoesNotFit(-(-needed // _MIB), available // _MIB)


def default_threads(parameters: int) -> int:
    """Physical cores less one for the PACS viewer; all of them where there are only two.

    A model of a few million parameters runs on one: llama.cpp's threads wait for each other after
    every operation, and where another program holds a core, that wait costs more than the work.
    """
    if parameters < _SMALL:
        return 1
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    return cores - 1 if cores > 2 else cores

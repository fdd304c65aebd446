"""A model of the engine opened in the test itself, to look at its tokens and logits."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from radvaluer_desktop.inference.messages import EngineSettings
from radvaluer_desktop.inference.native import interrupt, library, model


@contextlib.contextmanager
def open_model(path: Path, settings: EngineSettings) -> Iterator[model.NativeModel]:
    library.start_library()
    hooks = model.LoadHooks(interrupt.Interrupt(), lambda _fraction: None)
    native = model.NativeModel(path, settings, hooks)
    try:
        yield native
    finally:
        native.close()


def last_logits(native: model.NativeModel, ids: list[int]) -> list[float]:
    """Logits after the last of ``ids``."""
    import llama_cpp

    native.forget()
    tokens = (llama_cpp.llama_token * len(ids))(*ids)
    assert (
        llama_cpp.llama_decode(native.context, llama_cpp.llama_batch_get_one(tokens, len(ids))) == 0
    )
    row = llama_cpp.llama_get_logits_ith(native.context, -1)
    return [row[index] for index in range(native.vocabulary_size)]

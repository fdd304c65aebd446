"""What the header of a GGUF file says, and what is said of a file that has none.

Reading one takes the gguf library, which brings NumPy, a third of a second on a reading station:
it is imported by the first reading, not by the start of the window.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError

_BUFFER_BYTES = 1 << 20
BASE_PREFIX = "sha256:"
PATIENT_DATA_KEY = "radvaluer.patient_data"


class ModelMissing(ModelError):
    """There is no such file, or it cannot be read."""

    what = QT_TRANSLATE_NOOP("errors", "The model file {path} cannot be read ({reason}).")
    next_step = QT_TRANSLATE_NOOP("errors", "Check its name and permissions, or choose another.")


class NotAModel(ModelError):
    """The file is no GGUF."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is not a GGUF model file.")
    next_step = QT_TRANSLATE_NOOP("errors", "Choose a file in GGUF format (version 2 or 3).")


class ModelCutShort(ModelError):
    """The file ends before its contents do."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The model file {path} is incomplete or damaged: {size} bytes are there."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Copy or download it again.")


class ModelTooNew(ModelError):
    """The file uses something that came after this version of the program."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The model {path} holds tensors of a kind ({kind}) that is not known here."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Use a file with another quantisation, or a newer version of this program."
    )


@dataclass(frozen=True, slots=True)
class ModelHeader:
    """What the header says. ``control_tokens``: the vocabulary's tokens of type CONTROL.

    ``tensor_bytes``: of all tensors together; ``rearranged_bytes``: of those that llama.cpp may lay
    out anew for the processor while it loads them. ``layers``: how many blocks there are.
    ``cache_bytes_per_token``: of the key-value cache in 16-bit floats, all layers together; 0 where
    the header does not tell. ``patient_data``: the file says that it was taught on real reports,
    which it may give back. ``adapter``: it is no model but what one adds to its base, whose SHA-256
    is ``base`` where the file says it. ``chat_template``: Jinja source that came with the model;
    ``begin_token`` and ``end_token``: what it may call so; ``adds_begin_token``: whether the
    tokenizer puts the first of them before every text.
    """

    architecture: str
    name: str
    context_length: int
    control_tokens: tuple[str, ...]
    vocabulary: int
    tensor_bytes: int
    rearranged_bytes: int
    layers: int
    cache_bytes_per_token: int
    patient_data: bool = False
    adapter: bool = False
    base: str = ""
    chat_template: str = ""
    begin_token: str = ""
    end_token: str = ""
    adds_begin_token: bool = True


def read_header(path: Path) -> ModelHeader:
    """Return the header of the GGUF file at ``path``. Never waits, as a pipe would make it.

    Raises ModelMissing, NotAModel, ModelTooNew, or ModelCutShort where the data of any tensor would
    lie beyond the end of the file.
    """
    from radvaluer_desktop.modelfile.parsing import parse_header

    try:
        if not path.is_file():
            raise ModelMissing(path=path, reason=_why_no_file(path))
        with open(path, "rb", _BUFFER_BYTES, opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ModelMissing(path=path, reason=_why_no_file(path))
            return parse_header(file, status.st_size, path)
    except OSError as error:
        raise ModelMissing(path=path, reason=error.strerror or type(error).__name__) from error


def is_known(architecture: str) -> bool:
    """Whether the gguf library of this installation describes it: llama.cpp beside it reads it."""
    from radvaluer_desktop.modelfile.parsing import ARCHITECTURES

    return architecture in ARCHITECTURES


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _why_no_file(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return "it is no regular file" if path.exists() else "no such file"

"""Finds a model by id or path and says exactly which file it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import read_header

SUFFIX = ".gguf"


class ModelUnknown(ModelError):
    """No installed model has this id, and it is no path of a file."""

    what = QT_TRANSLATE_NOOP("errors", "There is no model '{reference}'. Installed: {installed}.")
    next_step = QT_TRANSLATE_NOOP("errors", "Name one of these, or the path of a GGUF file.")


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One model file. ``id`` is its file name without the suffix; the hash names its very bytes.

    ``embedded``: the demonstration model that came with the program.
    """

    id: str
    path: Path
    sha256: str
    control_tokens: tuple[str, ...]
    embedded: bool


def installed_files(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the model files of ``folders``, an earlier folder's before a later one's.

    A folder that this user may not enter holds no model for them.
    """
    for folder in folders:
        files: list[Path] = []
        with contextlib.suppress(OSError):
            files = sorted(folder.glob(f"*{SUFFIX}"))
        yield from files


def find_model(
    reference: str, folders: Sequence[Path], may_go_on: Callable[[], None] | None = None
) -> InstalledModel:
    """Return the model that ``reference`` names: an id found in ``folders``, or a path.

    Reads the header and the whole file once (its hash; ``may_go_on`` may raise meanwhile). Raises
    ModelError where there is no such model, or where the file is no complete GGUF.
    """
    path = _path_of(reference, folders)
    header = read_header(path)
    embedded = path.parent == resource("models")
    digest = sha256_of(path, may_go_on)
    return InstalledModel(path.stem, path, digest, header.control_tokens, embedded)


def _path_of(reference: str, folders: Sequence[Path]) -> Path:
    by_id = {path.stem: path for path in reversed(list(installed_files(folders)))}
    if reference in by_id:
        return by_id[reference]
    # Whatever looks like a path is one: the reader of headers says what is wrong with it.
    path = Path(reference)
    with contextlib.suppress(RuntimeError):  # nobody has the name behind a ~
        path = path.expanduser()
    if path.suffix == SUFFIX or path.name != reference or _may_be_there(path):
        return path.absolute()
    raise ModelUnknown(reference=reference, installed=", ".join(sorted(by_id)) or "none")


def _may_be_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # too long a name, for one
        return True

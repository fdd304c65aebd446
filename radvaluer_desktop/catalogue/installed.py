"""Finds a model by id or path and says exactly which file it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.records import must_be_as_recorded
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import read_header

SUFFIX = ".gguf"
EMBEDDED = "chatradio-demo"  # the id of the model that comes with the program


class ModelUnknown(ModelError):
    """No installed model has this id, and it is no path of a file."""

    what = QT_TRANSLATE_NOOP("errors", "There is no model '{reference}'. Installed: {installed}.")
    next_step = QT_TRANSLATE_NOOP("errors", "Name one of these, or the path of a GGUF file.")


class AdapterWithoutBase(ModelError):
    """The file is an adapter, and the model that it belongs to is not installed."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} is an adapter for a model that is not installed (SHA-256 {base})."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Put the model it was taught beside into the folder of models."
    )


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One model file. ``id`` is its file name without the suffix; the hash names its very bytes.

    ``embedded``: the demonstration model that came with the program. ``adapter``: a file that is
    loaded beside ``path``; id and hash are then the adapter's, which names its base by its hash,
    or those of both, and ``base`` is the model without it.
    ``patient_data``: taught on real reports, by its own word.
    """

    id: str
    path: Path
    sha256: str
    control_tokens: tuple[str, ...]
    embedded: bool
    adapter: Path | None = None
    patient_data: bool = False
    base: InstalledModel | None = None


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
    ModelError where there is no such model, where the file is no complete GGUF, where it has other
    bytes than when it was verified, or where it is an adapter whose base is not in ``folders``.
    """
    path = path_of(reference, folders)
    header = read_header(path)
    digest = sha256_of(path, may_go_on)
    must_be_as_recorded(path, digest)
    if header.adapter:
        base = _base_of(path, header.base, folders, may_go_on)
        tokens = read_header(base).control_tokens
        return InstalledModel(
            path.stem,
            base,
            digest,
            tokens,
            embedded=False,
            adapter=path,
            patient_data=header.patient_data,
        )
    embedded = path.parent == resource("models")
    return InstalledModel(
        path.stem,
        path,
        digest,
        header.control_tokens,
        embedded,
        patient_data=header.patient_data,
    )


def _base_of(
    adapter: Path, base: str, folders: Sequence[Path], may_go_on: Callable[[], None] | None
) -> Path:
    """Return the installed file whose hash is ``base``, looked for beside the adapter too."""
    for path in installed_files((adapter.parent, *folders)):
        with contextlib.suppress(OSError):
            if path != adapter and sha256_of(path, may_go_on) == base:
                return path
    raise AdapterWithoutBase(path=adapter, base=base or "not told")


def path_of(reference: str, folders: Sequence[Path]) -> Path:
    """Return the file that an id or a path names. Raises ModelUnknown."""
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

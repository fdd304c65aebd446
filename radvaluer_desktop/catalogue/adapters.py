"""Adapters beside a base: which belong to it, and what a draft says that both of them wrote.

An adapter (LoRA, Hu et al. 2022, arXiv:2106.09685) names the SHA-256 of its base where this program
made it; one that does not is tried, and llama.cpp refuses what does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from radvaluer_desktop.catalogue.installed import InstalledModel, installed_files, path_of
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import ModelHeader, read_header

_SHA256 = re.compile(r"[0-9a-f]{64}")


class NotAnAdapter(ModelError):
    """The file is a model of its own."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is no adapter. No draft was made with it.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Name a file that 'radvaluer train --adapter' made, or choose it as the model."
    )


class AdapterForAnotherBase(ModelError):
    """The adapter was taught beside another model."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The adapter {path} belongs to another model (SHA-256 {base}) than {model}. It was not "
        "applied.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Choose the model that it was taught beside, or another adapter."
    )


@dataclass(frozen=True, slots=True)
class InstalledAdapter:
    """One adapter file; ``patient_data``: taught on real reports, by its own word."""

    id: str
    path: Path
    sha256: str
    patient_data: bool = False


def adapters_of(base: InstalledModel, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the installed adapters that say, or do not deny, that ``base`` is theirs."""
    for path in installed_files(folders):
        with suppress(ModelError):
            header = read_header(path)
            if header.adapter and _may_belong(header, base):
                yield path


def find_adapter(reference: str, base: InstalledModel, folders: Sequence[Path]) -> InstalledAdapter:
    """Return the adapter that ``reference``, an id or a path, names.

    Raises ModelError where there is none, or where it is no adapter of ``base``.
    """
    path = path_of(reference, folders)
    header = read_header(path)
    if not header.adapter:
        raise NotAnAdapter(path=path)
    if not _may_belong(header, base):
        raise AdapterForAnotherBase(path=path, base=header.base, model=base.id)
    return InstalledAdapter(path.stem, path, sha256_of(path), header.patient_data)


def adapted(base: InstalledModel, adapter: InstalledAdapter | None, scale: float) -> InstalledModel:
    """Return ``base`` with ``adapter`` beside it: both ids, both hashes, and the scale."""
    if adapter is None:
        return base
    return replace(
        base,
        id=f"{base.id}+{adapter.id}",
        sha256=f"{base.sha256}+{adapter.sha256}@{scale:g}",
        adapter=adapter.path,
        base=base,
        patient_data=base.patient_data or adapter.patient_data,
    )


def _may_belong(header: ModelHeader, base: InstalledModel) -> bool:
    return header.base == base.sha256 or not _SHA256.fullmatch(header.base)

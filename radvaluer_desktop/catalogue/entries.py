"""The catalogue: models that can be had, as data.

Ours is ``resources/catalogue.toml``; a site may have one of its own in the same form. What is wrong
in one is named, and nothing of it is used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError, RadValuerError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}")
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"\d+(\.\d+){0,3}")
_DEVICES_OF_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST_BYTES = 4 << 20  # of a catalogue
_TEXTS = ("en", "zh")


class CatalogueUnusable(InputError):
    """A catalogue cannot be read, or an entry of it is not as it must be."""

    what = QT_TRANSLATE_NOOP("errors", "The catalogue of models {source} cannot be used: {reason}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Correct it, or take the setting 'model_catalogue' away. Models that are installed work "
        "all the same.",
    )


class NotInCatalogue(InputError):
    """No entry has this id."""

    what = QT_TRANSLATE_NOOP("errors", "The catalogue has no model '{id}'. It has: {known}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Name one of these, or import a file with 'radvaluer models import'."
    )


class _Wrong(RadValuerError):
    """What is wrong with an entry, in a few words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One model that can be had; the comment in ``resources/catalogue.toml`` says what each is.

    ``purpose`` and ``validated`` hold a text for each language of the window.
    """

    id: str
    name: str
    purpose: Mapping[str, str]
    languages: tuple[str, ...]
    licence: str
    parameters: int
    quantisation: str
    context: int
    memory_mib: int
    prompt: str
    minimum_version: str
    validated: Mapping[str, str]
    file: str = ""
    repository: str = ""
    revision: str = ""
    bytes: int = 0
    sha256: str = ""
    licence_link: str = ""
    agree: bool = False
    embedded: bool = False
    memory_basis: str = "estimated"
    source: str = field(default="", metadata={"ours": True})

    @property
    def can_be_pulled(self) -> bool:
        """Whether a hub has it."""
        return bool(self.repository)

    def suits(self, version: str) -> bool:
        """Whether this version of the program is new enough for it."""
        return _numbers(self.minimum_version) <= _numbers(version)


def is_model_id(text: str) -> bool:
    """Whether ``text`` can be the name of a file in the folder of models on every system."""
    return bool(_ID.fullmatch(text)) and not (
        _DEVICES_OF_WINDOWS.fullmatch(text) or text.endswith(".") or text.lower().endswith(".gguf")
    )


def is_sha256(text: str) -> bool:
    """Whether ``text`` is a SHA-256 in lower-case hexadecimal."""
    return bool(_SHA256.fullmatch(text))


def read_catalogue(files: Sequence[Path]) -> tuple[Entry, ...]:
    """Return the entries of ``files``; a later file's take the place of earlier ones'.

    Raises CatalogueUnusable.
    """
    found: dict[str, Entry] = {}
    for file in files:
        found |= {entry.id: entry for entry in _read(file)}
    return tuple(found.values())


def entry_named(entries: Sequence[Entry], reference: str) -> Entry:
    """Return the entry whose id is ``reference``. Raises NotInCatalogue."""
    for entry in entries:
        if entry.id == reference:
            return entry
    raise NotInCatalogue(id=reference, known=", ".join(entry.id for entry in entries) or "none")


def _read(file: Path) -> list[Entry]:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise CatalogueUnusable(source=file, reason=error.strerror) from error
    if len(data) > _MOST_BYTES:
        raise CatalogueUnusable(source=file, reason="it is larger than 4 MiB")
    try:
        rows = tomllib.loads(data.decode("utf-8")).get("model", [])
    except (ValueError, RecursionError) as error:  # of the encoding too
        raise CatalogueUnusable(source=file, reason="it is no TOML in UTF-8") from error
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else [None], 1):
        try:
            entry = _entry(row, str(file), entries)
        except _Wrong as wrong:
            reason = f"entry {number}: {wrong}"
            raise CatalogueUnusable(source=file, reason=reason) from wrong
        entries[entry.id] = entry
    return list(entries.values())


def _entry(row: object, source: str, before: Mapping[str, Entry]) -> Entry:
    if not isinstance(row, dict):
        raise _Wrong("it is no table")
    declared = {each.name: each for each in fields(Entry) if not each.metadata}
    for name in row:
        if name not in declared:
            raise _Wrong(f"there is no field '{name}'")
    for name, each in declared.items():
        if name not in row and each.default is MISSING:
            raise _Wrong(f"it has no '{name}'")
    values = {name: _typed(name, str(declared[name].type), value) for name, value in row.items()}
    entry = Entry(**values, source=source)
    _must_be_sound(entry)
    if entry.id in before:
        raise _Wrong("its id stands there twice")
    return entry


def _typed(name: str, kind: str, value: object) -> Any:  # noqa: ANN401 - a field's value
    match kind:
        case "str" if isinstance(value, str) and value.isprintable() and len(value) <= 1000:
            return value
        case "int" if type(value) is int and 0 <= value < 1 << 53:
            return value
        case "bool" if isinstance(value, bool):
            return value
        case "tuple[str, ...]" if _texts(value):
            return tuple(value)  # type: ignore[arg-type]
        case "Mapping[str, str]" if isinstance(value, dict):
            if set(value) == set(_TEXTS) and _texts(list(value.values())):
                return value
    raise _Wrong(f"'{name}' is not of the kind that it must be")


def _texts(values: object) -> bool:
    return isinstance(values, list) and all(
        isinstance(each, str) and each.isprintable() and len(each) <= 1000 for each in values
    )


def _must_be_sound(entry: Entry) -> None:
    """Raise _Wrong where a name could lead elsewhere or a hash is none."""
    problems = {
        "id": not is_model_id(entry.id),
        "repository": bool(entry.repository and not _REPOSITORY.fullmatch(entry.repository)),
        "revision": bool(entry.repository and not _leads_down(entry.revision, _REVISION)),
        "file": bool(entry.repository and not is_model_path(entry.file)),
        "sha256": bool(entry.sha256 and not is_sha256(entry.sha256)),
        "licence_link": bool(entry.licence_link and not entry.licence_link.startswith("https://")),
        "memory_basis": entry.memory_basis not in ("measured", "estimated"),
        "minimum_version": not _VERSION.fullmatch(entry.minimum_version),
    }
    for name, wrong in problems.items():
        if wrong:
            raise _Wrong(f"'{name}' is not what it must be")


def is_model_path(name: str) -> bool:
    """Whether ``name`` is a GGUF file in a repository, and leads nowhere else."""
    return name.endswith(".gguf") and _leads_down(name, re.compile(r"[A-Za-z0-9._/+ -]{1,200}"))


def _leads_down(name: str, form: re.Pattern[str]) -> bool:
    parts = PurePosixPath(name).parts
    return bool(form.fullmatch(name)) and ".." not in parts and not name.startswith("/")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])

"""Takes stock of a frozen tree: its native files, its distributions, its modules."""

from __future__ import annotations

import email
import importlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# ELF; PE; Mach-O of 32 and 64 bits, of either byte order, and of several processors.
_MAGIC = (
    b"\x7fELF",
    b"MZ",
    *(bytes.fromhex(text) for text in ("feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe")),
)


@dataclass(frozen=True, slots=True)
class Native:
    """A program or library. ``name`` is its path below the folder of all but the programs."""

    name: str
    file: Path


@dataclass(frozen=True, slots=True)
class Inner:
    """What a distribution says is compiled into its files; the licence may be missing."""

    name: str
    version: str
    licence: str
    purl: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """A Python distribution, as its folder ``.dist-info`` describes it."""

    name: str
    version: str
    licence: str
    folder: Path

    @property
    def licence_files(self) -> list[Path]:
        """Its texts of licences and notices."""
        return sorted(
            path
            for path in self.folder.rglob("*")
            if path.is_file() and ("licen" in str(path.relative_to(self.folder)).lower())
        )

    def compiled_in(self) -> list[Inner]:
        """What its own bills of materials (PEP 770) say is in its files."""
        rows = [
            row
            for path in sorted(self.folder.glob("sboms/*.json"))
            for row in json.loads(path.read_text("utf-8")).get("components", [])
        ]
        return [_inner(row) for row in rows if row.get("scope") != "excluded"]


@dataclass(frozen=True, slots=True)
class FrozenTree:
    """What was found."""

    natives: tuple[Native, ...]
    distributions: tuple[Distribution, ...]
    modules: frozenset[str]


def take_stock(tree: Path, modules: Iterable[str]) -> FrozenTree:
    """Read the frozen program in the folder or bundle ``tree``, which holds ``modules``."""
    contents = contents_of(tree)
    natives = tuple(
        Native(_name(path, contents), path)
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink() and is_native(path)
    )
    found = sorted(contents.glob("*.dist-info/METADATA")) or sorted(
        tree.glob("Contents/Resources/*.dist-info/METADATA")
    )
    return FrozenTree(natives, tuple(map(read_distribution, found)), frozenset(modules))


def contents_of(tree: Path) -> Path:
    """Return the folder that holds all but the programs."""
    places = (tree / "_internal", tree / "Contents" / "Frameworks")
    return next((place for place in places if place.is_dir()), tree)


def is_native(path: Path) -> bool:
    """Whether a file is a program or library of some operating system."""
    with path.open("rb") as file:
        return file.read(4).startswith(_MAGIC)


def _name(path: Path, contents: Path) -> str:
    base = contents if path.is_relative_to(contents) else path.parent
    return path.relative_to(base).as_posix()


def read_distribution(metadata: Path) -> Distribution:
    """Return the distribution that a METADATA file describes."""
    message = email.message_from_string(metadata.read_text("utf-8"))
    return Distribution(
        canonical(message["Name"]),
        message["Version"],
        message["License-Expression"] or message["License"] or "",
        metadata.parent,
    )


def _inner(row: Mapping[str, Any]) -> Inner:
    licences = [licence.get("expression", "") for licence in row.get("licenses", [])]
    purl = str(row.get("purl", "")).partition("?")[0]
    return Inner(row["name"], row.get("version", ""), " AND ".join(licences), purl)


def canonical(name: str) -> str:
    """Return a distribution's name as all of its spellings are compared."""
    return name.lower().replace("_", "-").replace(".", "-")


def modules_in(tree: Path) -> frozenset[str]:
    """Return the outermost modules, in the archive inside the program and as folders beside it.

    Needs PyInstaller.
    """
    readers = importlib.import_module("PyInstaller.archive.readers")
    contents = contents_of(tree)
    names = {path.name for path in contents.iterdir() if (path / "__init__.py").exists()}
    programs = [path for path in (tree, tree / "Contents" / "MacOS") if path.is_dir()]
    for program in (file for folder in programs for file in folder.iterdir()):
        if program.is_file() and program.stem.startswith("radvaluer") and is_native(program):
            archive = readers.CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
            names |= {name.partition(".")[0] for name in archive.toc}
    return frozenset(names)

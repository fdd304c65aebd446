"""Joins a frozen tree and the table into parts: what is inside, of which version and licence."""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from freeze.places import ROOT
from notices.licences import LicenceNotAllowed, check_licence
from notices.table import Entry, claimed
from notices.tree import Distribution, FrozenTree, Inner, Native, canonical

# PyInstaller's own modules, and what a build of Python calls its configuration.
_OF_THE_FREEZER = re.compile(r"(_?pyi|_sysconfigdata_).*")


class NotAccountedFor(Exception):
    """Something in the tree is claimed by nobody or twice, or has no licence that is allowed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the tree. ``host``: the part into whose files it is linked.

    ``has_code`` is False for a distribution of which only the metadata are there.
    """

    name: str
    version: str
    licence: str
    purl: str
    texts: tuple[str, ...]
    files: tuple[Native, ...] = ()
    compiled_in: tuple[Inner, ...] = ()
    host: str = ""
    source: str = ""
    version_note: str = ""
    has_code: bool = True


def account_for(
    tree: FrozenTree, table: tuple[Entry, ...], owners: Mapping[str, frozenset[str]]
) -> tuple[Part, ...]:
    """Return the parts of ``tree``, sorted. ``owners``: the distributions of each module.

    Raises NotAccountedFor with all that is wrong.
    """
    files, problems = claimed(tree.natives, table)
    problems += _strange_modules(tree, owners)
    with_code = frozenset[str]().union(*(owners.get(name, ()) for name in tree.modules))
    by_name = {entry.name: entry for entry in table if entry.is_distribution}
    known = {distribution.name: distribution for distribution in tree.distributions}
    parts = []
    for distribution in tree.distributions:
        entry = by_name.get(distribution.name, Entry(distribution.name, is_distribution=True))
        natives = files.get(entry, ())
        has_code = bool(natives) or distribution.name in with_code
        parts.append(_of_distribution(distribution, entry, natives, has_code))
    names = {part.name for part in parts if part.has_code}
    names |= {entry.name for entry in table if files[entry]}
    parts += [
        _of_component(entry, files[entry], tree, known, problems)
        for entry in table
        if not entry.is_distribution and (files[entry] or entry.inside in names)
    ]
    problems += [problem for part in parts for problem in _problems(part)]
    if problems:
        raise NotAccountedFor("\n".join(sorted(problems)))
    return tuple(sorted(parts, key=lambda part: (part.name.lower(), part.host)))


def modules_here() -> dict[str, frozenset[str]]:
    """Return the distributions of each module of the environment that this runs in."""
    return {
        module: frozenset(map(canonical, names))
        for module, names in metadata.packages_distributions().items()
    }


def _strange_modules(tree: FrozenTree, owners: Mapping[str, frozenset[str]]) -> list[str]:
    listed = {distribution.name for distribution in tree.distributions}
    return [
        f"the module {name} belongs to no distribution in the tree"
        for name in tree.modules
        if name not in sys.stdlib_module_names
        and not _OF_THE_FREEZER.fullmatch(name)
        and listed.isdisjoint(owners.get(name, ()))
    ]


def _of_distribution(
    distribution: Distribution, entry: Entry, natives: tuple[Native, ...], has_code: bool
) -> Part:
    texts = [_read(path) for path in distribution.licence_files]
    return Part(
        name=distribution.name,
        version=distribution.version,
        licence=entry.licence or distribution.licence,
        purl=f"pkg:pypi/{distribution.name}",
        texts=(*texts, *(_read(ROOT / text) for text in entry.texts)),
        files=natives,
        compiled_in=tuple(
            replace(inner, licence=inner.licence or dict(entry.compiled_in).get(inner.name, ""))
            for inner in distribution.compiled_in()
        ),
        has_code=has_code,
    )


def _of_component(
    entry: Entry,
    natives: tuple[Native, ...],
    tree: FrozenTree,
    known: Mapping[str, Distribution],
    problems: list[str],
) -> Part:
    version = entry.version or _version_of(entry, known) or _version_in(entry, tree)
    if not version and (entry.version_of or entry.version_in):
        problems.append(f"the version of {entry.name} was not found")
    return Part(
        name=entry.name,
        version=version,
        licence=entry.licence,
        purl=entry.purl,
        texts=tuple(_text(text, known) for text in entry.texts),
        files=natives,
        host=entry.inside,
        source=entry.source,
        version_note=entry.version_note,
    )


def _version_of(entry: Entry, known: Mapping[str, Distribution]) -> str:
    if entry.version_of == "python":
        return platform.python_version()
    if entry.version_of in known:
        return known[entry.version_of].version
    return metadata.version(entry.version_of) if entry.version_of else ""


def _version_in(entry: Entry, tree: FrozenTree) -> str:
    if not entry.version_in:
        return ""
    where = Entry(entry.name, files=(entry.version_in,))
    for native in tree.natives:
        if where.claims(native):
            found = re.search(entry.version_pattern.encode(), native.file.read_bytes())
            if found:
                return found[1].decode()
    return ""


def _text(name: str, known: Mapping[str, Distribution]) -> str:
    holder, colon, path = name.partition(":")
    if not colon:
        return _read(ROOT / name)
    if holder == "python":
        return _read(_licence_of_python())
    if holder in known:
        return _read(known[holder].folder / path)
    (found,) = [
        file for file in metadata.files(holder) or () if str(file).endswith(f"licenses/{path}")
    ]
    return _read(Path(str(found.locate())))


def _licence_of_python() -> Path:
    folders = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    places = [folder / name for folder in folders for name in ("LICENSE.txt", "LICENSE")]
    for place in places:
        if place.is_file():
            return place
    raise NotAccountedFor(f"Python's own licence is in none of {', '.join(map(str, places))}")


def _read(path: Path) -> str:
    return path.read_text("utf-8", errors="replace").strip()


def _problems(part: Part) -> list[str]:
    found = []
    inner = [(each.name, each.licence) for each in part.compiled_in]
    for name, licence in [(part.name, part.licence), *inner]:
        try:
            check_licence(licence)
        except LicenceNotAllowed as error:
            found.append(f"{name}: {error}")
    if not part.texts and not part.host and not part.licence.startswith("LicenseRef-"):
        found.append(f"{part.name}: no text of its licence")
    return found

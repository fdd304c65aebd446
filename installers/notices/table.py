"""The committed table ``installers/components.toml``: who claims which file of a frozen tree."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path

from notices.tree import Native


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the table; the fields are explained at its head."""

    name: str
    is_distribution: bool = False
    files: tuple[str, ...] = ()
    inside: str = ""
    licence: str = ""
    texts: tuple[str, ...] = ()
    compiled_in: tuple[tuple[str, str], ...] = ()
    version: str = ""
    version_of: str = ""
    version_note: str = ""
    version_in: str = ""
    version_pattern: str = ""
    purl: str = ""
    source: str = ""

    def claims(self, native: Native) -> bool:
        """Whether ``native`` is one of its files."""
        return any(fnmatchcase(native.name, pattern) for pattern in self.files)


def read_table(path: Path) -> tuple[Entry, ...]:
    """Return the entries of the table. Raises ValueError where one has a field of no meaning."""
    table = tomllib.loads(path.read_text("utf-8"))
    entries = [_entry(row, is_distribution=True) for row in table.get("distribution", [])]
    return (*entries, *(_entry(row, is_distribution=False) for row in table.get("component", [])))


def _entry(row: dict[str, object], *, is_distribution: bool) -> Entry:
    unknown = row.keys() - {field.name for field in fields(Entry)}
    if unknown:
        raise ValueError(f"{row.get('name')}: {', '.join(sorted(unknown))}")
    values = {name: _frozen(value) for name, value in row.items()}
    return Entry(is_distribution=is_distribution, **values)  # type: ignore[arg-type]


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value


def claimed(
    natives: Iterable[Native], table: Iterable[Entry]
) -> tuple[dict[Entry, tuple[Native, ...]], list[str]]:
    """Return each entry's files, and what is wrong: files that nobody or two entries claim."""
    found: dict[Entry, tuple[Native, ...]] = dict.fromkeys(table, ())
    problems = []
    for native in natives:
        owners = [entry for entry in found if entry.claims(native)]
        if len(owners) == 1:
            found[owners[0]] += (native,)
        else:
            names = " and ".join(owner.name for owner in owners) or "nothing"
            problems.append(f"{native.name} is claimed by {names}")
    return found, problems

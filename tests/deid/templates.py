"""Reads ``templates.toml``: lines in which identifiers stand, by language and set."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("templates.toml")
SETS = ("seen", "second", "third", "fourth", "fifth")
KNOWN = "known"  # lines that are used where the identifier is told to the program


@dataclass(frozen=True)
class Template:
    """A line with ``{}`` for an identifier of a class; ``form`` of a name."""

    class_: str
    line: str
    place: str
    form: str


def load_templates() -> dict[tuple[str, str], list[Template]]:
    """Return the lines by language and set."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        (language, set_): [
            Template(class_, row["line"], row["place"], row.get("form", "full"))
            for class_, rows in classes.items()
            for row in rows
        ]
        for language, sets in table.items()
        for set_, classes in sets.items()
    }

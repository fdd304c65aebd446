"""Rows of a file of reports: CSV with a line of column names (RFC 4180), or JSON Lines.

What a column means is its reader's affair, and so is what to do about a row that is none. No
problem here quotes a row: it holds patient text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LONGEST_FIELD = 2**24  # characters
_JSON_LINES = frozenset({".jsonl", ".ndjson", ".json"})
NEEDED = ("findings", "impression")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row by the line it begins on: its values by column, or the ``problem`` it has.

    Values of CSV are text. ``last``: nothing behind this row can be read.
    """

    line: int
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    problem: str = ""
    last: bool = False


def is_json_lines(path: Path) -> bool:
    """Tell whether the name of ``path`` says JSON Lines; otherwise it is CSV."""
    return path.suffix.lower() in _JSON_LINES


def table_rows(path: Path, text: str) -> Iterator[TableRow]:
    """Yield the rows of a file's text; empty lines are none.

    Names of CSV columns come in lower case; those that every reader needs must be there once.
    """
    return _json_rows(text) if is_json_lines(path) else _csv_rows(text)


def _csv_rows(text: str) -> Iterator[TableRow]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        head = next(reader, None)
        if head is None:
            return
        names = [name.strip().lower() for name in head]
        for name in NEEDED:
            if names.count(name) != 1:
                yield TableRow(1, problem=f"it has no column '{name}', or several", last=True)
                return
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(names):
                yield TableRow(line, dict(zip(names, cells, strict=True)))
            elif cells:
                problem = f"it has {len(cells)} fields and the first line {len(names)}"
                yield TableRow(line, problem=problem)
            line = reader.line_num + 1
    except csv.Error:
        yield TableRow(max(reader.line_num, 1), problem="it is no CSV", last=True)


def _json_rows(text: str) -> Iterator[TableRow]:
    # Not splitlines(): JSON texts may hold U+2028 and U+0085 as they are.
    for line, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            value = json.loads(content)
        except (ValueError, RecursionError):
            yield TableRow(line, problem="it is no JSON")
            continue
        if isinstance(value, dict):
            yield TableRow(line, value)
        else:
            yield TableRow(line, problem="it is no JSON object")

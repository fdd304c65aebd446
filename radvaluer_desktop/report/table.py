"""Rows of a file of reports: CSV with a line of column names (RFC 4180), or JSON Lines.

What a column means is its reader's affair, and so is what to do about a row that is none. No
problem here quotes a row: it holds patient text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

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


def newline_of(path: Path) -> str:
    """Return the ``newline`` that a table is to be opened with: what ends a line is its reader's.

    JSON texts may hold U+2028 and U+0085 as they are, fields of CSV line breaks of any kind.
    """
    return "\n" if is_json_lines(path) else ""


def table_rows(path: Path, text: str) -> Iterator[TableRow]:
    """Yield the rows of a file's text; empty lines are none.

    Names of CSV columns come in lower case; those that every reader needs must be there once.
    """
    return streamed_rows(path, io.StringIO(text, newline=newline_of(path)), NEEDED)


def streamed_rows(path: Path, file: TextIO, needed: Sequence[str]) -> Iterator[TableRow]:
    """Yield the rows of an open file as they are read; of CSV, the columns ``needed`` are there."""
    return _json_rows(file) if is_json_lines(path) else _csv_rows(file, needed)


def _csv_rows(file: TextIO, needed: Sequence[str]) -> Iterator[TableRow]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(_lines(file), strict=True)
    line = 1
    try:
        head = next(reader, None)
        if head is None:
            return
        names = [name.strip().lower() for name in head]
        for name in needed:
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
        yield TableRow(max(reader.line_num, line), problem="it is no CSV", last=True)


def _lines(file: TextIO) -> Iterator[str]:
    """Yield lines. Raises csv.Error where one never ends."""
    while line := file.readline(_LONGEST_FIELD):
        if len(line) == _LONGEST_FIELD:
            raise csv.Error("a line is too long")
        yield line


def _json_rows(file: TextIO) -> Iterator[TableRow]:
    for line, content in enumerate(iter(lambda: file.readline(_LONGEST_FIELD), ""), start=1):
        if len(content) == _LONGEST_FIELD:
            yield TableRow(line, problem="it is too long", last=True)
            return
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

"""Rows as bytes, a piece at a time: JSON Lines, CSV (RFC 4180) or Parquet. Owns pyarrow."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from radvaluer_desktop.feedback.export.failures import ParquetNotInstalled
from radvaluer_desktop.feedback.export.forms import COLUMNS, Form, Row

_PIECE = 200  # rows
_ROW_GROUP = 5_000  # rows that are in memory at once, as columns


def require(form: Form) -> None:
    """Raise ParquetNotInstalled where ``form`` is Parquet and cannot be written here."""
    if form is Form.PARQUET and find_spec("pyarrow") is None:
        raise ParquetNotInstalled


def line_of(row: Row) -> bytes:
    """Return ``row`` as a line of JSON Lines."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def encoded(form: Form, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield ``rows`` as bytes of ``form``. Raises ParquetNotInstalled."""
    require(form)
    match form:
        case Form.CSV:
            return _csv(rows)
        case Form.PARQUET:
            return _parquet(rows)
        case _:
            return map(line_of, rows)


def _csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 with a line of names; a list or a record is JSON inside its cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for batch in _batches(rows, _PIECE):
        writer.writerows([[_cell(row[name]) for name in COLUMNS] for row in batch])
        yield out.getvalue().encode("utf-8", "replace")
        out.seek(0)
        out.truncate()


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _parquet(rows: Iterable[Row]) -> Iterator[bytes]:
    """One table of typed columns, Zstandard; lists and records are JSON in a text column."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    sink = _Pieces()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in _batches(rows, _ROW_GROUP):
            cells = [{name: _cell(row[name]) for name in COLUMNS} for row in batch]
            writer.write_table(pa.Table.from_pylist(cells, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Pieces(io.RawIOBase):
    """A file that is only written; what was written is taken out of it piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever is a buffer
        """Keep ``data``."""
        self._written.append(bytes(data))
        self._length += len(self._written[-1])
        return len(self._written[-1])

    def tell(self) -> int:
        """Return how much was written."""
        return self._length

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data, self._written = b"".join(self._written), []
        return data


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(itertools.islice(source, size)):
        yield batch

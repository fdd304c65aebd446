"""A chart as a table, and the table as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from radvaluer_desktop.metrics.charts.description import Chart, Series, Value, has_intervals

Rows = list[tuple[str, ...]]


def table(chart: Chart) -> tuple[tuple[str, ...], Rows]:
    """Return the titles of the columns and a row for each place; what is not there is empty."""
    titles = [chart.across]
    for series in chart.series:
        titles.append(series.name)
        if has_intervals(series):
            titles += [f"{series.name}: {chart.interval} {end}".strip() for end in ("▼", "▲")]
    rows = [(place, *_cells(chart.series, at)) for at, place in enumerate(chart.places)]
    return tuple(titles), rows


def as_csv(chart: Chart) -> str:
    """Return the table as CSV, its notes behind it; a cell that a spreadsheet would run is text."""
    titles, rows = table(chart)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in ([f"{chart.title} ({chart.up})"], titles, *rows, *([note] for note in chart.notes)):
        writer.writerow([_harmless(cell) for cell in row])
    return written.getvalue()


def number(value: float) -> str:
    """Return a value of a chart as it is written in words: at most one decimal place."""
    return f"{value:.1f}".removesuffix(".0")


def _cells(series: Sequence[Series], at: int) -> list[str]:
    cells = []
    for each in series:
        value = each.values[at]
        cells.append("" if value is None else number(value.value) + _warning(value))
        if has_intervals(each):
            ends = (None, None) if value is None else (value.low, value.high)
            cells += ["" if end is None else number(end) for end in ends]
    return cells


def _warning(value: Value) -> str:
    return f" ({value.warns})" if value.warns else ""


def _harmless(cell: str) -> str:
    """A name that begins like a formula is no formula (OWASP, CSV Injection)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t", "\r") else cell

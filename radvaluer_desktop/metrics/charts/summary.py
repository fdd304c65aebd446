"""A chart in words: for who cannot see it, and for who wants its gist."""

from __future__ import annotations

from radvaluer_desktop.metrics.charts.description import Chart, Series
from radvaluer_desktop.metrics.charts.table import number

_MOST_PLACES = 8  # that are named one by one


def summary(chart: Chart) -> str:
    """Return title, what each series does, and the notes; numbers and names, few other words."""
    parts = [f"{chart.title} ({chart.up})"]
    for series in chart.series:
        told = _told(chart, series)
        if told:
            parts.append(f"{series.name}: {told}")
    return " · ".join([*parts, *chart.notes])


def _told(chart: Chart, series: Series) -> str:
    known = [
        (place, value)
        for place, value in zip(chart.places, series.values, strict=True)
        if value is not None
    ]
    if not known:
        return ""
    if len({number(value.value) for _, value in known}) == 1:
        told = number(known[0][1].value)
    elif len(chart.places) > _MOST_PLACES:
        ends = [known[0], known[-1]] if len(known) > 1 else known
        told = " → ".join(f"{place} {number(value.value)}" for place, value in ends)
        values = [value.value for _, value in known]
        told += f" ({number(min(values))} … {number(max(values))})"
    else:
        told = ", ".join(f"{place} {number(value.value)}" for place, value in known)
    warned = [f"{place} {value.warns}" for place, value in known if value.warns]
    return "; ".join([told, *warned])

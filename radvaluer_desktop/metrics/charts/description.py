"""What a chart says, apart from how it looks: screen, PNG, SVG, CSV and HTML are made from it.

Colour never says anything alone: every series has a mark or a dash of its own, and what warns has a
mark and a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """The sign at each value of a series."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"


class Dash(StrEnum):
    """The line through the values of a series."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class Value:
    """A value, and its interval where there is one; in the chart's unit.

    ``warns``: in words, why somebody should look at it; empty for nothing. ``begins``: no line
    leads to it from the value before.
    """

    value: float
    low: float | None = None
    high: float | None = None
    warns: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Values by the chart's places, None where there is none; ``mark`` or ``dash``, or both.

    ``ink``: the number of its colour; None: that of its own place among the series.
    """

    name: str
    values: tuple[Value | None, ...]
    mark: Mark | None = None
    dash: Dash | None = None
    ink: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over the same places, as weeks or groups.

    ``key``: ASCII, for names of files. ``up``: what is measured, with its unit. ``across``: what
    the places are, named by ``places``. ``notes``: sentences that belong to every picture of it.
    ``interval``: what an interval is called.
    """

    key: str
    title: str
    across: str
    up: str
    places: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    interval: str = ""

    def values(self, *, intervals: bool = True) -> Iterator[float]:
        """Yield every number, those of intervals where they are asked for."""
        for series in self.series:
            for value in series.values:
                if value is not None:
                    ends = (value.low, value.high) if intervals else ()
                    yield from (each for each in (value.value, *ends) if each is not None)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return next(self.values(), None) is None


def has_intervals(series: Series) -> bool:
    """Whether any value of ``series`` has an interval."""
    return any(value is not None and value.low is not None for value in series.values)

"""The shapes that a picture of a chart is made of, in pixels from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from radvaluer_desktop.metrics.charts.description import Dash, Mark


class Ink(StrEnum):
    """What is drawn, which decides its colour."""

    GRID = "grid"
    AXIS = "axis"
    TEXT = "text"
    QUIET = "quiet"
    WARNING = "warning"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"


SERIES = (Ink.FIRST, Ink.SECOND, Ink.THIRD, Ink.FOURTH)


class Anchor(StrEnum):
    """Which point of a text its place is; the values are SVG's."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float = 1.0
    dash: Dash = Dash.SOLID


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of a series; ``warns`` puts a ring around it."""

    x: float
    y: float
    mark: Mark
    ink: Ink
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text on its base line; ``size`` is a share of the picture's letters, ``bold`` a title."""

    x: float
    y: float
    text: str
    ink: Ink = Ink.TEXT
    anchor: Anchor = Anchor.START
    bold: bool = False


Shape = Path | Sign | Words


def corners(sign: Sign, radius: float) -> tuple[tuple[float, float], ...]:
    """Return the corners of a mark that has any; none of a circle."""
    x, y = sign.x, sign.y
    match sign.mark:
        case Mark.SQUARE:
            r = radius * 0.9
            return ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r))
        case Mark.DIAMOND:
            r = radius * 1.3
            return ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
        case _:
            return ()

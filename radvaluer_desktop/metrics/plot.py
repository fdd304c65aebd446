"""A small picture of a few lines, as SVG: documents can show it as it is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 400, 56, 16, 16, 44
_COLOURS = ("#8a8f98", "#1c5fb0", "#b04a1c", "#2f7d4f")
_MARGIN = 0.05  # of the vertical axis, beyond the lines

Line = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis says: its name, and the numbers that are marked on it where they lie on it.

    ``begin``: a value that lies on it although no line reaches it.
    """

    name: str
    ticks: Sequence[float]
    logarithmic: bool = False
    begin: float | None = None

    def place(self, value: float) -> float:
        """Return where ``value`` lies, in the axis's own measure."""
        return math.log(value) if self.logarithmic else value


def draw_lines(lines: Mapping[str, Line], across: Axis, up: Axis) -> str:
    """Return an SVG picture of ``lines`` by name, each of pairs (across, up).

    The vertical axis' name is the picture's title. Raises ValueError where there is no point.
    """
    every = [point for line in lines.values() for point in line]
    width = _range(across, [x for x, _ in every], 0.0)
    height = _range(up, [y for _, y in every], _MARGIN)
    frame = _Frame(across, up, width, height)
    parts = [*_axes(frame)]
    for at, (name, line) in enumerate(lines.items()):
        path = " ".join(f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in line)
        colour = _COLOURS[at % len(_COLOURS)]
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        parts.append(_text(_WIDTH - _RIGHT - 8, _TOP + 38 + 18 * at, name, "end", colour))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif" font-size="13">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _range(axis: Axis, values: Sequence[float], margin: float) -> tuple[float, float]:
    begin = () if axis.begin is None else (axis.begin,)
    places = [axis.place(value) for value in (*values, *begin)]
    low, high = min(places), max(places)
    return low - margin, (high if high > low else low + 1.0) + margin


@dataclass(frozen=True, slots=True)
class _Frame:
    """Maps both axes to the picture; the ranges are in the axes' own measures."""

    across: Axis
    up: Axis
    width: tuple[float, float]
    height: tuple[float, float]

    def x(self, value: float) -> float:
        low, high = self.width
        share = (self.across.place(value) - low) / (high - low)
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * share

    def y(self, value: float) -> float:
        low, high = self.height
        share = (self.up.place(value) - low) / (high - low)
        return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * share


def _axes(frame: _Frame) -> Iterable[str]:
    floor = _HEIGHT - _BOTTOM
    for tick in frame.up.ticks:
        if frame.height[0] <= frame.up.place(tick) <= frame.height[1]:
            y = frame.y(tick)
            yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e3e5e8"/>'
            yield _text(_LEFT - 8, y + 4, f"{tick:g}", "end")
    for tick in frame.across.ticks:
        if frame.width[0] <= frame.across.place(tick) <= frame.width[1]:
            yield _text(frame.x(tick), floor + 18, f"{tick:.3g}", "middle")
    yield f'<path d="M{_LEFT} {_TOP}V{floor}H{_WIDTH - _RIGHT}" fill="none" stroke="#555"/>'
    yield _text((_LEFT + _WIDTH) / 2, _HEIGHT - 8, frame.across.name, "middle")
    yield _text(_WIDTH - _RIGHT - 8, _TOP + 18, frame.up.name, "end")


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {place}>{escape(text)}</text>"

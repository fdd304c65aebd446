"""Lays a chart out: where its axes, lines, marks and words go in a picture of a given size."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from radvaluer_desktop.metrics.charts.description import Chart, Dash, Mark, Series, Value
from radvaluer_desktop.metrics.charts.shapes import SERIES, Anchor, Ink, Path, Shape, Sign, Words
from radvaluer_desktop.metrics.charts.table import number

_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 6  # on the vertical axis, about
_MARGIN = 0.06  # of the range, above and below
_MOST_INTERVALS = 30  # places: with more they would hide the values; the table has them all
_CAP = 0.3  # of a letter, either side of an interval's end


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values lie: a picture of ``width`` by ``height`` with letters ``em`` pixels high."""

    width: float
    height: float
    em: float
    low: float
    high: float
    places: int
    above: float  # what title and legend take
    below: float  # what the places' names and the notes take

    @property
    def left(self) -> float:
        """Where the vertical axis stands."""
        return 4.2 * self.em

    @property
    def floor(self) -> float:
        """Where the horizontal axis lies."""
        return self.height - self.below

    def x(self, place: int) -> float:
        """Return where a place lies."""
        return self.left + (self.width - self.left - self.em) * (place + 0.5) / self.places

    def y(self, value: float) -> float:
        """Return where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.floor - (self.floor - self.above) * share


def text_width(text: str, em: float) -> float:
    """Return about how wide ``text`` is: an em each wide letter, a little over half each other."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return em * (wide + 0.56 * (len(text) - wide))


def folded(text: str, width: float, em: float) -> list[str]:
    """Break ``text`` into lines of about ``width`` at white space, or between wide letters."""
    lines, line = [], ""
    for part in _breakable(text):
        if line and text_width(line + part.rstrip(), em) > width:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return [*lines, line.rstrip()] if line.strip() else lines


def frame_of(chart: Chart, width: float, height: float, em: float) -> Frame:
    """Return the frame of a picture of ``chart``."""
    intervals = len(chart.places) <= _MOST_INTERVALS
    low, high = _range(list(chart.values(intervals=intervals)))
    legend = len(_legend_lines(chart, width, em))
    notes = sum(len(folded(note, width - 2 * em, em)) for note in chart.notes)
    above = em * (4.3 + 1.5 * legend)
    below = em * (4.2 + 1.4 * notes)
    return Frame(width, height, em, low, high, max(len(chart.places), 1), above, below)


def lay_out(chart: Chart, width: float, height: float, em: float = 13.0) -> list[Shape]:
    """Return the shapes of a picture of ``chart``, first those that lie below others."""
    frame = frame_of(chart, width, height, em)
    shapes: list[Shape] = [Words(em, 1.6 * em, chart.title, bold=True)]
    shapes += _legend(chart, frame)
    shapes += _vertical(chart, frame)
    shapes += _horizontal(chart, frame)
    aside = _aside(chart, frame)
    for at, series in enumerate(chart.series):
        shapes += _drawn(series, _ink(chart, at), frame, aside * (at - (len(chart.series) - 1) / 2))
    shapes += _notes(chart, frame)
    return shapes


def _range(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    margin = (high - low) * _MARGIN or max(abs(high) * _MARGIN, 1.0)
    return (0.0 if 0 <= low <= (high - low) else low - margin), high + margin


def _ticks(low: float, high: float) -> list[float]:
    rough = (high - low) / _TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = next(step * power for step in _STEPS if step * power >= rough * 0.999)
    return [at * step for at in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _vertical(chart: Chart, frame: Frame) -> Iterator[Shape]:
    yield Words(frame.em, frame.above - 0.9 * frame.em, chart.up, Ink.QUIET)
    for tick in _ticks(frame.low, frame.high):
        y = frame.y(tick)
        yield Path(((frame.left, y), (frame.width - frame.em, y)), Ink.GRID)
        place = frame.left - 0.5 * frame.em, y + 0.35 * frame.em
        yield Words(*place, number(tick), Ink.QUIET, Anchor.END)


def _horizontal(chart: Chart, frame: Frame) -> Iterator[Shape]:
    floor, em = frame.floor, frame.em
    yield Path(((frame.left, floor), (frame.width - em, floor)), Ink.AXIS)
    widest = max((text_width(place, em) for place in chart.places), default=1.0) + em
    room = (frame.width - frame.left - em) / frame.places
    every = max(1, math.ceil(widest / room)) if frame.places > 8 else 1
    for at, place in enumerate(chart.places):
        if at % every == 0:
            text = _shortened(place, room * every, em)
            yield Words(frame.x(at), floor + 1.5 * em, text, Ink.QUIET, Anchor.MIDDLE)
    middle = (frame.left + frame.width - em) / 2
    yield Words(middle, floor + 3.1 * em, chart.across, Ink.QUIET, Anchor.MIDDLE)


def _ink(chart: Chart, at: int) -> Ink:
    own = chart.series[at].ink
    return SERIES[(at if own is None else own) % len(SERIES)]


def _aside(chart: Chart, frame: Frame) -> float:
    """Return how far apart series stand at one place: not at all where a line joins places."""
    if any(series.dash is not None for series in chart.series):
        return 0.0
    return min(1.6 * frame.em, (frame.width - frame.left) / frame.places / 4)


def _drawn(series: Series, ink: Ink, frame: Frame, aside: float) -> Iterator[Shape]:
    for run in _runs(series.values):
        if series.dash is not None and len(run) > 1:
            points = tuple((frame.x(at), frame.y(value.value)) for at, value in run)
            width = 1.8 if series.dash is Dash.SOLID else 1.4
            yield Path(points, ink, width, series.dash)
        for at, value in run:
            yield from _interval(frame.x(at) + aside, value, ink, frame)
    for at, each in enumerate(series.values):
        if each is not None and (series.mark is not None or each.warns):
            x, y = frame.x(at) + aside, frame.y(each.value)
            yield Sign(x, y, series.mark or Mark.DIAMOND, ink, warns=bool(each.warns))


def _interval(x: float, value: Value, ink: Ink, frame: Frame) -> Iterator[Shape]:
    if value.low is None or value.high is None or frame.places > _MOST_INTERVALS:
        return
    low, high, cap = frame.y(value.low), frame.y(value.high), _CAP * frame.em
    yield Path(((x, low), (x, high)), ink)
    yield Path(((x - cap, low), (x + cap, low)), ink)
    yield Path(((x - cap, high), (x + cap, high)), ink)


def _runs(values: Sequence[Value | None]) -> Iterator[list[tuple[int, Value]]]:
    """Yield the values between gaps, with their places: no line bridges a gap."""
    run: list[tuple[int, Value]] = []
    for at, value in enumerate(values):
        if run and (value is None or value.begins):
            yield run
            run = []
        if value is not None:
            run.append((at, value))
    if run:
        yield run


def _legend_lines(chart: Chart, width: float, em: float) -> list[list[int]]:
    """Return which series stand in which line above the picture."""
    lines: list[list[int]] = []
    room = 0.0
    for at, series in enumerate(chart.series):
        wanted = text_width(series.name, em) + 4 * em
        if not lines or wanted > room:
            lines.append([])
            room = width - 2 * em
        lines[-1].append(at)
        room -= wanted
    return lines


def _legend(chart: Chart, frame: Frame) -> Iterator[Shape]:
    em = frame.em
    for row, line in enumerate(_legend_lines(chart, frame.width, em)):
        x, y = em, (3.3 + 1.5 * row) * em
        for at in line:
            series, ink = chart.series[at], _ink(chart, at)
            if series.dash is not None:
                width = 1.8 if series.dash is Dash.SOLID else 1.4
                ends = ((x, y - 0.35 * em), (x + 2 * em, y - 0.35 * em))
                yield Path(ends, ink, width, series.dash)
            if series.mark is not None:
                yield Sign(x + em, y - 0.35 * em, series.mark, ink)
            yield Words(x + 2.5 * em, y, series.name)
            x += text_width(series.name, em) + 4 * em


def _notes(chart: Chart, frame: Frame) -> Iterator[Shape]:
    y = frame.floor + 4.6 * frame.em
    for note in chart.notes:
        for line in folded(note, frame.width - 2 * frame.em, frame.em):
            yield Words(frame.em, y, line, Ink.QUIET)
            y += 1.4 * frame.em


def _shortened(text: str, room: float, em: float) -> str:
    if text_width(text, em) <= room:
        return text
    while len(text) > 1 and text_width(f"{text}…", em) > room:
        text = text[:-1]
    return f"{text}…"


def _breakable(text: str) -> Iterator[str]:
    part = ""
    for letter in text:
        part += letter
        if letter == " " or unicodedata.east_asian_width(letter) in "WF":
            yield part
            part = ""
    if part:
        yield part

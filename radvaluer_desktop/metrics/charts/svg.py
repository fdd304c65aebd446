"""A chart as an SVG picture that stands alone, on a white ground."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from radvaluer_desktop.metrics.charts.description import Chart, Dash, Mark
from radvaluer_desktop.metrics.charts.layout import lay_out
from radvaluer_desktop.metrics.charts.shapes import Ink, Path, Shape, Sign, Words, corners
from radvaluer_desktop.metrics.charts.summary import summary

WIDTH, HEIGHT, EM = 960, 540, 13.0
RADIUS = 3.4
# On white; the darkest has 8 : 1 against it, the lightest line 4.5 : 1.
ON_WHITE: Mapping[Ink, str] = {
    Ink.GRID: "#e3e5e8",
    Ink.AXIS: "#555b63",
    Ink.TEXT: "#1d2126",
    Ink.QUIET: "#555b63",
    Ink.WARNING: "#a32a1c",
    Ink.FIRST: "#1c5fb0",
    Ink.SECOND: "#5d6670",
    Ink.THIRD: "#9a4a12",
    Ink.FOURTH: "#2b6f47",
}
DASHES: Mapping[Dash, tuple[float, float] | None] = {
    Dash.SOLID: None,
    Dash.DASHED: (7, 4),
    Dash.DOTTED: (2, 4),
}
_FONTS = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def as_svg(chart: Chart) -> str:
    """Return the picture, with its title and its summary for who cannot see it."""
    shapes = "\n".join(_drawn(shape) for shape in lay_out(chart, WIDTH, HEIGHT, EM))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="{_FONTS}" font-size="{EM:g}">\n'
        f"<title>{escape(chart.title)}</title>\n<desc>{escape(summary(chart))}</desc>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{shapes}\n</svg>\n'
    )


def _drawn(shape: Shape) -> str:
    match shape:
        case Path():
            return _path(shape)
        case Sign():
            return _sign(shape)
        case Words():
            bold = ' font-weight="600"' if shape.bold else ""
            return (
                f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" text-anchor="{shape.anchor}" '
                f'fill="{ON_WHITE[shape.ink]}"{bold}>{escape(shape.text)}</text>'
            )


def _path(path: Path) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in path.points)
    dash = DASHES[path.dash]
    dashes = f' stroke-dasharray="{dash[0]:g} {dash[1]:g}"' if dash else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{ON_WHITE[path.ink]}" '
        f'stroke-width="{path.width:g}"{dashes}/>'
    )


def _sign(sign: Sign) -> str:
    colour = ON_WHITE[sign.ink]
    ring = ""
    if sign.warns:
        ring = (
            f'<circle cx="{sign.x:.1f}" cy="{sign.y:.1f}" r="{2.4 * RADIUS:g}" fill="none" '
            f'stroke="{ON_WHITE[Ink.WARNING]}" stroke-width="2"/>'
        )
    if sign.mark is Mark.CIRCLE:
        return f'{ring}<circle cx="{sign.x:.1f}" cy="{sign.y:.1f}" r="{RADIUS}" fill="{colour}"/>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners(sign, RADIUS))
    return f'{ring}<polygon points="{points}" fill="{colour}"/>'

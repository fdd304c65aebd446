"""Paints a chart on a screen or an image: the shapes are those of its SVG, the colours its own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from radvaluer_desktop.gui.theme.colours import colours
from radvaluer_desktop.metrics.charts.description import Chart, Mark
from radvaluer_desktop.metrics.charts.layout import lay_out
from radvaluer_desktop.metrics.charts.shapes import Anchor, Ink, Path, Shape, Sign, Words, corners
from radvaluer_desktop.metrics.charts.svg import DASHES, HEIGHT, ON_WHITE, WIDTH

_DOTS_TIMES = 2  # a PNG has so many dots for each of the SVG's
_RADIUS = 0.27  # of a mark, in the height of letters


def on_screen() -> Mapping[Ink, str]:
    """Return the inks of the theme in use."""
    shown = colours()
    return {
        Ink.GRID: shown.line,
        Ink.AXIS: shown.quiet,
        Ink.TEXT: shown.text,
        Ink.QUIET: shown.quiet,
        Ink.WARNING: shown.error,
        Ink.FIRST: shown.accent,
        Ink.SECOND: shown.quiet,
        Ink.THIRD: shown.warning,
        Ink.FOURTH: shown.good,
    }


def paint_chart(
    painter: QPainter,
    chart: Chart,
    size: tuple[float, float],
    font: QFont,
    inks: Mapping[Ink, str] | None = None,
) -> None:
    """Paint ``chart`` into a rectangle of ``size`` at the painter's origin, as the theme is."""
    inks = inks or on_screen()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    em = QFontMetricsF(font).ascent() * 1.05
    for shape in lay_out(chart, *size, em):
        _paint(painter, shape, font, inks, em)


def as_png(chart: Chart, font: QFont) -> QImage:
    """Return the picture on white, twice the size of the SVG."""
    image = QImage(WIDTH * _DOTS_TIMES, HEIGHT * _DOTS_TIMES, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(_DOTS_TIMES, _DOTS_TIMES)
    painted = QFont(font)
    painted.setPixelSize(13)
    paint_chart(painter, chart, (WIDTH, HEIGHT), painted, ON_WHITE)
    painter.end()
    return image


def _paint(
    painter: QPainter, shape: Shape, font: QFont, inks: Mapping[Ink, str], em: float
) -> None:
    colour = QColor(inks[shape.ink])
    match shape:
        case Path():
            pen = QPen(colour, shape.width)
            pattern = DASHES[shape.dash]
            if pattern:
                pen.setDashPattern([length / shape.width for length in pattern])
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
        case Sign():
            _paint_sign(painter, shape, colour, QColor(inks[Ink.WARNING]), _RADIUS * em)
        case Words():
            _paint_words(painter, shape, colour, font)


def _paint_sign(
    painter: QPainter, sign: Sign, colour: QColor, warning: QColor, radius: float
) -> None:
    middle = QPointF(sign.x, sign.y)
    if sign.warns:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(warning, 2))
        painter.drawEllipse(middle, 2.4 * radius, 2.4 * radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if sign.mark is Mark.CIRCLE:
        painter.drawEllipse(middle, radius, radius)
    else:
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners(sign, radius)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_words(painter: QPainter, words: Words, colour: QColor, font: QFont) -> None:
    written = QFont(font)
    written.setBold(words.bold)
    painter.setFont(written)
    painter.setPen(colour)
    width = QFontMetricsF(written).horizontalAdvance(words.text)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[words.anchor]
    painter.drawText(QPointF(words.x - left, words.y), words.text)

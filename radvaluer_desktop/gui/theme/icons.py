"""The program's own icons, drawn in one colour and shown in the theme's.

They lie in ``resources/icons`` as SVG whose strokes are ``currentColor``; this is the one place
that loads them.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.theme.colours import colours

_SIZES = (16, 24, 32, 48, 64)  # pixels: 100 to 300 per cent of a menu's icon, and between
_INK = "currentColor"


def icon(name: str) -> QIcon:
    """Return the icon ``name`` in the colours of the theme in use.

    Raises InternalError where there is no such icon.
    """
    drawing = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    shown = colours()
    for mode, colour in ((QIcon.Mode.Normal, shown.text), (QIcon.Mode.Disabled, shown.disabled)):
        renderer = QSvgRenderer(QByteArray(drawing.replace(_INK, colour).encode()))
        for size in _SIZES:
            made.addPixmap(_painted(renderer, size), mode)
    return made


def _painted(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap

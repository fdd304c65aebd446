"""Paints the program's icon into the forms that Windows, macOS and Linux want.

    .venv/bin/python installers/icons.py

Reads ``resources/icons/radvaluer.svg`` and writes ``radvaluer.ico``, ``.icns`` and ``.png`` beside
it. These are committed: a build needs neither Qt nor Pillow to have them.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_SIZES = (32, 64, 128, 256, 512, 1024)
PNG_SIZE = 256


def painted(renderer: QSvgRenderer, size: int) -> Image.Image:
    """Return the drawing, ``size`` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # takes bytes according to its stub
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def main() -> None:
    """Paint every size and write the three files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(ICONS / "radvaluer.svg"))
    images = {size: painted(renderer, size) for size in {*ICO_SIZES, *ICNS_SIZES, PNG_SIZE}}
    images[PNG_SIZE].save(ICONS / "radvaluer.png")
    for suffix, sizes in (("ico", ICO_SIZES), ("icns", ICNS_SIZES)):
        *others, largest = [images[size] for size in sizes]
        if suffix == "ico":
            largest.save(
                ICONS / "radvaluer.ico", sizes=[(n, n) for n in sizes], append_images=others
            )
        else:
            largest.save(ICONS / "radvaluer.icns", append_images=others)
    application.quit()


if __name__ == "__main__":
    main()

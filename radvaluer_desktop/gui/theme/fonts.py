"""Fonts: the system's own first, then those that hold Chinese on it, then whatever it falls to."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.gui.theme.tokens import READING_SIZE

# Sans serif with simplified Chinese forms.
_CHINESE = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei", "DengXian", "SimSun"),
    "darwin": ("PingFang SC", "Hiragino Sans GB", "Heiti SC"),
    "linux": (
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "WenQuanYi Micro Hei",
        "WenQuanYi Zen Hei",
        "Droid Sans Fallback",
    ),
}


def chinese_families(platform: str = sys.platform) -> tuple[str, ...]:
    """Return the families to fall back to on ``platform``, best first."""
    return _CHINESE.get(platform, _CHINESE["linux"])


def with_chinese(font: QFont) -> QFont:
    """Return ``font`` with families after its own that hold Chinese."""
    wide = QFont(font)
    wide.setFamilies(list(dict.fromkeys([*font.families(), *chinese_families()])))
    return wide


def reading_font(application_font: QFont) -> QFont:
    """Return the font of the editors: a little larger than the rest."""
    return scaled(application_font, READING_SIZE)


def fixed_font() -> QFont:
    """Return the system's font of one width, as large as the program's text."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    text = QApplication.font()
    if text.pointSizeF() > 0:
        font.setPointSizeF(text.pointSizeF())
    else:
        font.setPixelSize(text.pixelSize())
    return font


def scaled(font: QFont, factor: float) -> QFont:
    """Return ``font`` ``factor`` times as large, whether it is measured in points or in pixels."""
    sized = QFont(font)
    if font.pointSizeF() > 0:
        sized.setPointSizeF(font.pointSizeF() * factor)
    else:
        sized.setPixelSize(max(1, round(font.pixelSize() * factor)))
    return sized

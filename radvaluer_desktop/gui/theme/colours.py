"""The colours that hold just now, for what paints by itself.

The theme is a property of Qt's own application object, as palette and style sheet are: what paints
asks at each stroke, and a change of theme needs nothing handed round.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from radvaluer_desktop.gui.theme.themes import THEMES
from radvaluer_desktop.gui.theme.tokens import Colours

_THEME = "theme"
_FIRST = "dark"


def colours() -> Colours:
    """Return the colours of the theme in use; the dark ones before any was chosen."""
    return THEMES[theme_in_use()]


def theme_in_use() -> str:
    """Return the name of the theme that is shown, never ``system``."""
    application = QCoreApplication.instance()
    name = application.property(_THEME) if application else None
    return name if name in THEMES else _FIRST


def note_theme(application: QCoreApplication, name: str) -> None:
    """From now on ``name`` is shown."""
    application.setProperty(_THEME, name)


def mixed(colour: str, part: float) -> QColor:
    """Return ``colour`` laid over the background of a field so that ``part`` of it is left."""
    below, above = QColor(colours().field), QColor(colour)
    return QColor.fromRgbF(
        below.redF() + (above.redF() - below.redF()) * part,
        below.greenF() + (above.greenF() - below.greenF()) * part,
        below.blueF() + (above.blueF() - below.blueF()) * part,
    )

"""Gives the program its theme and its text size, at the start and whenever they are changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QStyleHints
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.gui.theme.colours import note_theme
from radvaluer_desktop.gui.theme.fonts import scaled, with_chinese
from radvaluer_desktop.gui.theme.style import palette_of, style_sheet
from radvaluer_desktop.gui.theme.themes import SYSTEM, THEMES

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # per cent of the system's own size
NORMAL_ZOOM = 100
_FONT = "system_font"


class Look(QObject):
    """One for the application; ``theme`` may be ``system``, which follows the desktop."""

    changed = Signal()

    def __init__(
        self, application: QApplication, theme: str = "dark", zoom: int = NORMAL_ZOOM
    ) -> None:
        super().__init__(application)
        self._application = application
        self._font = _system_font(application)
        self._theme, self._zoom = theme, zoom
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    @property
    def theme(self) -> str:
        """The theme that was chosen."""
        return self._theme

    @property
    def zoom(self) -> int:
        """The text size in per cent of the system's own."""
        return self._zoom

    def use_theme(self, theme: str) -> None:
        """Show ``theme`` everywhere at once."""
        self._theme = theme
        self._apply()

    def use_zoom(self, zoom: int) -> None:
        """Show all text at ``zoom`` per cent of the system's own size, and what holds it."""
        self._zoom = zoom
        self._apply()

    def _apply(self) -> None:
        application, hints = self._application, self._application.styleHints()
        schemes = {"light": Qt.ColorScheme.Light, SYSTEM: Qt.ColorScheme.Unknown}
        hints.blockSignals(True)  # this is no wish of the desktop's
        hints.setColorScheme(schemes.get(self._theme, Qt.ColorScheme.Dark))  # title bars too
        hints.blockSignals(False)
        name = system_theme(application) if self._theme == SYSTEM else self._theme
        note_theme(application, name)
        application.setStyleSheet("")  # from one sheet to another Qt needs four times as long
        application.setFont(scaled(self._font, self._zoom / NORMAL_ZOOM))
        application.setPalette(palette_of(THEMES[name]))
        application.setStyleSheet(style_sheet(THEMES[name]))
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._theme == SYSTEM:
            self._apply()


def system_theme(application: QApplication) -> str:
    """Return the theme that the desktop wishes for; the dark one where it says nothing."""
    hints = application.styleHints()
    if _wants_contrast(hints):
        return "high_contrast"
    return "light" if hints.colorScheme() is Qt.ColorScheme.Light else "dark"


def _wants_contrast(hints: QStyleHints) -> bool:
    if not hasattr(hints, "accessibility"):  # older than Qt 6.10
        return False
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def _system_font(application: QApplication) -> QFont:
    """Return the font that the system gave the program, whatever was made of it since."""
    font = application.property(_FONT)
    if not isinstance(font, QFont):
        font = with_chinese(application.font())
        application.setProperty(_FONT, font)
    return font

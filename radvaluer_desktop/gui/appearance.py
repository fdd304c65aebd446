"""Language, theme and text size: whoever chooses one, window, menus and settings follow at once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.gui.translation import Translation, resolve_language

if TYPE_CHECKING:
    from radvaluer_desktop.gui.main_window import MainWindow


class Appearance(QObject):
    """Shows what was chosen, and saves it where the settings do not say it already."""

    def __init__(
        self, application: Application, window: MainWindow, translation: Translation, look: Look
    ) -> None:
        super().__init__(window)
        self._application, self._window = application, window
        self._translation, self._look = translation, look
        window.language_chosen.connect(self.use_language)
        window.theme_chosen.connect(self.use_theme)
        window.zoom_chosen.connect(self.use_zoom)

    def use_language(self, language: str) -> None:
        """Speak ``en`` or ``zh``."""
        self._translation.use(language)
        if resolve_language(self._application.settings.interface_language) != language:
            self._remember("interface_language", language)
        self._window.beside.show_language(language)

    def use_theme(self, theme: str) -> None:
        """Show ``theme``, which may be ``system``."""
        self._look.use_theme(theme)
        if self._application.settings.theme != theme:
            self._remember("theme", theme)
        self._window.beside.show_look(theme, self._look.zoom)

    def use_zoom(self, zoom: int) -> None:
        """Show all text at ``zoom`` per cent of the system's own size."""
        self._look.use_zoom(zoom)
        if self._application.settings.text_zoom != zoom:
            self._remember("text_zoom", zoom)
        self._window.beside.show_look(self._look.theme, zoom)

    def _remember(self, setting: str, value: str | int) -> None:
        with suppress(InputError):  # a folder that cannot be written forgets the choice, no more
            self._application.save_setting(setting, value)

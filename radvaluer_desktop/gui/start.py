"""Opens the window.

Start-up order: Qt (or the word that there is no display), theme, application, language, window,
then model and store in the background, and the event loop. Shut-down is the window's.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import suppress

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.settings import save_setting

_log = logging.getLogger(__name__)


def open_window(locations: Locations, *, example: bool) -> int | None:
    """Run the window until it is closed; return the exit code, or None where none can be shown.

    Raises SettingsInvalid.
    """
    application = build_application(locations)
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError:  # Qt's system libraries are not installed
        return None
    from radvaluer_desktop.gui.messages_of_qt import catch_qt_messages

    catch_qt_messages()
    _prefer_a_real_display()
    qt = QApplication([sys.argv[0]])
    if qt.platformName() in ("offscreen", "minimal") and "QT_QPA_PLATFORM" not in _ASKED_FOR:
        return None
    from radvaluer_desktop.gui.main_window import MainWindow
    from radvaluer_desktop.gui.theme import apply_theme
    from radvaluer_desktop.gui.translation import Translation, resolve_language

    qt.setApplicationName("RadValuer Desktop")
    apply_theme(qt)
    translation = Translation(qt)
    translation.use(resolve_language(application.settings.interface_language))
    window = MainWindow(application, translation.language)

    def choose_language(language: str) -> None:
        translation.use(language)
        with suppress(OSError):  # a folder that cannot be written forgets the choice, no more
            save_setting(locations.settings_file, "interface_language", language)

    window.language_chosen.connect(choose_language)
    if example:
        name = f"examples/{translation.language}.txt"
        window.show_example(resource(name).read_text(encoding="utf-8"))
    window.show()
    window.start()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C in the terminal ends the program
    return qt.exec()


# What the person asked for before we add our own wish.
_ASKED_FOR = frozenset(name for name in ("QT_QPA_PLATFORM",) if os.environ.get(name))


def _prefer_a_real_display() -> None:
    """Let Qt fall back to no display instead of ending the process where there is none."""
    if sys.platform.startswith("linux") and not _ASKED_FOR:
        wayland = "wayland;" if os.environ.get("WAYLAND_DISPLAY") else ""
        os.environ["QT_QPA_PLATFORM"] = f"{wayland}xcb;offscreen"

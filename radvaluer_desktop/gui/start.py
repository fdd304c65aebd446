"""Opens the window.

Start-up order: application, Qt (or the word that there is no display), who collects garbage, theme,
language, the claim to be the one window of this store, window, then model and store in the
background, and the event loop. Shut-down is the window's; its claim goes last.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.paths import Locations

if TYPE_CHECKING:  # Qt is imported late: its system libraries may be missing
    from PySide6.QtWidgets import QApplication

    from radvaluer_desktop.gui.main_window import MainWindow
    from radvaluer_desktop.gui.theme.look import Look
    from radvaluer_desktop.gui.translation import Translation

_log = logging.getLogger(__name__)

# Scripts that open the window set this variable to "skip": nobody is there to answer an assistant.
NO_ASSISTANT = "RADVALUER_FIRST_RUN"
_DESKTOP_FILE = "radvaluer"  # without its .desktop; Wayland has the icon from there


def open_window(locations: Locations, *, example: bool) -> int | None:
    """Run the window until it is closed; return the exit code, or None where none can be shown.

    Where a window over the same store is open already, that one is raised, and the code is 0.
    Raises SettingsInvalid or WindowNotAnswering.
    """
    application = build_application(locations)
    try:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QMessageBox
    except ImportError:  # Qt's system libraries are not installed
        return None
    from radvaluer_desktop.gui.error_text import error_text
    from radvaluer_desktop.gui.messages_of_qt import catch_qt_messages

    catch_qt_messages()
    _prefer_a_real_display()
    _find_an_input_method()
    qt = QApplication([sys.argv[0]])
    if qt.platformName() in ("offscreen", "minimal") and "QT_QPA_PLATFORM" not in _ASKED_FOR:
        return None
    from radvaluer_desktop.gui.collecting import Collecting
    from radvaluer_desktop.gui.one_window import OneWindow, WindowNotAnswering
    from radvaluer_desktop.gui.theme.look import Look
    from radvaluer_desktop.gui.translation import Translation, resolve_language
    from radvaluer_desktop.gui.warming import Warming

    introduce(qt)
    collecting = Collecting(qt)
    look = Look(qt, application.settings.theme, application.settings.text_zoom)
    translation = Translation(qt)
    translation.use(resolve_language(application.settings.interface_language))
    one_window = OneWindow(locations)
    try:
        if not one_window.claim():
            return 0
    except WindowNotAnswering as error:
        QMessageBox.warning(None, "RadValuer Desktop", error_text(error))  # who sees a terminal?
        raise
    window = _build(application, translation, look, example=example)
    one_window.serve(window)
    window.show()
    window.start()
    collecting.settle()
    warming = Warming(collecting.settle, qt)
    if os.environ.get(NO_ASSISTANT, "") != "skip":
        QTimer.singleShot(0, window.beside.begin_first_run)  # once the window is painted
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C in the terminal ends the program
    code = qt.exec()
    warming.shut_down()
    one_window.release()
    return code


def introduce(qt: QApplication) -> None:
    """Tell the desktop the program's name, its icon, and the entry of its menu that this is."""
    from PySide6.QtGui import QIcon

    qt.setApplicationName("RadValuer Desktop")
    qt.setWindowIcon(QIcon(str(resource("icons/radvaluer.png"))))
    if sys.platform == "linux":
        qt.setDesktopFileName(_DESKTOP_FILE)


def _build(
    application: Application, translation: Translation, look: Look, *, example: bool
) -> MainWindow:
    """Build the window and let it remember its language and its look."""
    from radvaluer_desktop.gui.appearance import Appearance
    from radvaluer_desktop.gui.main_window import MainWindow

    window = MainWindow(application, translation.language)
    Appearance(application, window, translation, look)
    if example:
        name = f"examples/{translation.language}.txt"
        window.study.show_example(resource(name).read_text(encoding="utf-8"))
    return window


# What the person asked for before we add our own wish.
_ASKED_FOR = frozenset(name for name in ("QT_QPA_PLATFORM",) if os.environ.get(name))


def _prefer_a_real_display() -> None:
    """Let Qt fall back to no display instead of ending the process where there is none."""
    if sys.platform.startswith("linux") and not _ASKED_FOR:
        wayland = "wayland;" if os.environ.get("WAYLAND_DISPLAY") else ""
        os.environ["QT_QPA_PLATFORM"] = f"{wayland}xcb;offscreen"


# Input methods that Qt's wheel has no way to; fcitx and ibus both answer to the way of ibus.
_BY_WAY_OF_IBUS = {"fcitx": "fcitx;ibus;compose", "fcitx5": "ibus;compose", "xim": "ibus;compose"}


def _find_an_input_method() -> None:
    """Let Qt reach the input method of the desktop, or no Chinese could be typed.

    Qt 6 has forgotten XIM, and where it has no plugin of the name that it is given it takes none.
    """
    if sys.platform.startswith("linux") and "QT_IM_MODULES" not in os.environ:
        asked = os.environ.get("QT_IM_MODULE", "")
        if not asked and "WAYLAND_DISPLAY" not in os.environ and "@im=" in _of_x_programs():
            asked = "xim"
        if asked in _BY_WAY_OF_IBUS:
            os.environ["QT_IM_MODULES"] = _BY_WAY_OF_IBUS[asked]  # in this order


def _of_x_programs() -> str:
    return os.environ.get("XMODIFIERS", "").replace("@im=none", "")

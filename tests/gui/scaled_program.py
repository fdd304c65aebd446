"""Shows the window on screens that are given by the environment and prints what is cut off there.

QT_QPA_PLATFORM=offscreen:configfile=SCREENS python -m tests.gui.scaled_program FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.gui.translation import LANGUAGES, Translation
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from tests.gui.test_room import cut_off

_LAYOUT_PASSES = 5  # a layout within a layout asks its parent again


def main() -> None:
    """Print a list of ``[screen, language, pixels for each point, texts that are cut off]``."""
    qt = QApplication([])
    Look(qt)
    translation = Translation(qt)
    window = MainWindow(build_application(locations(Path(sys.argv[1])), ScriptedEngine()), "en")
    window.findings.editor.setPlainText("Patchy opacity in the right lower lobe.")
    window.show()
    seen = []
    for screen in qt.screens():
        window.setScreen(screen)
        window.move(screen.availableGeometry().topLeft())
        window.resize(screen.availableGeometry().size())
        for language in LANGUAGES:
            translation.use(language)
            for _pass in range(_LAYOUT_PASSES):
                qt.processEvents()
            ratio = window.grab().devicePixelRatio()
            seen.append([screen.name(), language, ratio, cut_off(window)])
    print(json.dumps(seen))
    window.findings.editor.clear()
    window.close()


if __name__ == "__main__":
    main()

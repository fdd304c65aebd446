"""A window over a scripted engine, for a screen reader's bus to look at; ends with its input.

QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 python -m tests.gui.accessible_program FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations


def main() -> None:
    """Show the window; a line on the input drafts, its end ends."""
    qt = QApplication([])
    Look(qt)
    application = build_application(locations(Path(sys.argv[1])), ScriptedEngine(("1. None.",)))
    window = MainWindow(application, "en")
    window.show()
    window.drafting.load_model()
    window.findings.editor.setPlainText("Patchy opacity in the right lower lobe.")

    def read() -> None:
        if sys.stdin.readline():
            window.commands.draft.trigger()
        else:
            window.findings.editor.clear()
            window.close()
            QTimer.singleShot(0, qt.quit)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    window.drafting.model_loaded.connect(lambda _: print("ready", flush=True))
    qt.exec()


if __name__ == "__main__":
    main()

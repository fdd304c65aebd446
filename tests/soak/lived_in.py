"""The window of ``tests.soak.hour``: the real one, with a person at it; told what to do on stdin.

Commands, one a line: ``act``, ``rest``, ``close``. Answers ``act``, ``rest`` once nothing runs
any more, and at the end one line of JSON with what was done.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme import apply_theme
from radvaluer_desktop.gui.translation import Translation
from radvaluer_desktop.paths import locations
from tests.soak.person import Person, switcher
from tests.soak.random_model import write_random_model

_LOOK_AGAIN_MS = 200


class Orders(QObject):
    """Lines of standard input as signals."""

    came = Signal(str)

    def read(self) -> None:
        """Read until the end, on a thread of its own."""
        for line in sys.stdin:
            self.came.emit(line.strip())


def prepare(basedir: Path) -> tuple[Path, list[Path]]:
    """Write settings that name a link, and the two models that it may point to."""
    other, link = basedir / "other.gguf", basedir / "current.gguf"
    write_random_model(other, width=256, layers=4)
    models = [resource("models") / "chatradio-demo.gguf", other]
    link.symlink_to(models[0])
    settings = basedir / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"model = '{link}'\n", encoding="utf-8")
    return link, models


def main() -> None:
    """Show the window and obey."""
    basedir, seed = Path(sys.argv[1]), int(sys.argv[2])
    link, models = prepare(basedir)
    qt = QApplication([])
    apply_theme(qt)
    translation = Translation(qt)
    window = MainWindow(build_application(locations(basedir)), "en")
    window.language_chosen.connect(translation.use)
    window.show()
    window.start()
    person = Person(window, seed, switcher(link, models))
    orders = Orders()

    def say_when_quiet() -> None:
        if window.drafting.is_busy or not window.recording.is_open:
            QTimer.singleShot(_LOOK_AGAIN_MS, say_when_quiet)
        else:
            print("rest", flush=True)

    def obey(order: str) -> None:
        if order == "act":
            person.start()
            print("act", flush=True)
        elif order == "rest":
            person.rest()
            say_when_quiet()
        else:
            window.close()
            print(json.dumps({"kept": person.kept, "done": person.done}), flush=True)
            qt.quit()

    orders.came.connect(obey)
    threading.Thread(target=orders.read, daemon=True).start()
    qt.exec()


if __name__ == "__main__":
    main()

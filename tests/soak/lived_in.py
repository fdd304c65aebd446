"""The real window with a person at it: the child of ``tests.soak.hour`` and ``tests.soak.kill``.

Takes orders on standard input, one a line: ``act`` at random, ``rest``, ``draft``, ``accept``,
``load`` the model again, ``close``. Says on standard output what is going on as ``phase`` lines,
``drafted`` and ``failed`` as drafts end, ``kept`` with the id of each decision that the store has
acknowledged, ``resting`` once nothing runs any more, and ``account`` with what was done at random.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui import main_window
from radvaluer_desktop.gui.start import open_window
from radvaluer_desktop.paths import locations
from tests.soak.person import Person
from tests.soak.random_model import write_random_model

_LOOK_AGAIN_MS = 200
_FINDINGS = "Patchy opacity in the right lower lobe. Small right pleural effusion. " * 12


def say(*words: object) -> None:
    """Tell the process that watches."""
    print(*words, flush=True)


class Orders(QObject):
    """Lines of standard input as signals."""

    came = Signal(str)

    def read(self) -> None:
        """Read until the end, on a thread of its own."""
        for line in sys.stdin:
            self.came.emit(line.strip())


class LivedInWindow(main_window.MainWindow):
    """The window, which obeys as soon as it has started."""

    def __init__(self, *arguments: Any, seed: int, switch_model: Callable[[], None]) -> None:
        super().__init__(*arguments)
        self._person = Person(self, seed, switch_model)
        self._orders = Orders()

    def start(self) -> None:
        """Load and open as the window does; then wait for orders."""
        self._tell_phases()
        super().start()
        self._orders.came.connect(self._obey)
        threading.Thread(target=self._orders.read, daemon=True).start()

    def _tell_phases(self) -> None:
        say("phase loading")
        drafting, recording = self.drafting, self.recording
        drafting.model_loaded.connect(lambda ready: say("model", ready.model.path.resolve().name))
        drafting.model_loaded.connect(lambda _: say("phase idle"))
        drafting.draft_started.connect(lambda: say("phase prefill"))
        drafting.text_written.connect(lambda _: say("phase streaming"))
        drafting.draft_finished.connect(lambda draft: say("drafted", draft.stop_reason.value))
        drafting.draft_finished.connect(lambda _: say("phase idle"))
        drafting.failed.connect(lambda text: say("failed", text))
        drafting.failed.connect(lambda _: say("phase idle"))
        recording.opened.connect(lambda _: say("opened"))
        recording.unavailable.connect(lambda text: say("unavailable", text))
        recording.decision_kept.connect(lambda decision: say("kept", decision.id))
        recording.decision_kept.connect(lambda _: say("phase idle"))
        self.reviewing.override_asked.connect(lambda _: self.commands.accept.trigger())
        self._person.deciding.connect(lambda: say("phase saving"))

    def _obey(self, order: str) -> None:
        match order:
            case "draft":
                self.findings.editor.setPlainText(_FINDINGS)
                self.commands.draft.trigger()
            case "accept":
                say("phase saving")
                self.commands.accept.trigger()
            case "load":
                say("phase loading")
                self.drafting.load_model()
            case "act":
                self._person.start()
            case "rest":
                self._person.rest()
                self._say_when_resting()
            case "close":
                say("account", json.dumps(self._person.done))
                self.close()

    def _say_when_resting(self) -> None:
        if self.drafting.is_busy or not self.recording.is_open:
            QTimer.singleShot(_LOOK_AGAIN_MS, self._say_when_resting)
        else:
            say("resting")


def prepare(basedir: Path, *, width: int, layers: int, demo: bool) -> None:
    """Write a model of random weights, and settings that name a link to it or to the other one."""
    basedir.mkdir(parents=True, exist_ok=True)
    other, link = basedir / "other.gguf", basedir / "current.gguf"
    write_random_model(other, width=width, layers=layers)
    link.symlink_to(_demo() if demo else other)
    settings = basedir / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"model = '{link}'\n", encoding="utf-8")


def _demo() -> Path:
    return resource("models") / "chatradio-demo.gguf"


def switcher(basedir: Path) -> Callable[[], None]:
    """Return what lets the link of ``prepare`` point to the other model."""
    link = basedir / "current.gguf"

    def switch() -> None:
        new = link.with_suffix(".new")
        at_demo = link.resolve() == _demo().resolve()
        new.symlink_to(basedir / "other.gguf" if at_demo else _demo())
        new.replace(link)

    return switch


def main() -> None:
    """Open the window in the folder and with the seed of the command line."""
    basedir, seed = Path(sys.argv[1]), int(sys.argv[2])
    os.environ["RADVALUER_FIRST_RUN"] = "skip"

    def build(*arguments: Any) -> LivedInWindow:
        return LivedInWindow(*arguments, seed=seed, switch_model=switcher(basedir))

    main_window.MainWindow = build  # type: ignore[assignment, misc]
    sys.exit(open_window(locations(basedir), example=False))


if __name__ == "__main__":
    main()

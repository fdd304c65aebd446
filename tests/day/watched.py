"""The real window, which also tells what goes on: the child of ``tests.day``.

Takes orders from the pipe ``orders`` beside its folder: ``figures``, ``memory``, ``picture FILE``,
``state``, ``front``, ``leave`` the window in front, ``close``. Writes what happens as lines of JSON
into the file ``events`` there. Nothing else differs from the program: keys come through the X
server.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.gui import main_window
from radvaluer_desktop.gui.keys.recovery_key_dialog import RecoveryKeyDialog
from radvaluer_desktop.gui.start import open_window
from radvaluer_desktop.paths import locations
from tests.day.clocks import Clocks

_MIB = 2**20


class Orders(QObject):
    """Lines of a pipe as signals."""

    came = Signal(str)

    def read(self, pipe: Path) -> None:
        """Read until the end, on a thread of its own."""
        with pipe.open(encoding="utf-8") as lines:
            for line in lines:
                self.came.emit(line.strip())


class WatchedWindow(main_window.MainWindow):
    """The window, its clocks and its voice."""

    def __init__(self, folder: Path, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._folder = folder
        self._events = (folder / "events").open("a", encoding="utf-8")
        self._clocks = Clocks((self.findings.editor, self.impression.editor))
        self._orders = Orders()
        self._orders.came.connect(self._obey)
        drafting, recording = self.drafting, self.recording
        drafting.model_loaded.connect(lambda _: self._say("model"))
        drafting.draft_started.connect(lambda: self._say("drafting"))
        drafting.draft_finished.connect(lambda _: self._say("drafted"))
        drafting.failed.connect(lambda text: self._say("failed", text=text))
        recording.opened.connect(lambda _: self._say("opened"))
        recording.decision_kept.connect(lambda each: self._say("kept", id=each.id))
        self.reviewing.override_asked.connect(lambda text: self._say("asked", text=text))
        self.reviewing.changed.connect(lambda: self._say("checked"))
        self.worklist.opened.connect(lambda: self._say("study"))
        self.worklist.told.connect(lambda text, *_: self._say("told", text=text))
        self.exporting.told.connect(lambda *_: self._say("exported"))

    def start(self) -> None:
        """Begin as the window does, and listen."""
        super().start()
        pipe = self._folder / "orders"
        threading.Thread(target=self._orders.read, args=(pipe,), daemon=True).start()
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        """The window takes keys: what went before is its start, which is measured by itself."""
        self._clocks.stalls.skip()
        self._say("shown")

    def _say(self, what: str, **more: object) -> None:
        state = {
            "what": what,
            "stands": self.study.state.name,
            "findings": len(self.findings.text()),
            "impression": len(self.impression.text()),
            "severe": bool(self.reviewing.review.severe),
            "issues": len(self.reviewing.review.open),
            "focus": self._focus(),
            "visible": self.findings.editor.isVisible(),
        }
        self._events.write(json.dumps({**state, **more}) + "\n")
        self._events.flush()

    def _focus(self) -> str:
        has = self.focusWidget()
        panes = {"findings": self.findings.editor, "impression": self.impression.editor}
        return next((name for name, editor in panes.items() if editor is has), "elsewhere")

    def _front(self) -> dict[str, object]:
        """What can be seen of the window in front, as far as the day answers it."""
        top = QApplication.activeModalWidget() or QApplication.activeWindow() or self
        told: dict[str, object] = {"window": int(top.winId()), "name": type(top).__name__}
        assistant, key = self.beside.first_run.assistant, self.recording.key_care.dialog
        told["asked_group"] = key.asked_group if isinstance(key, RecoveryKeyDialog) else ""
        if assistant is not None:
            told |= {
                "page": type(assistant.currentPage()).__name__,
                "may_make_key": assistant.key.make.isVisible(),
                "has_key": "✓" in assistant.key.state.text(),
                "model": assistant.model.chosen,
            }
        if (export := self.exporting.dialog) is not None:
            told |= {"reviewed": export.pages.currentIndex() == 1, "save": export.save.isEnabled()}
        return told

    def _obey(self, order: str) -> None:
        what, _, rest = order.partition(" ")
        match what:
            case "figures":
                self._say("figures", **self._clocks.figures())
            case "memory":
                self._say("memory", mib=psutil.Process(os.getpid()).memory_info().rss / _MIB)
            case "picture":
                top = QApplication.activeWindow() or self
                top.grab().save(rest)
                self._clocks.stalls.skip()
                self._say("picture")
            case "leave":  # as a window manager's button does
                front = QApplication.activeModalWidget() or QApplication.activeWindow()
                if front is not None and front is not self:
                    front.close()
                self._say("leave")
            case "front":
                self._say("front", **self._front())
            case "state":
                self._say("state")
            case "close":
                self.close()


def main() -> None:
    """Open the window in the folder of the command line."""
    folder = Path(sys.argv[1])

    def build(*arguments: Any) -> WatchedWindow:
        return WatchedWindow(folder, *arguments)

    main_window.MainWindow = build  # type: ignore[assignment, misc]
    sys.exit(open_window(locations(folder), example=False))


if __name__ == "__main__":
    main()

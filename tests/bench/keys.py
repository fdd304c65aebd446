"""Is typing disturbed while findings are read along? Keys at 150 words a minute, with and without.

    xvfb-run python -m tests.bench.keys [MODEL.gguf] [--rounds 3]

For each key: milliseconds from the key event to the end of the paint that shows it. Rounds with and
without reading alternate over the same model, which stays loaded.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.paths import locations
from tests.bench.window import StallClock

_TEXT = (
    "The heart is mildly enlarged. There is patchy opacity in the right lower lobe with a small "
    "effusion. No pneumothorax. Degenerative changes of the spine are noted. "
)
_KEY_S = 0.08
_LOADED_WITHIN_S = 300


class PaintClock(QObject):
    """Notes when the editor was painted last."""

    painted = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """See paints go by; the time is taken once they are done."""
        del watched
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.painted = time.perf_counter()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    demo = resource("models") / "chatradio-demo.gguf"
    parser.add_argument("model", type=Path, nargs="?", default=demo)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    Look(qt)
    with tempfile.TemporaryDirectory() as folder:
        places = locations(Path(folder))
        places.settings_file.parent.mkdir(parents=True)
        places.settings_file.write_text(f'model = "{asked.model.absolute()}"\n', "utf-8")
        window = MainWindow(build_application(places, LocalEngine()), "en")
        window.show()
        window.start()
        _wait_for_model(window)
        found: dict[str, list[float]] = {"on": [], "off": []}
        stalls: dict[str, list[float]] = {"on": [], "off": []}
        for _ in range(asked.rounds):
            for wish in ("off", "on"):
                keys, longest = _type(window, reads=wish == "on")
                found[wish] += keys
                stalls[wish].append(longest)
        window.findings.editor.clear()
        window.close()
    for wish in ("off", "on"):
        ordered = sorted(found[wish])
        print(
            f"reading {wish:<3}: key to screen median {statistics.median(ordered):6.2f} ms, "
            f"99 % {ordered[int(len(ordered) * 0.99)]:6.2f} ms; longest stall of a round "
            f"{statistics.median(stalls[wish]):6.2f} ms (n = {len(ordered)} keys)"
        )


def _wait_for_model(window: MainWindow) -> None:
    until = time.monotonic() + _LOADED_WITHIN_S
    session = window._application.session
    while session.model is None and time.monotonic() < until:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _type(window: MainWindow, *, reads: bool) -> tuple[list[float], float]:
    """Type the text; return each key's milliseconds and the painting thread's longest stall."""
    reading = window.drafting.reading
    if reads:
        reading.release()
    else:
        reading.hold()
    window.findings.editor.clear()
    clock, stall, keys = PaintClock(), StallClock(), list[float]()
    viewport = window.findings.editor.viewport()
    viewport.installEventFilter(clock)
    due = time.perf_counter()
    for character in _TEXT:
        due += _KEY_S
        while time.perf_counter() < due:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        pressed = time.perf_counter()
        QTest.keyClicks(window.findings.editor, character)
        while clock.painted < pressed:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        keys.append((clock.painted - pressed) * 1000)
    viewport.removeEventFilter(clock)
    return keys, max(stall.gaps)


if __name__ == "__main__":
    main()

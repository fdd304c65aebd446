"""How soon the checks answer in the window, and whether they hold its thread up.

Run by ``make bench`` inside an X server. A key is pressed in a report of 400 words; the time runs
from the end of its event to the panel that shows the result, the pause after the last key included.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.safety.process import CheckProcess, CheckRequest
from tests.bench.window import StallClock, line

_KEYS = 100
_RESTS, _REST_S = 40, 0.2
_WORDS = 400
_CHARACTERS = 700  # of Chinese, which separates no words
_IMPRESSIONS = {
    "en": "1. Left lower lobe pneumonia.\n2. Small pleural effusion.\n3. Aortic dissection.",
    "zh": "1. 左肺下叶炎症。\n2. 少量胸腔积液。\n3. 主动脉夹层。",
}


def findings(language: str) -> str:
    """Return a report of the length that is promised."""
    example = resource(f"examples/{language}.txt").read_text(encoding="utf-8").strip()
    text = example
    while (len(text.split()) < _WORDS) if language == "en" else (len(text) < _CHARACTERS):
        text += f"\n{example}"
    return text


def round_trips(checks: CheckProcess, language: str) -> list[float]:
    """Ask the process again and again; ms from the question to the answer."""
    took = []
    for number in range(_KEYS + 1):
        started = time.perf_counter()
        checks.check(CheckRequest(f"{findings(language)} {number}", _IMPRESSIONS[language]))
        took.append((time.perf_counter() - started) * 1000)
    return took[1:]  # the first waits for the process


def answers(folder: Path, language: str) -> tuple[list[float], list[float]]:
    """Press keys; ms from each to the panel's answer, and the longest stall meanwhile."""
    window = MainWindow(build_application(locations(folder), ScriptedEngine()), language)
    window.show()
    window.findings.editor.setPlainText(findings(language))
    window.impression.editor.setPlainText(_IMPRESSIONS[language])
    checked: list[float] = []
    window.reviewing.checking.checked.connect(lambda _: checked.append(time.perf_counter()))
    took, worst = [], []
    for number in range(_KEYS + 1):
        while len(checked) <= number - 1:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        QTest.keyClick(window.impression.editor, Qt.Key.Key_Space)
        pressed, clock = time.perf_counter(), StallClock()
        while len(checked) <= number:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        took.append((checked[-1] - pressed) * 1000)
        worst.append(max(clock.gaps))
    window.hide()
    window.reviewing.shut_down()
    return took[1:], worst[1:]


def at_rest() -> list[float]:
    """Press nothing; the longest stalls that the machine brings along by itself."""
    worst = []
    for _ in range(_RESTS):
        clock, ends = StallClock(), time.perf_counter() + _REST_S
        while time.perf_counter() < ends:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        worst.append(max(clock.gaps))
    return worst


def main() -> None:
    """Measure and print."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    Look(qt)
    line("longest stall where nothing is done", at_rest(), "ms")
    checks = CheckProcess()
    with tempfile.TemporaryDirectory() as name:
        for language in ("en", "zh"):
            line(f"check, there and back ({language})", round_trips(checks, language), "ms")
            took, worst = answers(Path(name) / language, language)
            line(f"last key to the panel's answer ({language})", took, "ms")
            line(f"longest stall of the painting thread ({language})", worst, "ms")
    checks.close()


if __name__ == "__main__":
    main()

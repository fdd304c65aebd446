"""How quick and how quiet the window is: launch, longest stall while streaming, memory.

Run by ``make bench`` inside an X server. Every figure is printed with its median and its worst.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.paths import locations
from tests.e2e.desktop import Desktop

LAUNCHES = 5
DRAFTS = 30
MIB = 1 << 20


def launch_times(folder: Path) -> tuple[list[float], list[float], list[float], list[float]]:
    """Start the program anew; seconds to a window, to a draft; resident MiB of window, worker."""
    to_window, to_draft, window_memory, worker_memory = [], [], [], []
    for number in range(LAUNCHES):
        started = time.monotonic()
        with Desktop(folder / str(number), "--example") as desktop:
            to_window.append(time.monotonic() - started)
            desktop.key("F5")
            desktop.wait_for_title("draft complete")
            to_draft.append(time.monotonic() - started)
            window_memory.append(psutil.Process(desktop.process.pid).memory_info().rss / MIB)
            worker_memory.append(desktop.worker().memory_info().rss / MIB)
    return to_window, to_draft, window_memory, worker_memory


class StallClock:
    """Notes how long the painting thread was away between two ticks of a 1 ms timer.

    ``gaps``: how often each time was seen, in ms to a tenth. A list of them would grow by
    megabytes in an hour, in the very process whose memory is measured. ``worked``: the same of
    what the thread itself computed meanwhile; the rest of a gap it waited for the machine.
    """

    def __init__(self) -> None:
        self.gaps: Counter[float] = Counter()
        self.worked: Counter[float] = Counter()
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start(1)

    def skip(self) -> None:
        """What was done just now is not the window's."""
        self._last, self._used = time.perf_counter(), time.thread_time()

    def _on_timer_timeout(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.gaps[round((now - self._last) * 1000, 1)] += 1
        self.worked[round((used - self._used) * 1000, 1)] += 1
        self._last, self._used = now, used


def stalls(folder: Path) -> tuple[list[float], list[float]]:
    """Draft many times; the longest stall of each draft in ms, and its tokens/s."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    Look(qt)
    engine = LocalEngine()
    window = MainWindow(build_application(locations(folder / "stalls"), engine), "en")
    window.show()
    window.start()
    window.findings.editor.setPlainText(resource("examples/en.txt").read_text(encoding="utf-8"))
    finished: list[float] = []
    window.drafting.draft_finished.connect(
        lambda draft: finished.append(draft.timings.decode_tokens_per_s)
    )
    worst = []
    for number in range(DRAFTS + 1):
        clock = StallClock()
        window.commands.draft.trigger()
        while len(finished) <= number:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        worst.append(max(clock.gaps))
    window.findings.editor.clear()
    window.close()
    return worst[1:], finished[1:]  # the first waits for the model


def line(name: str, values: list[float], unit: str) -> None:
    """Print one figure."""
    median = statistics.median(values)
    print(f"{name:<42} median {median:8.2f}  worst {max(values):8.2f}  {unit} (n={len(values)})")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        to_window, to_draft, window_memory, worker_memory = launch_times(folder)
        line("launch to a window that takes keys", to_window, "s")
        line("launch to the first complete draft", to_draft, "s")
        line("resident memory of the window", window_memory, "MiB")
        line("resident memory of the worker", worker_memory, "MiB")
        longest, speed = stalls(folder)
        line("longest stall of the painting thread", longest, "ms")
        line("tokens/s while it was measured", speed, "tokens/s")


if __name__ == "__main__":
    main()

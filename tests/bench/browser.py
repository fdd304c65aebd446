"""The browser over very many decisions: how soon rows are there, how long the window stands still.

The store is one of ``tests.bench.many``, filled here where it holds too few. The window is driven
as a person would: opened, jumped through, paged, filtered, searched, a decision opened. All the
while a timer asks to be woken every 2 ms; how much later it wakes is how long the window stood
still, whoever had the processor. ``work`` is what its thread itself computed between two wakings.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.connection import read_database
from radvaluer_desktop.feedback.looking import Looking, look_into
from radvaluer_desktop.feedback.store import FeedbackStore
from radvaluer_desktop.gui.feedback.browser_window import BrowserWindow
from radvaluer_desktop.gui.feedback.browsing import Browsing
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.paths import locations
from radvaluer_desktop.settings import read_configuration
from tests.bench.many import fill
from tests.bench.store import KEY, Ours
from tests.soak.provenance import provenance

_WAKE_MS = 2
_WITHIN_S = 300
_JUMPS, _PAGES = 100, 100
_WORDS = (
    "结节",
    "磨玻璃",
    "effusion",
    "pneumothorax",
    "右肺 结节",
    "pleural effusion",
    "节",
    "quokka",
)


class Access:
    """What ``StoreAccess`` is in the program, with the bench's own key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reader(self) -> FeedbackStore:
        """A connection that cannot write."""
        path = self._folder / "feedback.db"
        return FeedbackStore(read_database(path, KEY), path)

    def look_into(self) -> Looking:
        """As the program does."""
        return look_into(self.reader, lambda: Ours(self._folder).store)


class Stalls(QObject):
    """Wakes every 2 ms and remembers how much too late."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._wake)
        timer.start(_WAKE_MS)

    def begin(self) -> None:
        """Forget what was."""
        self.late: list[float] = []
        self.worked: list[float] = []
        self._last, self._used = time.perf_counter(), time.thread_time()

    def _wake(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.late.append((now - self._last) * 1000 - _WAKE_MS)
        self.worked.append((used - self._used) * 1000)
        self._last, self._used = now, used


class Person:
    """Works in the window and measures."""

    def __init__(self, folder: Path) -> None:
        configuration = read_configuration(folder / "settings.toml", ())
        stand_in = SimpleNamespace(
            configuration=configuration, feedback=Access(folder), locations=locations(folder)
        )
        self._folder = folder
        self.stalls = Stalls()
        self.owner = QObject()
        self.browsing = Browsing(cast("Application", stand_in), self.owner)
        self.figures: dict[str, Any] = {}

    @property
    def window(self) -> BrowserWindow:
        """The browser."""
        assert self.browsing.window is not None
        return self.browsing.window

    def rest(self) -> None:
        """Do nothing for two seconds: what the machine itself makes of it."""
        self.stalls.begin()
        QTest.qWait(2000)
        self._tell("nothing", {})

    def open(self) -> None:
        """Open the window and wait for all of the list."""
        self.stalls.begin()
        began = time.perf_counter()
        self.browsing.open()
        first = self._until(self._shown, began)
        counted = self._until(self._counted, began)
        print(f"{self.browsing._found:,} decisions", flush=True)
        self._tell("open", {"first rows": [first], "counted": [counted]})

    def jump(self) -> None:
        """Drag the scroll bar to places anywhere."""
        chance = random.Random(20260301)  # noqa: S311 - which place, not a secret
        bar = self.window.table.verticalScrollBar()
        took = []
        self.stalls.begin()
        for _ in range(_JUMPS):
            began = time.perf_counter()
            bar.setValue(chance.randrange(bar.maximum()))
            took.append(self._until(self._shown, began))
        self._tell("scroll anywhere", {"rows": took})

    def page(self) -> None:
        """Press Page Down again and again, from the middle on."""
        table = self.window.table
        table.setFocus()
        table.setCurrentIndex(self.window.model.index(self.window.model.rowCount() // 2, 0))
        self._until(self._shown, time.perf_counter())
        took = []
        self.stalls.begin()
        for _ in range(_PAGES):
            began = time.perf_counter()
            QTest.keyClick(table, Qt.Key.Key_PageDown)
            took.append(self._until(self._shown, began))
        self._tell("page down", {"rows": took})

    def hold(self) -> None:
        """Hold Page Down: a key every 30 ms, and no waiting for rows."""
        self.stalls.begin()
        for _ in range(_PAGES):
            QTest.keyClick(self.window.table, Qt.Key.Key_PageDown)
            QTest.qWait(30)
        self._tell("page down held", {"rows": [self._until(self._shown, time.perf_counter())]})

    def filter(self) -> None:
        """Choose one value after the other."""
        filters = self.window.filters
        filters.offer(self._choices())

        def a_month() -> None:
            filters.since.setDate(QDate(2025, 3, 1))
            filters.until.setDate(QDate(2025, 3, 31))

        def overridden() -> None:
            filters.clear.click()
            filters.overridden.click()

        steps: dict[str, Callable[[], None]] = {
            "a body system": lambda: filters.system.setCurrentIndex(2),
            "and rejected": lambda: filters.verdict.setCurrentIndex(3),
            "and a month": a_month,
            "overridden": overridden,
            "all": filters.clear.click,
        }
        for name, step in steps.items():
            self._ask(f"filter: {name}", step)

    def search(self) -> None:
        """Type words; each key is followed by the next at once, as in a paste."""
        for words in _WORDS:
            self._ask(f"search: {words}", lambda words=words: self._type(words))  # type: ignore[misc]
        self._ask("search: none", self.window.filters.clear.click)

    def station(self) -> None:
        """Ask for one station, which has an index of its own."""
        self._ask("filter: a station", lambda: self.window.filters.station.setText("ct-3"))

    def read(self) -> None:
        """Open decisions and wait for their audit entries."""
        whole, trail = [], []
        self.stalls.begin()
        for row in range(0, 200, 20):
            began = time.perf_counter()
            number = self.window.model.number_at(row)
            self.window.opened.emit(number)
            whole.append(self._until(lambda: self.window.decision is not None, began))
            trail.append(self._until(lambda: "UTC" in self.window.page.toPlainText()[-400:], began))
            self.window.hide_decision()
        self._tell("open a decision", {"shown": whole, "with audit entries": trail})

    def close(self) -> None:
        """Close everything."""
        self.browsing.shut_down()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _type(self, words: str) -> None:
        line = self.window.filters.words
        line.clear()
        line.insert(words)

    def _choices(self) -> Any:
        lister = Access(self._folder).reader()
        with lister:
            return lister.choices(radiologists=False, may_go_on=lambda: None)

    def _ask(self, name: str, step: Callable[[], None]) -> None:
        before = self.browsing._list
        self.stalls.begin()
        began = time.perf_counter()
        step()
        self._until(lambda: self.browsing._list != before, began)
        while self.window.filters._pause.isActive():
            self._until(lambda: not self.window.filters._pause.isActive(), began)
        asked = time.perf_counter()
        first = self._until(lambda: self._shown() or self._counted(), asked)
        counted = self._until(self._counted, asked)
        self._tell(
            f"{name} ({self.browsing._found:,})", {"first rows": [first], "counted": [counted]}
        )

    def _counted(self) -> bool:
        return "…" not in self.window.count.text() and bool(self.window.count.text())

    def _shown(self) -> bool:
        """Whether every row that can be seen is there."""
        table, model = self.window.table, self.window.model
        if not model.rowCount():
            return False
        height = table.viewport().height()
        rows = table.rowAt(0), table.rowAt(height - 1)
        last = rows[1] if rows[1] >= 0 else model.rowCount() - 1
        return all(model.cells_at(row) is not None for row in (max(rows[0], 0), last))

    def _until(self, condition: Callable[[], bool], began: float) -> float:
        """Return how many milliseconds after ``began`` it is so."""
        while not condition():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
            if time.perf_counter() - began > _WITHIN_S:
                sys.exit(f"waited {_WITHIN_S} s in vain: {self.window.strip.text()}")
        return (time.perf_counter() - began) * 1000

    def _tell(self, name: str, took: dict[str, list[float]]) -> None:
        QTest.qWait(20)
        late = sorted(self.stalls.late)
        stall = {"p99": _percentile(late, 0.99), "longest": late[-1]}
        stall["work"] = max(self.stalls.worked)
        parts = []
        for what, values in took.items():
            values.sort()
            parts.append(
                f"{what} {values[0]:.0f} ms"
                if len(values) == 1
                else f"{what} p50 {statistics.median(values):.0f}, p99 "
                f"{_percentile(values, 0.99):.0f} ms (n={len(values)})"
            )
        parts.append(
            f"stall p99 {stall['p99']:.1f}, longest {stall['longest']:.1f}, "
            f"work {stall['work']:.1f} ms"
        )
        print(f"{name:<34} {'; '.join(parts)}", flush=True)
        self.figures[name] = {"took_ms": took, "stall_ms": stall}


def _percentile(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, round(len(values) * share))]


def main() -> None:
    """Fill where needed, then drive the window."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=1_000_000)
    parser.add_argument("--kept", type=int, default=50_000, help="one by one, then multiplied")
    parser.add_argument("--folder", type=Path, help="keep the store there, and go on with it")
    parser.add_argument("--out", type=Path, help="the figures as JSON")
    asked = parser.parse_args()
    print(provenance(), flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        fill(folder, asked.kept, asked.decisions).store.close()
        qt = QApplication([])
        Look(qt)
        person = Person(folder)
        first = person.rest, person.open, person.jump, person.page, person.hold, person.read
        for step in (*first, person.filter, person.search, person.station):
            step()
        longest = max(each["stall_ms"]["longest"] for each in person.figures.values())
        print(f"longest stall of all: {longest:.1f} ms", flush=True)
        person.close()
    if asked.out:
        asked.out.write_text(json.dumps(person.figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()

"""The other end of ``tests.day.watched``: presses keys through the X server and hears events."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from radvaluer_desktop.gui.commands import KEYS
from tests.e2e.desktop import Desktop, run

_WITHIN_S = 60.0
_LOOK_S = 0.01
_LOOK_FRONT_S = 0.1
_X_NAMES = {"PgDown": "Next", "PgUp": "Prior", "Esc": "Escape"}

Event = Mapping[str, Any]


class DayWindow:
    """One window; use it in a ``with`` block."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str] = os.environ,
        *,
        assistant: bool = False,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        (folder / "events").touch()
        self._read = (folder / "events").stat().st_size  # what an earlier window said
        self.events: list[Event] = []
        self._torn = ""
        pipe = folder / "orders"
        if not pipe.exists():
            run("mkfifo", str(pipe))
        program = (sys.executable, "-m", "tests.day.watched", str(folder))
        self.began = time.monotonic()
        self.desktop = Desktop(None, program=program, environment=environment, assistant=assistant)

    def __enter__(self) -> DayWindow:
        self.wait(lambda event: event["what"] == "shown")
        self.shown_s = time.monotonic() - self.began
        self.desktop.__enter__()
        self._orders = (self._folder / "orders").open("w", encoding="utf-8")
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(BrokenPipeError):  # a killed window reads no last order
            self._orders.close()
        self.desktop.__exit__(*error)

    def press(self, command: str) -> None:
        """Press the keys of a command of the window."""
        *held, key = KEYS[command][0].split("+")
        letter = key.lower() if len(key) == 1 else key  # a capital would be Shift too
        keys = [*(name.lower() for name in held), _X_NAMES.get(key, letter)]
        self.desktop.key("+".join(keys))

    def focus_front(self) -> Event:
        """Give the window in front the keyboard, as a window manager would; say what it shows."""
        front = self.ask("front")
        run("xdotool", "windowfocus", str(front["window"]))
        return front

    def wait_for_front(self, wanted: Callable[[Event], bool]) -> Event:
        """Wait until the window in front shows what is wanted; raises TimeoutError."""
        ends = time.monotonic() + _WITHIN_S
        while not wanted(front := self.focus_front()):
            if time.monotonic() > ends:
                raise TimeoutError(f"waited {_WITHIN_S} s in vain; in front: {front}")
            time.sleep(_LOOK_FRONT_S)
        return front

    def order(self, *words: object) -> None:
        """Tell the window's other side."""
        print(*words, file=self._orders, flush=True)

    def ask(self, *order: object, answer: str = "") -> Event:
        """Order something, and return what the window says then: by default its name."""
        mark = self.mark()
        self.order(*order)
        wanted = answer or order[0]
        return self.wait(lambda event: event["what"] == wanted, mark)

    def mark(self) -> int:
        """Return a place in what was said, to wait for what comes behind it."""
        self._hear()
        return len(self.events)

    def wait(
        self, wanted: Callable[[Event], bool], since: int = 0, within_s: float = _WITHIN_S
    ) -> Event:
        """Wait for an event behind ``since``; raises TimeoutError."""
        ends = time.monotonic() + within_s
        while True:
            self._hear()
            found = next(filter(wanted, self.events[since:]), None)
            if found is not None:
                return found
            if time.monotonic() > ends or self.desktop.process.poll() is not None:
                last = [event["what"] for event in self.events[-5:]]
                raise TimeoutError(f"waited {within_s} s in vain; the last events: {last}")
            time.sleep(_LOOK_S)

    def _hear(self) -> None:
        self.events.extend(self._new())

    def _new(self) -> Iterator[Event]:
        with (self._folder / "events").open(encoding="utf-8") as file:
            file.seek(self._read)
            text = self._torn + file.read()
            self._read = file.tell()
        *lines, self._torn = text.split("\n")
        for line in lines:
            yield json.loads(line)

"""The other end of ``tests.soak.lived_in``: starts that window, gives orders and listens."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import psutil

from radvaluer_desktop.child import ENGINE_NAME
from tests.e2e.desktop import children_named

_ANSWER_S = 120.0


class LivedIn:
    """One window's process. ``kept`` are the decisions that it said are in the store."""

    def __init__(self, basedir: Path, seed: int) -> None:
        command = [sys.executable, "-m", "tests.soak.lived_in", str(basedir), str(seed)]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.kept: set[str] = set()
        self.phase = "starting"
        self.model = ""
        self._phases: Counter[str] = Counter()
        self._said: dict[str, str] = {}
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if not line.endswith("\n"):
                break  # torn by a kill
            what, _, rest = line.strip().partition(" ")
            with self._changed:
                if what == "kept":
                    self.kept.add(rest)
                elif what == "phase":
                    self.phase = rest
                    self._phases[rest] += 1
                elif what == "model":
                    self.model = rest
                self._said[what] = rest
                self._changed.notify_all()

    def order(self, what: str) -> None:
        """Tell the window what to do."""
        assert self.process.stdin is not None
        with self._changed:
            self._said.clear()
            self._phases.clear()
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()

    def wait_for(self, *whats: str) -> str:
        """Wait until the window says one of ``whats``; return the rest of its line."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.heard(*whats), _ANSWER_S):
                raise TimeoutError(f"the window did not say {whats}; it is {self.phase}")
            return next(self._said[what] for what in whats if what in self._said)

    def heard(self, *whats: str) -> bool:
        """Whether the window has said one of ``whats`` since the last order."""
        return any(what in self._said for what in whats)

    def wait_for_phase(self, phase: str) -> None:
        """Wait until this is, or was since the last order, what goes on."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._phases[phase] > 0, _ANSWER_S):
                raise TimeoutError(f"the window did not come to {phase!r}; it is {self.phase}")

    def kill(self) -> None:
        """Kill the window and hear out what it had said."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def worker(self) -> psutil.Process | None:
        """The engine's process, None where there is none just now."""
        return next(iter(children_named(self.process.pid, ENGINE_NAME)), None)

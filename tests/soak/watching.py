"""The other end of ``tests.soak.lived_in``: starts that window, gives orders and listens."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import psutil

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
        self.phases: Counter[str] = Counter()
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
                    self.phases[rest] += 1
                elif what == "model":
                    self.model = rest
                else:
                    self._said[what] = rest
                self._changed.notify_all()

    def order(self, what: str) -> None:
        """Tell the window what to do."""
        assert self.process.stdin is not None
        self._said.clear()
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()

    def wait_for(self, what: str) -> str:
        """Wait until the window says ``what``; return the rest of the line."""
        with self._changed:
            if not self._changed.wait_for(lambda: what in self._said, _ANSWER_S):
                raise TimeoutError(f"the window did not say {what!r}")
            return self._said[what]

    def wait_for_phase(self, phase: str, times: int = 1) -> None:
        """Wait until the window has said for the nth time that this goes on."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.phases[phase] >= times, _ANSWER_S):
                raise TimeoutError(f"the window did not come to {phase!r}")

    def kill(self) -> None:
        """Kill the window and hear out what it had said."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def worker(self) -> psutil.Process | None:
        """The engine's process, None where there is none just now."""
        for child in psutil.Process(self.process.pid).children():
            if child.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(child.cmdline()):
                return child
        return None

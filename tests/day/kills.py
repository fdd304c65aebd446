"""Kills the window at random moments of a day; ``make day-kill``.

    python -m tests.day.kills [--times 50] [--seed 7]

Somebody types numbered words into findings and impressions, drafts, accepts and goes on; at a
random moment the window gets SIGKILL. Then the store is read: every word that was typed more than a
second before must stand in it, as typing or in a decision, and every decision that was said to be
kept. The next window opens on what is left and goes on.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import locations
from tests.day.studies import as_lines, day
from tests.day.window import DayWindow
from tests.e2e.desktop import set_clipboard
from tests.soak.provenance import provenance

_SOONEST_S, _LATEST_S = 0.5, 12.0
_OLD_S = 1.0  # what was typed longer ago must be there
_STUDIES = 200
_DRAFTED_S = 5.0
_WITH_A_WORD = 0.5
_MOST_TABS = 20
_CLOSED = ("WRITING", "ACCEPTED", "REJECTED")


class Killed(RuntimeError):
    """The window is gone."""


class Sitting:
    """One window and what was done in it until it was killed."""

    def __init__(self, window: DayWindow, chance: random.Random, first: int) -> None:
        self._window = window
        self._chance = chance
        self.words: list[tuple[str, float]] = []  # each with the moment at which its last key came
        self.number = first
        self.killed_at = 0.0

    def live(self, seconds: float) -> None:
        """Do this and that until the window is killed, ``seconds`` from now."""
        timer = threading.Timer(seconds, self._kill)
        timer.start()
        # The window, and with it xdotool's answer or the pipe, is gone in the middle of anything.
        with contextlib.suppress(
            Killed, TimeoutError, subprocess.CalledProcessError, AssertionError, OSError
        ):
            while True:
                self._act()
        timer.join()

    def _kill(self) -> None:
        self.killed_at = time.monotonic()
        os.kill(self._window.desktop.process.pid, 9)

    def _act(self) -> None:
        acts = {self._type: 12, self._draft: 3, self._decide: 4, self._move: 2, self._turn: 2}
        self._chance.choices(list(acts), list(acts.values()))[0]()
        if self.killed_at:
            raise Killed

    def _type(self) -> None:
        state = self._window.ask("state")
        if state["stands"] in _CLOSED:
            self._move()
            return
        pane = state["focus"]
        if pane == "elsewhere" or not state[pane]:
            self._turn_to("findings")
            return
        self.number += 1
        word = f"word{self.number:05}"
        before = state["findings"] + state["impression"]
        self._window.desktop.type(f" {word}")
        typed_at = time.monotonic()
        state = self._window.ask("state")
        if state["findings"] + state["impression"] == before + len(word) + 1:
            self.words.append((word, typed_at))

    def _draft(self) -> None:
        """Draft where no impression stands: a draft takes the place of what was typed there."""
        if not self._window.ask("state")["impression"]:
            self._window.press("draft")
            self._window.ask("state")

    def _decide(self) -> None:
        """Draft, and accept what came, as it is or with a word more."""
        if self._window.ask("state")["impression"]:
            return
        mark = self._window.mark()
        self._window.press("draft")
        self._window.wait(lambda event: event["what"] == "drafted", mark, _DRAFTED_S)
        if self._chance.random() < _WITH_A_WORD:
            self._turn_to("impression")
            self._type()
        for _ in range(2):  # the second where the first only asks
            self._window.press("accept")
            time.sleep(self._chance.uniform(0, 0.3))

    def _turn_to(self, pane: str) -> None:
        for _ in range(_MOST_TABS):
            if self._window.ask("state")["focus"] == pane:
                return
            self._turn()

    def _move(self) -> None:
        self._window.press(self._chance.choice(("next_study", "previous_study")))

    def _turn(self) -> None:
        self._window.desktop.key("Tab")


def kept(folder: Path) -> tuple[str, set[str]]:
    """Return all text that the store holds, and the ids of its decisions."""
    with open_store(locations(folder).feedback_database, Keyring()) as store:
        decisions = list(store.decisions())
        typed = store._database.execute("SELECT findings, impression FROM workspace").fetchall()
        assert store._database.execute("PRAGMA cipher_integrity_check").fetchall() == []
    texts = [f"{findings} {impression}" for findings, impression in typed]
    texts += [f"{each.findings} {each.final}" for each in decisions]
    return " ".join(texts), {each.id for each in decisions}


def main() -> None:
    """Kill, look, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    chance = random.Random(asked.seed)  # noqa: S311 - which moment, not a secret
    seen: Counter[str] = Counter()
    said: set[str] = set()
    number = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for time_of in range(asked.times):
            with DayWindow(folder) as window:
                window.wait(lambda event: event["what"] == "opened")
                if not time_of:
                    window.wait(lambda event: event["what"] == "model")
                    set_clipboard(as_lines(day(_STUDIES, synthetic=True)))
                    window.press("paste_studies")
                    window.wait(lambda event: event["what"] == "study")
                sitting = Sitting(window, chance, number)
                sitting.live(chance.uniform(_SOONEST_S, _LATEST_S))
                window.mark()
                said |= {event["id"] for event in window.events if event["what"] == "kept"}
            number = sitting.number
            text, ids = kept(folder)
            old = [word for word, at in sitting.words if at < sitting.killed_at - _OLD_S]
            missing = [word for word in old if word not in text]
            assert not missing, f"kill {time_of}: {missing} are lost"
            assert said <= ids, f"kill {time_of}: a decision is lost"
            seen["kills"] += 1
            seen["words older than a second, all there"] += len(old)
            seen["younger words that are there"] += sum(
                word in text for word, _ in sitting.words[len(old) :]
            )
            seen["younger words"] += len(sitting.words) - len(old)
    seen["decisions said to be kept, all there"] = len(said)
    for what, times in sorted(seen.items()):
        print(f"{times:6} {what}")


if __name__ == "__main__":
    main()

"""Kills the worker a hundred times, then the window a hundred times; ``make soak``.

Each kill comes at a random moment of a random phase: while the window starts, a model is loaded, a
prompt is read, words are written, nothing goes on, or a decision is saved. After each kill of the
worker its death must be named in the window and the next draft be complete. After each kill of the
window no process may be left, every acknowledged decision must be in the store, whole, and the next
window must open, draft and keep. Runs inside an X server.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import locations
from tests.e2e.desktop import is_gone, wait_until
from tests.soak.lived_in import prepare
from tests.soak.provenance import provenance
from tests.soak.watching import LivedIn

NAMES = ("SIGKILL", "killed")
COMPLETE = ("end", "max_tokens")
_LATER_S = {"starting": 1.5, "loading": 0.4, "prefill": 0.8, "streaming": 1.0, "saving": 0.06}
_BUSY = ("loading", "prefill", "streaming")
_WORKER_PHASES = (*_BUSY, "idle", "saving")
_WINDOW_PHASES = ("starting", *_WORKER_PHASES)
_GONE_WITHIN_S = 5.0


@dataclass(slots=True)
class Account:
    """What the kills did: how often what was seen, and how long things took."""

    seen: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def show(self) -> None:
        """Print it."""
        for what, number in sorted(self.seen.items()):
            print(f"{number:6} {what}")
        for what, took in sorted(self.seconds.items()):
            median = statistics.median(took)
            print(f"       {what}: median {median:.2f} s, worst {max(took):.2f} s (n={len(took)})")
        sys.stdout.flush()


def reach(watched: LivedIn, phase: str, chance: random.Random) -> None:
    """Bring the window into ``phase`` and let a random moment of it come."""
    match phase:
        case "loading":
            watched.order("load")
        case "prefill" | "streaming":
            watched.order("draft")
        case "saving":
            draft(watched)
            watched.order("accept")
    if phase not in ("starting", "idle"):
        watched.wait_for_phase(phase)
    time.sleep(chance.uniform(0, _LATER_S.get(phase, 0.5)))


def draft(watched: LivedIn) -> float:
    """Ask for a draft, which must be complete; return the seconds that it took."""
    started = time.monotonic()
    watched.order("draft")
    reason = watched.wait_for("drafted", "failed")
    assert reason in COMPLETE, reason
    return time.monotonic() - started


def kill_workers(basedir: Path, times: int, chance: random.Random) -> Account:
    """Kill the worker of one window ``times`` times; raises AssertionError."""
    account = Account()
    prepare(basedir, width=512, layers=4, demo=False)
    watched = LivedIn(basedir, 0)
    try:
        watched.wait_for("opened")
        draft(watched)
        for _ in range(times):
            phase = chance.choice(_WORKER_PHASES)
            reach(watched, phase, chance)
            _kill_worker(watched, account)
            account.seconds["next draft complete"].append(draft(watched))
        watched.order("close")
        watched.process.wait(30)
    finally:
        watched.kill()
    kept = _store(basedir, watched.kept)
    account.seen["decisions acknowledged"] = len(watched.kept)
    account.seen["decisions in the store"] = len(kept)
    return account


def _kill_worker(watched: LivedIn, account: Account) -> None:
    worker, hit = watched.worker(), watched.phase
    assert worker is not None
    worker.kill()
    killed = time.monotonic()
    name = f"worker killed, {hit}"
    if hit in _BUSY:  # perhaps a later phase than the one that was waited for
        said = watched.wait_for("failed", "drafted" if hit != "loading" else "model")
        if watched.heard("failed"):
            assert any(word in said for word in NAMES), said
            account.seconds["death named"].append(time.monotonic() - killed)
            name += ": named"
        else:
            name += ": complete all the same"
    wait_until(lambda: is_gone(worker), "the worker's end", _GONE_WITHIN_S)
    account.seen[name] += 1


def kill_windows(basedir: Path, times: int, chance: random.Random) -> Account:
    """Kill ``times`` windows over one store; raises AssertionError."""
    account, acknowledged, kept = Account(), set[str](), set[str]()
    prepare(basedir, width=256, layers=4, demo=False)
    for number in range(times + 1):
        watched = LivedIn(basedir, number)
        try:
            phase = chance.choice(_WINDOW_PHASES)
            if phase != "starting" or number == times:
                watched.wait_for("opened")
                account.seconds["store open again"].append(time.monotonic() - watched.started)
                account.seconds["first draft complete"].append(draft(watched))
                watched.order("accept")
                watched.wait_for("kept")
            if number == times:
                break  # the last one only shows that all is well
            reach(watched, phase, chance)
            _kill_window(watched, phase, account)
        finally:
            watched.kill()
        acknowledged |= watched.kept
        kept = _store(basedir, acknowledged)
    account.seen["decisions acknowledged"] = len(acknowledged)
    account.seen["decisions in the store"] = len(kept)
    return account


def _kill_window(watched: LivedIn, phase: str, account: Account) -> None:
    children = psutil.Process(watched.process.pid).children(recursive=True)
    watched.kill()
    took = wait_until(lambda: all(map(is_gone, children)), "the children's end", _GONE_WITHIN_S)
    account.seconds["worker outlived the window"].append(took)
    account.seen[f"window killed, {phase}"] += 1


def _store(basedir: Path, acknowledged: set[str]) -> set[str]:
    """Return the ids in the store: all that were acknowledged, each whole."""
    path = locations(basedir).feedback_database
    if not path.exists():
        assert not acknowledged
        return set()
    with open_store(path, Keyring()) as store:
        decisions = list(store.decisions())
        assert store._database.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert store._database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert all(decision.findings and decision.draft == decision.final for decision in decisions)
    kept = {decision.id for decision in decisions}
    assert acknowledged <= kept
    return kept


def main() -> None:
    """Kill, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=100)
    parser.add_argument("--windows", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20260301)
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    chance = random.Random(asked.seed)  # noqa: S311 - which moment, not a secret
    with tempfile.TemporaryDirectory() as folder:
        kill_workers(Path(folder) / "workers", asked.workers, chance).show()
        kill_windows(Path(folder) / "windows", asked.windows, chance).show()


if __name__ == "__main__":
    main()

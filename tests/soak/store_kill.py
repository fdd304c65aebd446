"""SIGKILL at random moments of keeping, backing up, upgrading and restoring: ``make store-kill``.

A child works on the store and acknowledges each decision after ``keep`` has returned; the parent
kills it. Afterwards every acknowledged decision must be there, the file and every backup whole, and
the audit trail without a finding. The store and its code are the real ones; the key comes from a
stand-in for the keyring, because asking one takes longer than the moments in question.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from radvaluer_desktop.credentials import SERVICE
from radvaluer_desktop.feedback.audit.opening import StoreCutShort
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.backup_files import backups
from radvaluer_desktop.feedback.integrity import checked_contents, require_whole
from radvaluer_desktop.feedback.keys import find_keys, reference_file
from radvaluer_desktop.feedback.restore import restore
from tests.soak.one_key import KEY_ID, OneKey, open_it
from tests.soak.provenance import provenance
from tests.unit.feedback.samples import CHECKS, decision

assert sys.platform != "win32", "it forks"

OLD = Path(__file__).parents[1] / "data"
_LATEST_S = {"keeping": 0.5, "backing up": 0.8, "upgrading": 0.5, "restoring": 0.8}
_FRESH_EVERY = 25
_SHARE = {"keeping": 4, "backing up": 3, "upgrading": 2, "restoring": 1}


def keep_on(path: Path, acknowledge: Callable[[str], None]) -> None:
    """Keep decisions without end."""
    with open_it(path) as store:
        while True:
            kept = decision(checks=CHECKS)
            store.keep(kept)
            acknowledge(kept.id)


def back_up_on(path: Path, acknowledge: Callable[[str], None]) -> None:
    """Keep and back up by turns."""
    key = find_keys(path, OneKey()).data
    with open_it(path) as store:
        while True:
            for _ in range(3):
                kept = decision()
                store.keep(kept)
                acknowledge(kept.id)
            back_up(path, key, path.parent / "backups")


def restore_on(path: Path, acknowledge: Callable[[str], None]) -> None:
    """Restore the newest backup again and again; nothing is acknowledged, as all may be lost."""
    keys = find_keys(path, OneKey())
    backup = backups(path.parent / "backups", path)[0].path
    while True:
        restore(path, keys, backup, keys.data)


WORK: dict[str, Callable[[Path, Callable[[str], None]], None]] = {
    "keeping": keep_on,
    "backing up": back_up_on,
    "upgrading": keep_on,
    "restoring": restore_on,
}


def killed(work: str, path: Path, after_s: float) -> set[str]:
    """Let a child work and kill it after ``after_s`` seconds; return what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)

        def acknowledge(kept: str) -> None:
            os.write(writing, kept.encode())

        try:
            WORK[work](path, acknowledge)
        finally:
            os._exit(1)  # it never ends by itself
    os.close(writing)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as file:
        text = file.read().decode()
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status), f"it ended by itself while {work}"
    return {text[at : at + 32] for at in range(0, len(text) - 31, 32)}


def prepare_old(path: Path, version: int) -> None:
    """Lay an old file there, as an older program left it."""
    path.parent.mkdir(parents=True)
    shutil.copy(OLD / f"feedback-v{version}.db", path)
    reference = {
        "service": SERVICE,
        "key_id": KEY_ID,
        "backend": "stand-in",
        "created": "2026-01-01",
    }
    reference_file(path).write_text(json.dumps(reference))


def check(path: Path, acknowledged: set[str], least: int) -> None:
    """Raise AssertionError where anything is missing or damaged."""
    with open_it(path) as store:
        kept = [each.id for each in store.decisions()]
        assert acknowledged <= set(kept), f"{len(acknowledged - set(kept))} lost"
        assert len(kept) >= least
        require_whole(store._database, path)
        assert store.verify_trail().findings == (), store.verify_trail().findings
    for backup in backups(path.parent / "backups", path):
        checked_contents(backup.path, bytes(range(32)))


def rounds(times: int, seed: int) -> Counter[str]:
    """Kill ``times`` times; return how often in which work. Raises AssertionError."""
    chance = random.Random(seed)  # noqa: S311 - which moment, not a secret
    seen = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times):
            if number % _FRESH_EVERY == 0:  # else each check has more to read than the one before
                path = Path(folder) / f"lasting {number}" / "feedback.db"
                acknowledged: set[str] = set()
                open_it(path).close()
                back_up(path, bytes(range(32)), path.parent / "backups")
            work = chance.choices(list(_SHARE), list(_SHARE.values()))[0]
            after_s = chance.uniform(0.0, _LATEST_S[work])
            seen[f"killed while {work}"] += 1
            if work == "upgrading":
                old = Path(folder) / str(number) / "feedback.db"
                prepare_old(old, chance.choice((1, 2)))
                ids = killed(work, old, after_s)
                check(old, ids | {"1" * 32, "2" * 32}, 2)
                shutil.rmtree(old.parent)
            elif work == "restoring":
                _restored(path, after_s, seen)
                with open_it(path) as store:
                    acknowledged = {each.id for each in store.decisions()}
            else:
                ids = killed(work, path, after_s)
                acknowledged |= ids
                seen["decisions acknowledged"] += len(ids)
                check(path, acknowledged, 0)
    return seen


def _restored(path: Path, after_s: float, seen: Counter[str]) -> None:
    """Kill a restore; where the store says that it is not as it was left, restore it again."""
    keys = find_keys(path, OneKey())
    backup = backups(path.parent / "backups", path)[0].path
    killed("restoring", path, after_s)
    try:
        check(path, set(), 0)
    except StoreCutShort:
        seen["restored once more"] += 1
        restore(path, keys, backup, keys.data)
        check(path, set(), 0)


def main() -> None:
    """Kill, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20260301)
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    for what, number in sorted(rounds(asked.times, asked.seed).items()):
        print(f"{number:6} {what}")
    print(f"{asked.times} kills: no acknowledged decision lost, every file whole, every trail too")


if __name__ == "__main__":
    main()

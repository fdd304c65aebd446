"""SIGKILL at random moments of ``keys rotate``: ``make rotate-kill``.

A child gives the store one new key after the other, through a real keyring; the parent kills it.
Right after, the recovery key must open what lies there, then the keyring; every decision that was
kept must be there, the file whole and the audit trail without a finding. Every fifth time the
keyring loses all keys, and the recovery key must bring them back.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.connection import read_database
from radvaluer_desktop.feedback.files import unfinished
from radvaluer_desktop.feedback.key_reference import read_reference
from radvaluer_desktop.feedback.keys import find_keys
from radvaluer_desktop.feedback.recovery import (
    keep_recovery,
    make_recovery,
    recover,
    verify_recovery,
    with_recovery_key,
)
from radvaluer_desktop.feedback.recovery_key import new_recovery_key
from radvaluer_desktop.feedback.rotation import rotate
from radvaluer_desktop.feedback.store import open_store
from tests.keyring_session import forget_keys
from tests.soak.provenance import provenance
from tests.unit.feedback.samples import decision

assert sys.platform != "win32", "it forks"

_EVERY = 5


class Killed:
    """A store in ``folder`` that survives kills; says where they caught it."""

    def __init__(self, folder: Path, chance: random.Random, decisions: int) -> None:
        self.path = folder / "feedback.db"
        self.chance = chance
        self.key = new_recovery_key()
        self.kept = decisions
        self.caught: Counter[str] = Counter()
        with open_store(self.path, Keyring()) as store:
            for _ in range(decisions):
                store.keep(decision())
        keep_recovery(self.path, Keyring(), self.key, make_recovery(self.key))
        self.audit = find_keys(self.path, Keyring()).audit
        began = time.monotonic()
        rotate(self.path, Keyring())
        self.takes_s = time.monotonic() - began

    def kill_once(self, number: int) -> None:
        """Kill a rotation somewhere and see that nothing is lost."""
        keys = len(read_reference(self.path).keys)
        with _rotating(self.path) as child:
            time.sleep(self.chance.uniform(0, 1.5 * self.takes_s))
            os.kill(child, signal.SIGKILL)
        self._note(len(read_reference(self.path).keys) - keys)
        verify_recovery(self.path, self.key)
        if number % _EVERY == 0:
            forget_keys(self.path)
            recover(self.path, Keyring(), with_recovery_key(self.key))
            self.caught["recovered"] += 1
        self._must_be_whole()

    def _note(self, announced: int) -> None:
        if unfinished(self.path).exists():
            self.caught["while the new file was written"] += 1
        elif announced == 0:
            self.caught["before the new key was named"] += 1
        else:
            self.caught["elsewhere"] += 1

    def _must_be_whole(self) -> None:
        with open_store(self.path, Keyring()) as store:
            assert store.count() == self.kept
            assert store.verify_trail().findings == ()
            store.keep(decision())
            self.kept += 1
        keys = find_keys(self.path, Keyring())
        assert keys.audit == self.audit
        with closing(read_database(self.path, keys.data)) as database:
            assert database.execute("PRAGMA cipher_integrity_check").fetchall() == []
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@contextmanager
def _rotating(path: Path) -> Iterator[int]:
    """Start a child that rotates without end; the block kills it."""
    child = os.fork()
    if not child:
        try:
            while True:
                rotate(path, Keyring())
        finally:
            os._exit(1)
    yield child
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it ended by itself"


def survived(folder: Path, kills: int, seed: int, decisions: int = 300) -> Counter[str]:
    """Kill so often; return where. Raises AssertionError where anything is lost."""
    store = Killed(folder, random.Random(seed), decisions)  # noqa: S311 - no secret
    for number in range(1, kills + 1):
        store.kill_once(number)
    return store.caught


def main() -> None:
    """Kill as often as asked and print where it was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    print(provenance())
    with tempfile.TemporaryDirectory() as folder:
        caught = survived(Path(folder), arguments.kills, arguments.seed)
    print(f"{arguments.kills} kills, seed {arguments.seed}: no decision lost, every file whole,")
    print("opened with the recovery key and by the keyring each time")
    for where, times in sorted(caught.items()):
        print(f"{times:5} {where}")


if __name__ == "__main__":
    main()

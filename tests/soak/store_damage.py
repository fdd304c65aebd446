"""Flipped bits in the store and cut write-ahead logs: each must be noticed: ``make store-damage``.

A bit is flipped in a random page of a closed store; a log whose last commits are in it alone, as a
crash leaves it, is cut at a random place. Noticed means: opening, or ``radvaluer audit verify``,
ends in one of the store's own errors or in a finding.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.store import open_store
from tests.soak.one_key import OneKey, open_it
from tests.soak.provenance import provenance
from tests.unit.feedback.samples import FINDINGS, decision

assert sys.platform != "win32", "it forks"

_DECISIONS = 30


def make_closed(path: Path) -> None:
    """A store that was closed: everything is in the file."""
    with open_it(path) as store:
        for _ in range(_DECISIONS):
            store.keep(decision(findings=FINDINGS * 20))


def make_crashed(path: Path) -> None:
    """The same, and then decisions that are in the write-ahead log alone."""
    make_closed(path)
    child = os.fork()
    if not child:
        store = open_it(path)
        for _ in range(5):
            store.keep(decision())
        os._exit(0)
    os.waitpid(child, 0)


def noticed(path: Path) -> str:
    """Open and verify; return what was said, "" where nothing was."""
    try:
        with open_store(path, OneKey()) as store:
            findings = store.verify_trail().findings
    except StoreError as error:
        return type(error).__name__
    return findings[0].fault.value if findings else ""


def flip(path: Path, chance: random.Random) -> None:
    """Flip one bit anywhere in the file."""
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    """Cut the write-ahead log anywhere."""
    log = path.with_name(path.name + "-wal")
    os.truncate(log, chance.randrange(log.stat().st_size))


def damage(times: int, seed: int) -> dict[str, Counter[str]]:
    """Damage copies ``times`` times each way; return what was said."""
    chance = random.Random(seed)  # noqa: S311 - which bit, not a secret
    said = {"flipped": Counter[str](), "cut": Counter[str]()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for way, make, harm in (("flipped", make_closed, flip), ("cut", make_crashed, cut)):
            whole = folder / way / "feedback.db"
            make(whole)
            for number in range(times):
                copy = folder / f"{way}-{number}"
                shutil.copytree(whole.parent, copy)
                harm(copy / "feedback.db", chance)
                said[way][noticed(copy / "feedback.db")] += 1
                shutil.rmtree(copy)
    return said


def main() -> None:
    """Damage, and print what was said; exit code 1 where nothing was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20260301)
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    missed = 0
    for way, said in damage(asked.times, asked.seed).items():
        missed += said[""]
        for what, number in sorted(said.items()):
            print(f"{number:6} {way}: {what or 'NOT NOTICED'}")
    raise SystemExit(missed > 0)


if __name__ == "__main__":
    main()

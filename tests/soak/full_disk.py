"""A disk that fills up at random moments of drafting, deciding and batch work: ``make full-disk``.

Everything that the program writes lies on a small tmpfs in a mount namespace of its own. Each round
leaves a random number of free pages, drafts and decides until the disk is full or a few decisions
are kept, opens the store again on the full disk, makes a backup of it, runs ``radvaluer batch``
onto the disk, and then makes room. Every answer must be a declared error with words, no
acknowledged decision may be lost, and with room again everything must work as before.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.backup_files import backups
from radvaluer_desktop.feedback.integrity import checked_contents
from radvaluer_desktop.feedback.keys import find_keys
from radvaluer_desktop.feedback.records import Decision, WorkspaceText
from radvaluer_desktop.feedback.store import FeedbackStore, open_store
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.decide import Signature, accept
from radvaluer_desktop.session.draft import Drafted
from tests.soak.provenance import provenance

_PAGE = 4096
_MOUNT = 'mount -t tmpfs -o size=24m tmpfs "$1" && shift && exec "$@"'
_SENTENCES = ("Small right pleural effusion.", "右侧胸腔见少量积液。", "No pneumothorax.")
_ROWS = 40
_DECISIONS = 6
_FRESH_EVERY = 5
_log = logging.getLogger("radvaluer_desktop.soak")


class Disk:
    """The small file system, of which a filler takes what must not be free."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def leave(self, pages: int) -> None:
        """Fill the disk but for ``pages``."""
        self.free()
        with self._filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(_PAGE))
            except OSError:
                pass
        os.truncate(self._filler, max(0, self._filler.stat().st_size - pages * _PAGE))

    def free(self) -> None:
        """Make room."""
        self._filler.unlink(missing_ok=True)


class Reader:
    """Drafts, decides and keeps on ``disk``; ``acknowledged`` must never be missing again."""

    def __init__(self, disk: Disk, chance: random.Random) -> None:
        self._disk, self._chance = disk, chance
        self.answers: Counter[str] = Counter()
        self.acknowledged: dict[str, Decision] = {}
        self.base = disk.folder / "base 0"
        self._application = build_application(locations(self.base))
        for _event in self._application.load_model():
            pass

    def close(self) -> None:
        """End the worker."""
        self._application.engine.close()

    def move(self, number: int) -> None:
        """Begin with nothing, in another folder; what was kept stays in the old one."""
        self.check()
        self.acknowledged.clear()
        self.base = self._disk.folder / f"base {number}"

    def work(self) -> None:
        """Open the store and keep decisions and typing until one is refused or enough are kept."""
        try:
            with self._open() as store:
                for _ in range(_DECISIONS):
                    self._decide(store)
        except StoreError as error:
            self._refused("deciding", error)
        _log.info("worked on a full disk")

    def _open(self) -> FeedbackStore:
        return open_store(locations(self.base).feedback_database, Keyring())

    def _decide(self, store: FeedbackStore) -> None:
        decision = _decision(self._application, self._chance)
        typed = WorkspaceText(findings=decision.findings, impression=decision.draft)
        store.save_workspace(typed)
        store.keep(decision)
        self.acknowledged[decision.id] = decision
        self.answers["deciding: kept"] += 1
        store.clear_workspace()

    def _refused(self, doing: str, error: StoreError) -> None:
        assert str(error).strip()
        self.answers[f"{doing}: {type(error).__name__}"] += 1

    def look(self) -> None:
        """Read the store on the full disk."""
        try:
            with self._open() as store:
                assert {each.id for each in store.decisions()} >= set(self.acknowledged)
            self.answers["opening: all there"] += 1
        except StoreError as error:
            self._refused("opening", error)

    def back_up(self) -> None:
        """Make a backup on the full disk: a whole one, or none and all that there were."""
        database = locations(self.base).feedback_database
        if not database.exists():
            return
        folder = locations(self.base).backups
        before = {each.path for each in backups(folder, database)}
        try:
            back_up(database, find_keys(database, Keyring()).data, folder)
            self.answers["backup: made"] += 1
        except StoreError as error:
            self._refused("backup", error)
            assert before <= {each.path for each in backups(folder, database)}

    def check(self) -> None:
        """With room again: everything that was acknowledged is there, whole, and more is kept."""
        with self._open() as store:
            self._decide(store)
            kept = {each.id: each for each in store.decisions()}
            assert store.verify_trail().findings == ()
        database = locations(self.base).feedback_database
        for each in backups(locations(self.base).backups, database):
            checked_contents(each.path, find_keys(database, Keyring()).data)
        for identifier, decision in self.acknowledged.items():
            assert kept[identifier] == decision


def _decision(application: Application, chance: random.Random) -> Decision:
    findings = " ".join(chance.choices(_SENTENCES, k=chance.choice((1, 5, 60))))
    for event in application.session.draft(StudyHeader(), findings):
        if isinstance(event, Drafted):
            final = event.draft.impression + " " * chance.randint(0, 1) + "."
            return accept(event.draft, final, 1.0, Signature("here", "me"))
    raise AssertionError("no closing event")


class Batch:
    """``radvaluer batch`` with its output on the disk; what it writes in the end never differs."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder, self._output = folder, disk.folder / "out.jsonl"
        self._source = folder / "in.jsonl"
        rows = [{"id": n, "findings": _SENTENCES[n % 3] * (1 + n % 7)} for n in range(_ROWS)]
        self._source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        expected = folder / "expected.jsonl"
        assert self._run(expected).returncode == 0
        self._expected = expected.read_bytes()

    def _run(self, output: Path) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "radvaluer_desktop", "--basedir", str(output.parent / "b")]
        return subprocess.run(
            [*program, "batch", str(self._source), str(output)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def on_full_disk(self) -> str:
        """Run it; return how it ended."""
        ended = self._run(self._output)
        assert "Traceback" not in ended.stderr, ended.stderr
        if ended.returncode:
            assert "cannot be written" in ended.stderr, ended.stderr
        return f"batch: exit code {ended.returncode}"

    def with_room(self) -> None:
        """Run the same command again: it goes on, and the file is what it would have been."""
        ended = self._run(self._output)
        assert ended.returncode == 0, ended.stderr
        assert self._output.read_bytes() == self._expected
        self._output.unlink()


def inside(disk: Disk, rounds: int, seed: int) -> None:
    """Work on the disk for so many rounds; print the answers; raises AssertionError."""
    chance = random.Random(seed)  # noqa: S311 - how much room is left, not a secret
    reader = Reader(disk, chance)
    with tempfile.TemporaryDirectory() as folder:
        batch = Batch(Path(folder), disk)
        for number in range(rounds):
            if number and number % _FRESH_EVERY == 0:
                reader.move(number)
            disk.leave(chance.choice((0, 1, 3, 8, 13, 21, 34, 55, 89, 144)))
            reader.work()
            reader.look()
            reader.back_up()
            reader.answers[batch.on_full_disk()] += 1
            disk.free()
            reader.check()
            batch.with_room()
    reader.close()
    for answer, times in sorted(reader.answers.items()):
        print(f"{times:6} {answer}")
    print(f"{rounds} rounds: no acknowledged decision lost, everything works with room again")


def main() -> None:
    """Mount the disk and start again inside, or work there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--disk", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.disk:
        inside(Disk(asked.disk), asked.rounds, asked.seed)
        return
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        again = [sys.executable, "-m", "tests.soak.full_disk", "--disk", folder]
        again += ["--rounds", str(asked.rounds), "--seed", str(asked.seed)]
        command = ["unshare", "--mount", "sh", "-c", _MOUNT, "sh", folder, *again]
        sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()

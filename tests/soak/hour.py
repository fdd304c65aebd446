"""An hour of random work in one window: does it keep its size? ``make soak-hour``.

The window lives in a child of this process, which only watches: every ten seconds the resident
memory, threads and open files of the window and of its worker go to a CSV file. The verdict
compares the median memory of the last quarter with that of the first quarter after the warm-up,
and threads and open files at rest after the warm-up with those at rest at the end.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from math import nan
from pathlib import Path

import psutil

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import locations
from tests.soak.lived_in import prepare
from tests.soak.provenance import provenance
from tests.soak.watching import LivedIn

MIB = 1 << 20
WITHIN = 0.10
_WARM_UP_SHARE, _WARM_UP_S = 0.1, 60.0  # so long that everything was done once
_SETTLE_S = 35.0  # Qt ends the threads of its pool after 30 s without work


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen at one moment; memory in MiB."""

    seconds: float
    window_mib: float
    worker_mib: float
    window_threads: int
    worker_threads: int
    window_files: int
    worker_files: int
    worker_pid: int
    model: str


class Watched(LivedIn):
    """The window's process, looked at from outside."""

    def at_rest(self) -> Sample:
        """Let the window come to rest; a sample then."""
        self.order("rest")
        self.wait_for("resting")
        time.sleep(_SETTLE_S)
        sample = self.sample()
        assert sample is not None, "no worker runs at rest"
        return sample

    def sample(self) -> Sample | None:
        """Look at both processes; None where the worker is just being replaced."""
        assert self.process.poll() is None, f"the window ended: {self.process.returncode}"
        window = psutil.Process(self.process.pid)
        try:
            worker = self.worker()
            if worker is None:
                return None
            return Sample(
                round(time.monotonic() - self.started, 1),
                round(window.memory_info().rss / MIB, 2),
                round(worker.memory_info().rss / MIB, 2),
                window.num_threads(),
                worker.num_threads(),
                _open_files(window),
                _open_files(worker),
                worker.pid,
                self.model,
            )
        except psutil.Error:
            return None

    def holds(self) -> Counter[str]:
        """Names of the window's open files and threads; empty where /proc does not say."""
        folder = Path(f"/proc/{self.process.pid}")
        names: Counter[str] = Counter()
        for handle in folder.glob("fd/*"):
            with suppress(OSError):
                names[f"file {handle.readlink()}".partition(":[")[0]] += 1
        for thread in folder.glob("task/*/comm"):
            with suppress(OSError):
                names[f"thread {thread.read_text().strip()}"] += 1
        return names


def watch(watched: Watched, seconds: float, every_s: float) -> Iterator[Sample]:
    """Yield samples for ``seconds``."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(every_s)
        sample = watched.sample()
        if sample is not None:
            yield sample


@dataclass(frozen=True, slots=True)
class Findings:
    """What an hour showed."""

    samples: list[Sample]
    before: Sample
    after: Sample
    left_over: Counter[str]

    def models(self) -> list[str]:
        """Names of the models that were loaded while samples were taken."""
        return sorted({sample.model for sample in self.samples})

    def quarters(self, name: str, model: str = "") -> list[float]:
        """Median of a figure in each quarter after the warm-up; where asked, with one model."""
        size = len(self.samples) // 4
        parts = [self.samples[at * size : (at + 1) * size] for at in range(4)]
        return [
            statistics.median(
                [float(getattr(each, name)) for each in part if model in ("", each.model)] or [nan]
            )
            for part in parts
        ]

    def memory(self) -> Iterator[tuple[str, list[float], float]]:
        """Yield name, medians of the quarters and growth; the worker's with each model apart."""
        named = [("window", self.quarters("window_mib"))]
        named += [(f"worker, {each}", self.quarters("worker_mib", each)) for each in self.models()]
        for name, quarters in named:
            yield name, quarters, quarters[-1] / quarters[0] - 1

    def problems(self) -> Iterator[str]:
        """Say what is not as it must be."""
        for name, _quarters, growth in self.memory():
            if abs(growth) > WITHIN:  # of a model that was not there at both ends nothing is said
                yield f"the memory of the {name}, changed by {growth:+.1%}"
        for name in ("window_threads", "worker_threads", "window_files", "worker_files"):
            before, after = getattr(self.before, name), getattr(self.after, name)
            if before != after:
                yield f"{name} at rest: {before} before, {after} after"


def _open_files(process: psutil.Process) -> int:
    if sys.platform == "win32":
        count = process.num_handles()
    else:
        count = process.num_fds()
    return count


@contextmanager
def _csv_of(path: Path) -> Iterator[object]:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(Sample)])

        def write(sample: Sample) -> None:
            writer.writerow(astuple(sample))
            file.flush()

        yield write


def soak(basedir: Path, minutes: float, seed: int, every_s: float, output: Path) -> Findings:
    """Let a person work for ``minutes``; every sample goes to ``output``."""
    prepare(basedir, width=256, layers=4, demo=True)
    watched = Watched(basedir, seed)
    try:
        with _csv_of(output) as write:
            assert callable(write)
            seconds = minutes * 60
            watched.order("act")
            warm_up = max(_WARM_UP_S, seconds * _WARM_UP_SHARE)
            for sample in watch(watched, warm_up, every_s):
                write(sample)
            before, held_before = watched.at_rest(), watched.holds()
            watched.order("act")
            samples = []
            for sample in watch(watched, seconds - warm_up, every_s):
                write(sample)
                samples.append(sample)
            after, held_after = watched.at_rest(), watched.holds()
        watched.order("close")
        account = json.loads(watched.wait_for("account"))
        watched.process.wait(30)
    finally:
        watched.process.kill()
    print("done: " + ", ".join(f"{what} {n}" for what, n in sorted(account.items())))
    with open_store(locations(basedir).feedback_database, Keyring()) as store:
        print(f"decisions acknowledged {len(watched.kept)}, in the store {store.count()}")
        assert {decision.id for decision in store.decisions()} == watched.kept
    return Findings(samples, before, after, held_after - held_before)


def main() -> None:
    """Soak, print, and fail where something grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two samples")
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--out", type=Path, default=Path("build/soak-hour.csv"))
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}, {asked.minutes:g} minutes")
    with tempfile.TemporaryDirectory() as folder:
        found = soak(Path(folder), asked.minutes, asked.seed, asked.every, asked.out)
    for name, quarters, growth in found.memory():
        medians = "  ".join(f"{value:8.1f}" for value in quarters)
        print(f"{name:<22} MiB, median of each quarter {medians}  {growth:+.1%}")
    for name in ("window_threads", "worker_threads", "window_files", "worker_files"):
        print(f"{name:<15} at rest before {getattr(found.before, name)}, "
              f"after {getattr(found.after, name)}")  # fmt: skip
    if found.left_over:
        print(f"more than before: {dict(found.left_over)}")
    workers = len({sample.worker_pid for sample in found.samples})
    print(f"samples {len(found.samples)} in {asked.out}, worker processes seen {workers}")
    problems = list(found.problems())
    print("verdict: " + ("; ".join(problems) or "flat, and nothing left over"))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()

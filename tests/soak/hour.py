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
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import psutil

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import locations
from tests.soak.provenance import provenance

MIB = 1 << 20
WITHIN = 0.10
_WARM_UP_SHARE = 0.1
_SETTLE_S = 8.0
_ANSWER_S = 120.0


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


class Watched:
    """The window's process and what it says."""

    def __init__(self, basedir: Path, seed: int) -> None:
        command = [sys.executable, "-m", "tests.soak.lived_in", str(basedir), str(seed)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._window = psutil.Process(self._process.pid)
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self._started = time.monotonic()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)

    def order(self, what: str) -> str:
        """Tell the window what to do; return its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        return self._lines.get(timeout=_ANSWER_S)

    def at_rest(self) -> Sample:
        """Let the window come to rest; a sample then."""
        assert self.order("rest").strip() == "rest"
        time.sleep(_SETTLE_S)  # what a stop and a keyring leave behind has a few seconds to go
        sample = self.sample()
        assert sample is not None, "no worker runs at rest"
        return sample

    def sample(self) -> Sample | None:
        """Look at both processes; None where the worker is just being replaced."""
        assert self._process.poll() is None, f"the window ended: {self._process.returncode}"
        try:
            worker = self._worker()
            if worker is None:
                return None
            return Sample(
                round(time.monotonic() - self._started, 1),
                round(self._window.memory_info().rss / MIB, 2),
                round(worker.memory_info().rss / MIB, 2),
                self._window.num_threads(),
                worker.num_threads(),
                self._window.num_fds(),
                worker.num_fds(),
                worker.pid,
            )
        except psutil.Error:
            return None

    def open_files(self) -> Counter[str]:
        """What the window's file handles stand for, by name; empty where /proc does not say."""
        handles = Path(f"/proc/{self._process.pid}/fd")
        names: Counter[str] = Counter()
        for handle in handles.iterdir() if handles.is_dir() else ():
            with suppress(OSError):
                names[str(handle.readlink()).partition(":[")[0]] += 1
        return names

    def _worker(self) -> psutil.Process | None:
        for child in self._window.children():
            if child.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(child.cmdline()):
                return child
        return None

    def end(self) -> None:
        """See that nothing is left."""
        self._process.wait(30)

    def kill(self) -> None:
        """End it whatever it does."""
        self._process.kill()


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
    files_left: Counter[str]

    def quarters(self, name: str) -> list[float]:
        """Median of a figure in each quarter after the warm-up."""
        values = [float(getattr(sample, name)) for sample in self.samples]
        size = len(values) // 4
        return [statistics.median(values[at * size : (at + 1) * size]) for at in range(4)]

    def growth(self, name: str) -> float:
        """Last quarter against the first, as a fraction."""
        quarters = self.quarters(name)
        return quarters[-1] / quarters[0] - 1

    def problems(self) -> Iterator[str]:
        """Say what is not as it must be."""
        for name in ("window_mib", "worker_mib"):
            if self.growth(name) > WITHIN:
                yield f"{name} grew by {self.growth(name):.1%}"
        for name in ("window_threads", "worker_threads", "window_files", "worker_files"):
            before, after = getattr(self.before, name), getattr(self.after, name)
            if before != after:
                yield f"{name} at rest: {before} before, {after} after"


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
    watched = Watched(basedir, seed)
    try:
        with _csv_of(output) as write:
            assert callable(write)
            seconds = minutes * 60
            assert watched.order("act").strip() == "act"
            for sample in watch(watched, seconds * _WARM_UP_SHARE, every_s):
                write(sample)
            before, files_before = watched.at_rest(), watched.open_files()
            watched.order("act")
            samples = []
            for sample in watch(watched, seconds * (1 - _WARM_UP_SHARE), every_s):
                write(sample)
                samples.append(sample)
            after, files_after = watched.at_rest(), watched.open_files()
        account = json.loads(watched.order("close"))
        watched.end()
    except BaseException:
        watched.kill()
        raise
    print("done: " + ", ".join(f"{what} {n}" for what, n in sorted(account["done"].items())))
    with open_store(locations(basedir).feedback_database, Keyring()) as store:
        print(f"decisions acknowledged {account['kept']}, in the store {store.count()}")
        assert store.count() == account["kept"]
    return Findings(samples, before, after, files_after - files_before)


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
    for name in ("window_mib", "worker_mib"):
        quarters = "  ".join(f"{value:8.1f}" for value in found.quarters(name))
        print(f"{name:<15} median of each quarter {quarters}  {found.growth(name):+.1%}")
    for name in ("window_threads", "worker_threads", "window_files", "worker_files"):
        print(f"{name:<15} at rest before {getattr(found.before, name)}, "
              f"after {getattr(found.after, name)}")  # fmt: skip
    if found.files_left:
        print(f"opened since: {dict(found.files_left)}")
    workers = len({sample.worker_pid for sample in found.samples})
    print(f"samples {len(found.samples)} in {asked.out}, worker processes seen {workers}")
    problems = list(found.problems())
    print("verdict: " + ("; ".join(problems) or "flat, and nothing left over"))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()

"""A hundred thousand decisions of 20 stations, exported, verified, merged: ``make bench-export``.

Each station keeps its share and exports twice, so that the files overlap: the first half of the
year, then all of it from a month before its middle on. The lead's store takes the files of all of
them, then all of them once more. Every step runs in a process of its own, whose largest resident
memory is its own figure; that of the processes which de-identify is added, each at its largest.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pyrage

from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.merge import Merged, merge_export
from radvaluer_desktop.feedback.export.review import code_of, make_review
from radvaluer_desktop.feedback.export.rows import Request
from radvaluer_desktop.feedback.export.verify import verify_export
from radvaluer_desktop.feedback.export.writing import Approval, write_export
from radvaluer_desktop.feedback.selecting import Selection
from tests.bench.store import Ours, decisions
from tests.soak.provenance import provenance

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """How many decisions of how many stations, and what de-identifies."""

    folder: Path
    decisions: int
    stations: int
    workers: int
    seed: int

    @property
    def each(self) -> int:
        """Decisions of one station."""
        return self.decisions // self.stations


def fill(plan: Plan, station: int) -> int:
    """Make the store of a station, or go on with it; return how many it holds."""
    made = Ours(_made(plan.folder / f"station-{station}"))
    left = plan.each - made.count()
    kept = decisions(left, plan.seed + station) if left else iter(())
    while batch := list(itertools.islice(kept, _BATCH)):
        made.store.merge(batch, "")
    return made.count()


def export(plan: Plan, station: int, *, identifiers: bool, form: str, recipient: str) -> list[int]:
    """Export a station's decisions in two files that overlap by a tenth; return their rows."""
    store = Ours(plan.folder / f"station-{station}").store
    half, tenth = plan.each // 2, plan.each // 10
    written = []
    for name, last in (("first", half + tenth), ("all", plan.each)):
        request = Request(
            Form(form), Selection(last=last), identifiers=identifiers, workers=plan.workers
        )
        review, request = make_review(store, request)
        target = plan.folder / f"{station}-{name}-{form}{'' if not identifiers else '-named'}"
        approval = Approval("bench", code_of(request, review), f"station-{station}")
        written.append(write_export(store, request, target, recipient, approval).rows)
    return written


def verify(files: list[Path], secrets: list[str] | None) -> int:
    """Verify files; return their rows."""
    return sum(verify_export(file, secrets).rows for file in files)


def merge(plan: Plan, name: str, files: list[Path], secrets: list[str] | None) -> list[int]:
    """Merge files into a lead's store; return what was new, there and refused."""
    made = Ours(_made(plan.folder / name))
    total = Merged()
    for file in files:
        total += merge_export(made.store, file, secrets)
    return [total.new, total.there, total.refused, made.count()]


def measured(name: str, rows: int, work: Callable[..., Any], *values: Any, **more: Any) -> Any:
    """Run ``work`` in a process of its own; print its speed and its largest memory."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    began = time.perf_counter()
    process = spawn.Process(target=_child, args=(theirs, work, values, more))
    process.start()
    theirs.close()
    result, seconds, own, children = ours.recv()
    process.join()
    print(
        f"{name:<34} {rows / seconds:>9.0f} rows/s  {seconds:>7.1f} s  {own:>4.0f} MiB"
        + (f" and {children:.0f} MiB in its processes" if children else ""),
        flush=True,
    )
    return result, {
        "rows": rows, "seconds": seconds, "mib": own, "children_mib": children,
        "with_start_s": time.perf_counter() - began,
    }  # fmt: skip


def _child(pipe: Any, work: Callable[..., Any], values: Any, more: Any) -> None:
    watch = _Watch()
    began = time.perf_counter()
    result = work(*values, **more)
    seconds = time.perf_counter() - began
    own = 0.0
    if sys.platform != "win32":
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pipe.send((result, seconds, own, watch.end()))


class _Watch(threading.Thread):
    """Adds up the largest memory of each child process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._most: dict[int, int] = {}
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.5):
            for child in psutil.Process().children(recursive=True):
                try:
                    now = child.memory_info().rss
                except psutil.Error:
                    continue
                self._most[child.pid] = max(now, self._most.get(child.pid, 0))

    def end(self) -> float:
        self._over.set()
        self.join()
        largest = sorted(self._most.values(), reverse=True)[:64]
        return max(largest, default=0) / 2**20 * min(len(largest), _at_once())


def _at_once() -> int:
    return max(1, (psutil.cpu_count() or 1))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def main() -> None:
    """Measure all of it; stops where a count is not exact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--stations", type=int, default=20)
    parser.add_argument("--workers", type=int, default=0, help="processes that de-identify")
    parser.add_argument("--deidentified", type=int, default=1, help="stations that do so; the "
                        "others export with identifiers")  # fmt: skip
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--out", type=Path, help="the figures as JSON")
    parser.add_argument("--folder", type=Path, help="keep the stations there, or take them as they "
                        "are; without --export they are only filled")  # fmt: skip
    parser.add_argument("--export", action="store_true", help="of stations in --folder")
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = asked.folder or Path(folder)
        plan = Plan(place, asked.decisions, asked.stations, asked.workers, asked.seed)
        _filled(plan)
        if asked.folder and not asked.export:
            return
        figures = run(plan, asked.deidentified)
    if asked.out:
        asked.out.write_text(json.dumps(figures, indent=1), "utf-8")


def _filled(plan: Plan) -> None:
    for station in range(plan.stations):
        count, _ = measured(f"station {station} filled", plan.each, fill, plan, station)
        assert count == plan.each, count


def run(plan: Plan, deidentified: int) -> dict[str, Any]:
    """Export, verify and merge."""
    figures: dict[str, Any] = {}
    first, files, secrets = plan.each // 2 + plan.each // 10, [], []
    for station in range(plan.stations):
        identity = pyrage.x25519.Identity.generate()
        secrets.append(str(identity))
        identifiers = station >= deidentified
        rows, figure = measured(
            f"station {station} {'as kept' if identifiers else 'de-identified'}",
            2 * (first + plan.each),  # each row is made for the review and for the file
            export, plan, station, identifiers=identifiers, form="jsonl",
            recipient=str(identity.to_public()),
        )  # fmt: skip
        assert rows == [first, plan.each], rows
        figures["export as kept" if identifiers else "export de-identified"] = figure
        suffix = "-named" if identifiers else ""
        files += [plan.folder / f"{station}-{name}-jsonl{suffix}" for name in ("first", "all")]
    everything = plan.stations * (first + plan.each)
    rows, figures["verify"] = measured("verify", everything, verify, files, secrets)
    assert rows == everything, rows
    whole = plan.stations * plan.each
    merged, figures["merge"] = measured("merge", everything, merge, plan, "lead", files, secrets)
    assert merged == [whole, everything - whole, 0, whole], merged
    merged, figures["again"] = measured(
        "merge again", everything, merge, plan, "lead", files, secrets
    )
    assert merged == [0, everything, 0, whole], merged
    print(f"exact: {whole} decisions of {everything} rows in {len(files)} files", flush=True)
    return figures


if __name__ == "__main__":
    main()

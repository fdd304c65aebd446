"""What ``feedback stats`` takes over many decisions: seconds and memory.

The store is one of ``tests.bench.store``, filled here where it holds too few decisions; one of an
earlier version is upgraded. First what was not counted before is counted. Then the counted rows,
which hold no text, are spread over three years, five body systems, two languages, three houses and
twelve radiologists, and everything of ``stats`` is asked for, in a process of its own.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.statistics import GROUPINGS, RADIOLOGIST, statistics_of
from tests.bench.store import Ours, decisions
from tests.soak.provenance import provenance

_SPREAD = """
    UPDATE figures SET decided_on = date('2023-01-02', (serial * 1095 / :number) || ' days'),
        system = json_extract('["chest","abdomen","head","musculoskeletal",""]',
            '$[' || (serial % 5) || ']'),
        language = iif(serial % 3, 'en', 'zh'), institution = 'house ' || (serial % 3),
        radiologist_id = 'r-' || (serial % 12),
        verdict = iif(serial % 10, iif(rouge_l = 1, 'accepted', 'edited'), 'rejected')
"""


def fill(folder: Path, number: int, seed: int) -> None:
    """See that the store holds so many decisions, all counted and spread."""
    ours = Ours(folder)
    if ours.count() < number:
        ours.fill(itertools.islice(decisions(number, seed), ours.count(), None))
    began = time.perf_counter()
    filled = ours.store.fill_figures()
    print(f"{filled} counted that were not: {time.perf_counter() - began:.1f} s", flush=True)
    ours.database.execute(_SPREAD, {"number": ours.count()})
    ours.database.conn.commit()
    ours.store.close()


def count(folder: Path) -> None:
    """Ask for everything; print what it took."""
    store = Ours(folder).store
    before = _peak()
    began = time.perf_counter()
    found = statistics_of(store, Chosen(), (*GROUPINGS, RADIOLOGIST), least=10)
    took = time.perf_counter() - began
    groups = sum(map(len, found.tally.groups.values()))
    print(
        f"{found.tally.whole.decisions} decisions, {groups} groups: {took:.1f} s; peak of the "
        f"process {_peak():.0f} MiB, of which {before:.0f} before",
        flush=True,
    )


def _peak() -> float:
    """MiB that this program held at most; Linux, whose ru_maxrss would count its parent too."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Fill in this process, count in another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="keep the store there, and go on with it")
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--count-only", action="store_true", help="of a store filled before")
    asked = parser.parse_args()
    if asked.count_only:
        count(asked.folder)
        return
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = asked.folder or Path(folder)
        fill(place, asked.decisions, asked.seed)
        command = [sys.executable, "-m", "tests.bench.stats", "--count-only", "--folder", place]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

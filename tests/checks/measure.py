"""How good the checks are: ``python -m tests.checks.measure``.

Prints tables; ``--json FILE`` writes the same figures. ``--show KIND N`` and ``--read N`` print
text of real reports, for work at the desk: never commit what they print. English needs the folder
of real reports in ``RADVALUER_REPORTS``; Chinese stands beside this file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.scoring import Scorer
from tests.checks.measuring.other import measure_agreement, measure_fuzz, measure_time
from tests.checks.measuring.planted import failures, measure_planted, planted_table
from tests.checks.measuring.real import (
    alarms_table,
    measure_alarms,
    measure_mismatched,
    to_read,
    unflagged,
)
from tests.checks.measuring.statistics import table
from tests.checks.planting.sources import REPORTS_ENV, reports_folder

PARTS = ("planted", "mismatched", "alarms", "agreement", "time", "fuzz")


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _planted(checker: Checker, languages: list[str]) -> list[dict[str, Any]]:
    rows = measure_planted(checker, languages)
    _say("\nPlanted errors (any: an issue of any kind points at the error)")
    _say(planted_table(rows))
    return rows


def _mismatched(checker: Checker, languages: list[str]) -> list[dict[str, Any]]:
    rows = measure_mismatched(checker, languages)
    _say("\nFindings under another report's impression")
    body = [
        [
            row["language"],
            str(row["pairs"]),
            f"{row['flagged']:.1%} ({row['flagged_95'][0]:.1%}-{row['flagged_95'][1]:.1%})",
            " ".join(f"{kind}:{count}" for kind, count in row["kinds"].items()),
        ]
        for row in rows
    ]
    _say(table(["lang", "pairs", "flagged (95 %)", "pairs by kind"], body))
    return rows


def _alarms(checker: Checker, folder: Path) -> list[dict[str, Any]]:
    rows = measure_alarms(checker, folder)
    _say("\nIssues on radiologists' own pairs, unedited")
    _say(alarms_table(rows))
    return rows


def _agreement(scorer: Scorer, folder: Path) -> dict[str, Any]:
    row = measure_agreement(scorer, folder)
    _say(f"\nSpearman with the mean rating, {row['candidates']} candidates")
    for name in ("score", "rouge_l", "mean_of_both"):
        _say(f"  {name:13} {row[name]:.3f}")
    return row


def _time(checker: Checker, languages: list[str]) -> list[dict[str, Any]]:
    rows = measure_time(checker, languages)
    _say("\nMilliseconds a check of a report of 400 words")
    body = [
        [row["language"], *(f"{row[n]:.1f}" for n in ("p50_ms", "p99_ms", "longest_ms"))]
        for row in rows
    ]
    _say(table(["lang", "p50", "p99", "longest"], body))
    return rows


def _fuzz(checker: Checker, scorer: Scorer, count: int) -> dict[str, Any]:
    row = measure_fuzz(checker, scorer, count)
    slowest = f"longest {row['longest_ms']:.0f} ms (text {row['slowest_text']})"
    _say(f"\n{row['texts']} random texts, {slowest}")
    for name, times in row["failed"].items():
        _say(f"  {times} × {name}")
    _say(f"  exceptions: {sum(row['failed'].values())}")
    return row


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--language", choices=["en", "zh"], help="one language alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument("--fuzz", type=int, default=10_000, metavar="N", help="random texts")
    parser.add_argument(
        "--show",
        nargs=2,
        metavar=("KIND", "N"),
        help="print N cases of a kind that went wrong (or of 'mismatched'), and stop",
    )
    parser.add_argument(
        "--read", type=int, metavar="N", help="print N issues on real pairs, and stop"
    )
    parser.add_argument("--seed", type=int, default=1, help="which issues --read prints")
    return parser.parse_args()


def _desk(options: argparse.Namespace, checker: Checker, languages: list[str]) -> Iterable[str]:
    """The texts for the desk that were asked for."""
    if options.show:
        kind, count = options.show[0], int(options.show[1])
        if kind == "mismatched":
            return unflagged(checker, languages, count)
        return failures(checker, kind, languages, count)
    folder = reports_folder()
    return to_read(checker, folder, options.read, options.seed) if folder else []


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    checker, scorer = Checker(), Scorer()
    folder = reports_folder()
    languages = [options.language] if options.language else ["en", "zh"]
    if options.show or options.read:
        for text in _desk(options, checker, languages):
            _say(text)
        return
    if folder is None:
        _say(f"{REPORTS_ENV} names no folder: Chinese alone.")
    runs: dict[str, Callable[[], Any]] = {
        "planted": lambda: _planted(checker, languages),
        "mismatched": lambda: _mismatched(checker, languages),
        "time": lambda: _time(checker, languages),
        "fuzz": lambda: _fuzz(checker, scorer, options.fuzz),
    }
    if folder is not None:
        runs["alarms"] = lambda: _alarms(checker, folder)
        runs["agreement"] = lambda: _agreement(scorer, folder)
    figures = {part: runs[part]() for part in options.only if part in runs}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

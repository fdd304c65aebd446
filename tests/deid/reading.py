"""Real reports to read at the desk; what is printed here is never committed."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.deidentify import Deidentifier
from tests.checks.planting.sources import REPORTS_ENV, reports_folder

_OPEN_I = 64


def sample(seed: int) -> Iterator[tuple[str, str]]:
    """Yield the 36 of MTSamples and 64 of Open-i, drawn by ``seed``."""
    folder = reports_folder()
    if folder is None:
        raise SystemExit(f"{REPORTS_ENV} names no folder.")
    for line in (folder / "mtsamples_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], f"{row['name']}\n{row['findings']}\n{row['impression']}"
    with (folder / "openi_train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in random.Random(seed).sample(rows, _OPEN_I):  # noqa: S311
        yield f"openi{row['id']}", f"{row['findings']}\n{row['impression']}"


def told(name: str, text: str, deidentifier: Deidentifier) -> str:
    """Return each replacement with what stands around it."""
    lines = [f"== {name}, {len(text.split())} words\n"]
    for each in deidentifier.replace(text).replacements:
        around = text[max(0, each.start - 40) : each.end + 40].replace("\n", "⏎")
        lines.append(f"  {each.kind} {each.rule} {each.original!r} in {around!r}\n")
    return "".join(lines)

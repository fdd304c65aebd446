"""The studies of a day: real English reports where this computer has some, synthetic ones else."""

from __future__ import annotations

import csv
import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus import make_reports

_FOLDER = os.environ.get("RADVALUER_REPORTS", "")
_SEED = 23

Row = dict[str, object]


def day(count: int, *, synthetic: bool) -> list[Row]:
    """Return ``count`` studies as rows of a worklist, English and Chinese in turn."""
    english = _synthetic(Language.ENGLISH) if synthetic or not _FOLDER else _real()
    turns = zip(english, _synthetic(Language.CHINESE), strict=False)
    rows = itertools.islice(itertools.chain.from_iterable(turns), count)
    return [{**row, "accession": f"DAY-{at:04}"} for at, row in enumerate(rows, start=1)]


def as_lines(rows: list[Row]) -> str:
    """Return them as JSON Lines, as they are pasted."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def _real() -> Iterator[Row]:
    path = Path(_FOLDER) / "openi_train.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {"findings": row["findings"], "modality": "radiograph", "system": "chest"}


def _synthetic(language: Language) -> Iterator[Row]:
    for report in make_reports(_SEED, "test", languages=(language,)):
        header = report.header
        named = {"modality": header.modality, "system": header.body_system, "sex": header.sex}
        values = {name: value.value for name, value in named.items() if value is not None}
        yield {"findings": report.findings, "age": header.age, **values}

"""A synthetic report as a row of a data set, for ``radvaluer corpus`` and ``evaluate``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from radvaluer_desktop.training.corpus.reports import SyntheticReport


def row(report: SyntheticReport, id_: str) -> dict[str, Any]:
    """Return the report as plain values; what the exam header does not know is left out."""
    header = {name: value for name, value in asdict(report.header).items() if value is not None}
    header.pop("body_system", None)  # the column "system" tells it of every row
    return {
        "id": id_,
        "findings": report.findings,
        "impression": report.impression,
        "second": report.second,
        "system": report.system.value,
        "language": report.language.value,
        "institution": report.institution,
        "combination": report.combination,
        "new_words": list(report.new_words),
        **header,
    }

"""Reads reports with the impression that a radiologist wrote, from CSV or JSON Lines.

Columns: ``findings`` and ``impression``; where there, ``id``, ``language``, ``system``,
``institution``, the fields of the exam header, ``second`` (another impression for the same facts)
and ``new_words`` (words that stand in no training report; in CSV parted by ``;``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.report.cleaning import clean_text
from radvaluer_desktop.report.columns import UnknownValues, header_of, label_of, text_of
from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.report.table import table_rows


class ReportsInvalid(InputError):
    """A file of reports cannot be read as one."""

    what = "Line {line} of {path} is not usable: {problem}. Nothing was measured."
    next_step = (
        "The file must be CSV with a line of column names, or JSON Lines, with 'findings' and "
        "'impression' as text and no 'id' twice."
    )


class NoReports(InputError):
    """Nothing in the file can be measured."""

    what = "{path} holds no report with findings and an impression."
    next_step = "Check whether it is the right file."


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A report with its reference impression. Texts are clean and stay out of ``repr``."""

    id: str | int
    findings: str = field(repr=False)
    impression: str = field(repr=False)
    language: Language
    header: StudyHeader = field(default_factory=StudyHeader, repr=False)
    system: str = ""
    institution: str = ""
    second: str | None = field(default=None, repr=False)
    new_words: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ReportSet:
    """The reports of one file.

    ``sha256`` names what was read; ``left_out``: rows without findings or without an impression;
    ``unknown``: how often a column held a value that this program does not know.
    """

    name: str
    reports: tuple[LabelledReport, ...]
    sha256: str
    left_out: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict)


def read_reports(path: Path, text: str, *, unique: bool = True) -> ReportSet:
    """Parse the whole file: JSON Lines where its name says so, else CSV.

    ``unique``: an id must not stand twice. Raises ReportsInvalid or NoReports.
    """
    reports: list[LabelledReport] = []
    seen: set[str] = set()
    unknown: UnknownValues = Counter()
    left_out = 0
    for number, row in enumerate(table_rows(path, text), start=1):
        if row.problem:
            raise ReportsInvalid(path=path, line=row.line, problem=row.problem)
        report = _report(path, row.line, row.values, number, unknown)
        if unique and str(report.id) in seen:
            raise ReportsInvalid(path=path, line=row.line, problem="its id was there before")
        seen.add(str(report.id))
        if report.findings.strip() and report.impression.strip():
            reports.append(report)
        else:
            left_out += 1
    if not reports:
        raise NoReports(path=path)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return ReportSet(path.name, tuple(reports), digest, left_out, _by_column(unknown))


def _by_column(unknown: UnknownValues) -> Mapping[str, int]:
    """Return how many values of each column were unknown: figures may leave, values may not."""
    counted: Counter[str] = Counter()
    for (column, _value), times in unknown.items():
        counted[column] += times
    return dict(counted)


def _report(
    path: Path, line: int, row: Mapping[str, Any], number: int, unknown: UnknownValues
) -> LabelledReport:
    for name in ("findings", "impression"):
        if not isinstance(row.get(name), str):
            raise ReportsInvalid(path=path, line=line, problem=f"it has no '{name}' as text")
    identifier = row.get("id", number)
    if type(identifier) not in (str, int) or clean_text(str(identifier)) != str(identifier):
        raise ReportsInvalid(path=path, line=line, problem="its 'id' is neither text nor a number")
    findings = clean_text(row["findings"])
    return LabelledReport(
        id=identifier,
        findings=findings,
        impression=clean_text(row["impression"]),
        language=_language(row, findings, unknown),
        header=header_of(row, unknown),
        system=label_of(row, "system"),
        institution=label_of(row, "institution"),
        second=text_of(row, "second"),
        new_words=_words(row.get("new_words")),
    )


def _language(row: Mapping[str, Any], findings: str, unknown: UnknownValues) -> Language:
    name = label_of(row, "language")
    with suppress(ValueError):
        return Language(name.lower())
    if name:
        unknown["language", name] += 1
    return detect_language(findings)


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list):
        return ()
    words = [clean_text(word).strip() for word in value if isinstance(word, str)]
    return tuple(dict.fromkeys(word for word in words if word))

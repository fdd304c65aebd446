"""A department's own reports: reads them, says what cannot be used, and holds a part out.

No message here ever quotes a report: a row is named by its line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.report.cleaning import clean_text, normalised
from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.study import BodySystem, Language, StudyHeader
from radvaluer_desktop.report.table import table_rows

_COLUMNS = ("findings", "impression", "system", "language", "institution", "id")
FEWEST_ROWS = 20


class DataUnreadable(InputError):
    """The file is no table of reports."""

    what = QT_TRANSLATE_NOOP("errors", "{path} cannot be learnt from: {problem}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Give a CSV file with a line of column names, or JSON Lines, with 'findings' and "
        "'impression'.",
    )


class DataTooFew(InputError):
    """Too few rows can be used."""

    what = QT_TRANSLATE_NOOP("errors", "Only {count} rows of {path} can be used.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Give at least {fewest}; hundreds are needed for a useful model."
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One report of a department. ``key`` orders the rows, so that parts are always the same."""

    header: StudyHeader
    findings: str
    impression: str
    language: Language
    institution: str
    key: str

    @property
    def normalised_findings(self) -> str:
        """Findings as they are compared: lower case, white space folded."""
        return normalised(self.findings)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that cannot be used, by the line it begins on, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class DepartmentData:
    """What a file holds."""

    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows to learn from, to end the run by, and to measure on. ``dropped``: stood in two parts."""

    learn: tuple[Row, ...]
    development: tuple[Row, ...]
    test: tuple[Row, ...]
    dropped: int


def read_department(path: Path, text: str) -> DepartmentData:
    """Return the rows of a file's text; JSON Lines where its name says so, otherwise CSV.

    Raises DataUnreadable where it is no table, DataTooFew where hardly a row can be used.
    """
    rows, skipped = [], []
    for entry in table_rows(path, text):
        if entry.last:
            raise DataUnreadable(path=path, problem=f"line {entry.line}: {entry.problem}")
        row = entry.problem or _row(entry.values)
        if isinstance(row, str):
            skipped.append(Skipped(entry.line, row))
        else:
            rows.append(row)
    if len(rows) < FEWEST_ROWS:
        raise DataTooFew(path=path, count=len(rows), fewest=FEWEST_ROWS)
    return DepartmentData(tuple(rows), tuple(skipped))


def _row(entry: Mapping[str, Any]) -> Row | str:
    """Return the row of an entry, or what is wrong with it (without quoting it)."""
    values = {name: entry.get(name) for name in _COLUMNS}
    findings, impression = _text(values["findings"]), _text(values["impression"])
    if not findings:
        return "it has no findings"
    if not impression:
        return "it has no impression"
    system = _text(values["system"]).lower().replace("_", "-")
    if system and system not in set(BodySystem):
        return "its system is none of " + ", ".join(BodySystem)
    language = _text(values["language"]).lower()
    if language and language not in set(Language):
        return "its language is none of " + ", ".join(Language)
    identifier = values["id"]
    named = identifier not in (None, "")
    return Row(
        header=StudyHeader(body_system=BodySystem(system) if system else None),
        findings=findings,
        impression=impression,
        language=Language(language) if language else detect_language(findings),
        institution=_label(values["institution"]),
        key=_digest(str(identifier) if named else normalised(findings)),
    )


def _text(value: object) -> str:
    return clean_text(value).strip() if isinstance(value, str) else ""


def _label(value: object) -> str:
    """Return a text, or a whole number as text: JSON may number institutions."""
    return str(value) if type(value) is int else _text(value)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def split(rows: Sequence[Row], development: float, test: float) -> Parts:
    """Hold out the last rows by the SHA-256 of their id (or findings), in shares of all.

    ``test`` comes last, ``development`` before it, each of one row at least. Rows whose normalised
    findings stand in a later part are dropped from the earlier one; equal impressions stay.
    """
    ordered = sorted(rows, key=lambda row: row.key)
    count = len(ordered)
    test_from = count - max(1, round(count * test))
    development_from = test_from - max(1, round(count * development))
    tested = ordered[test_from:]
    held = _without(ordered[development_from:test_from], tested)
    learnt = _without(ordered[:development_from], [*held, *tested])
    dropped = count - len(learnt) - len(held) - len(tested)
    return Parts(tuple(learnt), tuple(held), tuple(tested), dropped)


def _without(rows: Sequence[Row], later: Sequence[Row]) -> list[Row]:
    known = {row.normalised_findings for row in later}
    return [row for row in rows if row.normalised_findings not in known]

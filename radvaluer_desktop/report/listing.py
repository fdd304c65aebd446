"""Reads the studies of a worklist: a folder of texts, CSV, JSON Lines, a text, what was pasted.

Columns: ``findings``, and where there ``id``, ``accession``, ``study`` (a pseudonym) and those of
the exam header (``columns``). A row that is none is left out and named by its file and line, never
quoted: it holds patient text. Of a header only the values that are not known are told.
"""

from __future__ import annotations

import io
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.report.cleaning import clean_text
from radvaluer_desktop.report.columns import UnknownValues, header_of, label_of
from radvaluer_desktop.report.decoding import decode_report
from radvaluer_desktop.report.sections import second_report
from radvaluer_desktop.report.table import newline_of, streamed_rows
from radvaluer_desktop.report.worklist import ListedStudy

TABLES = frozenset({".csv", ".jsonl", ".ndjson", ".json"})
TEXTS = frozenset({".txt", ".text"})
_MOST = 1000  # more than anybody reads in a day; each keeps its findings in memory
_LARGEST = 64 * 2**20  # bytes
_PARTED = re.compile(r"^[ \t]*(?:-{3,}|={3,}|\f)[ \t]*$", re.MULTILINE)
_PASTED = Path("pasted.csv"), Path("pasted.jsonl")


# Why something is no study; the window translates these sentences and shows others as they are.
NO_FINDINGS = QT_TRANSLATE_NOOP("listing", "it holds no findings")
EMPTY = QT_TRANSLATE_NOOP("listing", "its findings are empty")
NO_TEXT = QT_TRANSLATE_NOOP("listing", "it has no 'findings' as text")
TOO_LARGE = QT_TRANSLATE_NOOP("listing", "it is too large")
UNCLEAR = QT_TRANSLATE_NOOP("listing", "it is no text in a clear encoding")
SECOND = QT_TRANSLATE_NOOP("listing", "another report begins here")
REST = QT_TRANSLATE_NOOP("listing", "it and what follows is more than a list can hold")
OF_TABLES = (  # the words of ``table``
    QT_TRANSLATE_NOOP("listing", "it has no column 'findings', or several"),
    QT_TRANSLATE_NOOP("listing", "it is no CSV"),
    QT_TRANSLATE_NOOP("listing", "it is no JSON"),
    QT_TRANSLATE_NOOP("listing", "it is no JSON object"),
    QT_TRANSLATE_NOOP("listing", "it is too long"),
)


class NothingListed(InputError):
    """Not one study could be read. ``problem`` is that of the first that was left out."""

    what = QT_TRANSLATE_NOOP(
        "errors", "No study was read from {name}: {problem}. The worklist is as it was."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Open a folder of text files, a CSV file with a column 'findings', or JSON Lines with "
        "'findings' as text.",
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row or a file that is no study: where (``line`` 0: the whole file), and why."""

    name: str
    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class StudiesRead:
    """What was read; ``unknown``: columns and values of headers that this program does not know."""

    studies: tuple[ListedStudy, ...]
    left_out: tuple[LeftOut, ...] = ()
    # A value is a patient's text where columns have moved.
    unknown: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def read_studies(paths: Iterable[Path]) -> StudiesRead:
    """Read files and folders in their order. Raises NothingListed where there is no study."""
    unknown: UnknownValues = Counter()
    names, found = [], []
    for path in paths:
        names.append(path.name)
        for file in _files(path):
            found += _of_file(file, unknown)
    return _result(found, unknown, ", ".join(names))


def read_pasted(text: str) -> StudiesRead:
    """Read pasted CSV or JSON Lines, else reports parted by lines of ``---`` or ``===``.

    Raises NothingListed.
    """
    unknown: UnknownValues = Counter()
    head = text.lstrip().partition("\n")[0]
    table, lines = _PASTED
    if head.startswith("{"):
        found = list(_of_table(lines, text.lstrip(), unknown))
    elif "," in head and "findings" in [name.strip(' "').lower() for name in head.split(",")]:
        found = list(_of_table(table, text.lstrip(), unknown))
    else:
        parts = [part for part in _PARTED.split(clean_text(text)) if part.strip()]
        found = [_of_text(str(number), part, "") for number, part in enumerate(parts, start=1)]
    return _result(found, unknown, "")


def _result(found: list[ListedStudy | LeftOut], unknown: UnknownValues, name: str) -> StudiesRead:
    studies = tuple(each for each in found if isinstance(each, ListedStudy))
    left_out = tuple(each for each in found if isinstance(each, LeftOut))
    if not studies:
        first = left_out[0] if left_out else LeftOut(name, 0, NO_FINDINGS)
        raise NothingListed(name=first.name or name, problem=first.problem)
    if len(studies) > _MOST:
        rest = LeftOut(name, _MOST + 1, REST)
        studies, left_out = studies[:_MOST], (*left_out, rest)
    return StudiesRead(studies, left_out, tuple(unknown))


def _files(path: Path) -> list[Path]:
    """Return the file, or what of a folder can be read, by name."""
    if not path.is_dir():
        return [path]
    try:
        files = sorted(path.iterdir(), key=lambda each: each.name)
    except OSError as error:
        raise NothingListed(name=path.name, problem=error.strerror) from error
    return [file for file in files if file.suffix.lower() in TABLES | TEXTS and file.is_file()]


def _of_file(path: Path, unknown: UnknownValues) -> list[ListedStudy | LeftOut]:
    try:
        if path.stat().st_size > _LARGEST:
            return [LeftOut(path.name, 0, TOO_LARGE)]
        text = decode_report(path.read_bytes())
    except OSError as error:
        return [LeftOut(path.name, 0, error.strerror or "it cannot be read")]
    if text is None:
        return [LeftOut(path.name, 0, UNCLEAR)]
    if path.suffix.lower() in TABLES:
        return list(_of_table(path, text, unknown))
    return [_of_text(path.stem, text, path.name)]


def _of_text(source: str, text: str, name: str) -> ListedStudy | LeftOut:
    text = clean_text(text).strip()
    if not text:
        return LeftOut(name, 0, NO_FINDINGS)
    line = second_report(text)
    if line is not None:
        return LeftOut(name, line, SECOND)
    return ListedStudy(_new_id(), source, text)


def _of_table(path: Path, text: str, unknown: UnknownValues) -> Iterator[ListedStudy | LeftOut]:
    file = io.StringIO(text, newline=newline_of(path))
    name = "" if path in _PASTED else path.name
    for number, row in enumerate(streamed_rows(path, file, ("findings",)), start=1):
        problem = row.problem or _problem(row.values)
        if problem:
            yield LeftOut(name, row.line, problem)
        else:
            yield _of_row(row.values, number, unknown)


def _problem(row: Mapping[str, Any]) -> str:
    findings = row.get("findings")
    if not isinstance(findings, str):
        return NO_TEXT
    if not clean_text(findings).strip():
        return EMPTY
    return ""


def _of_row(row: Mapping[str, Any], number: int, unknown: UnknownValues) -> ListedStudy:
    names = (label_of(row, column) for column in ("study", "pseudonym"))
    header = replace(
        header_of(row, unknown),
        pseudonym=next(filter(None, names), None),
        order=label_of(row, "order") or None,  # each in one line, as the window shows it
        indication=label_of(row, "indication") or None,
        prior=label_of(row, "prior") or None,
    )
    return ListedStudy(
        _new_id(),
        source=label_of(row, "id") or str(number),
        findings=clean_text(row["findings"]).strip(),
        header=header,
        accession=label_of(row, "accession") or None,
    )


def _new_id() -> str:
    return uuid.uuid4().hex

"""Drafts many reports from one file to another, so that a killed run loses and repeats nothing.

Input: JSON Lines with ``id`` and ``findings``. Output: one line a row, in the order of the input,
each written and flushed before the next is drafted. A run that finds its output half done checks
that it belongs to this input, drops a torn last line and goes on behind it. Every row is drafted
from an empty context, so neither order nor resuming changes a word.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from radvaluer_desktop.errors import InputError, InternalError
from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.report.cleaning import clean_text
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.session.drafts import Drafts
from radvaluer_desktop.session.in_flight import answers

REFUSED = "refused"
_SYNC_EVERY_S = 2.0  # what a power cut may cost, in drafting time


class BatchInputInvalid(InputError):
    """A line of the input is no row."""

    what = "Line {line} of {path} is not usable: {problem}. Nothing was drafted."
    next_step = "Each line must be a JSON object with a unique 'id' and 'findings' as text."


class BatchOutputForeign(InputError):
    """The output file belongs to something else."""

    what = "{path} holds rows that are not the beginning of this input (line {line}). It is kept."
    next_step = "Name another output file, or move this one away."


class OutputUnwritable(InputError):
    """The output cannot be written."""

    what = "The file {path} cannot be written ({reason}). What was written before is kept."
    next_step = "Check the folder and the space that is left, then run the same command again."


@dataclass(frozen=True, slots=True)
class Row:
    """One report of the input; ``id`` keeps its kind, text or whole number.

    ``header`` and ``language``, where given, go before those that hold for all rows.
    """

    id: str | int
    findings: str = field(repr=False)
    header: StudyHeader | None = field(default=None, repr=False)
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a row; ``draft`` is None where its findings were refused."""

    id: str | int
    draft: Draft | None
    problem: str = ""

    def line(self) -> str:
        """Return the row of the output file."""
        impression = self.draft.impression if self.draft else ""
        reason = self.draft.stop_reason.value if self.draft else REFUSED
        row = {"id": self.id, "impression": impression, "stop_reason": reason}
        return json.dumps(row, ensure_ascii=False) + "\n"


def read_rows(path: Path, text: str) -> list[Row]:
    """Parse the whole input; blank lines are skipped. Raises BatchInputInvalid."""
    rows: dict[str, Row] = {}  # an id of 1 and one of "1" would be told apart by no reader
    # Not splitlines(): JSON texts may hold U+2028 and U+0085 as they are.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        row = _row(line)
        if isinstance(row, str) or str(row.id) in rows:
            problem = row if isinstance(row, str) else "its id was there before"
            raise BatchInputInvalid(path=path, line=number, problem=problem)
        rows[str(row.id)] = row
    return list(rows.values())


def _row(line: str) -> Row | str:
    """Return the row of a line, or what is wrong with it (without quoting it)."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return "it is no JSON"
    if not isinstance(value, dict) or "id" not in value:
        return "it has no 'id'"
    if not isinstance(value.get("findings"), str):
        return "it has no 'findings' as text"
    identifier = value["id"]
    if type(identifier) not in (str, int):
        return "its 'id' is neither text nor a whole number"
    if isinstance(identifier, str) and clean_text(identifier) != identifier:
        return "its 'id' holds characters that are no text"
    return Row(identifier, value["findings"])


def finished_rows(path: Path, rows: list[Row]) -> tuple[int, int]:
    """Return how many rows of ``rows`` the output at ``path`` holds, and how many bytes they take.

    Raises BatchOutputForeign where its lines are not the answers to the first rows.
    """
    done = size = 0
    with writing(path):
        if path.exists() and not path.is_file():
            raise BatchOutputForeign(path=path, line=0)
        lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    for line in lines:
        if done >= len(rows) or not _may_answer(line, rows[done]):
            raise BatchOutputForeign(path=path, line=done + 1)
        if not line.endswith(b"\n"):
            break  # torn by a kill: that row is drafted again
        done, size = done + 1, size + len(line)
    return done, size


def _may_answer(line: bytes, row: Row) -> bool:
    """Whether ``line``, which may be torn, is what a run writes for ``row``."""
    start = json.dumps({"id": row.id}, ensure_ascii=False)[:-1] + ', "impression": "'
    head = start.encode("utf-8")
    if not line.endswith(b"\n"):
        return line.startswith(head) or head.startswith(line)
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("id") == row.id and "stop_reason" in value


def draft_rows(
    session: Drafts,
    rows: list[Row],
    output: Path,
    header: StudyHeader,
    sampling: Sampling,
    language: Language | None,
    in_flight: int = 1,
) -> Iterator[Answer]:
    """Draft what ``output`` does not yet hold and append it row by row; yield each answer.

    ``in_flight`` rows are drafted at a time, where ``session`` can do that.

    Raises BatchOutputForeign, and in the middle EngineError where the engine fails or
    OutputUnwritable where the disk does: the rows that are written stay, and the same call goes on
    behind them.
    """
    done, size = finished_rows(output, rows)
    with writing(output), output.open("ab") as file:
        file.truncate(size)
    synced = time.monotonic()

    def one(row: Row) -> Answer:
        return answer_row(session, row, header, sampling, language)

    made = answers(rows[done:], one, in_flight, session.stop)
    for number, answer in enumerate(made, start=done + 1):
        sync = number == len(rows) or time.monotonic() - synced > _SYNC_EVERY_S
        size = _append(output, answer.line().encode("utf-8"), size, sync=sync)
        if sync:
            synced = time.monotonic()
        yield answer


def _append(output: Path, line: bytes, size: int, *, sync: bool) -> int:
    """Add ``line`` behind the ``size`` bytes of whole lines; on failure nothing of it stays."""
    with writing(output), output.open("r+b", buffering=0) as file:
        file.seek(size)
        rest = line
        try:
            while rest:
                rest = rest[file.write(rest) :]
            if sync:
                os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise
    return size + len(line)


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn what the file system says about ``output`` into OutputUnwritable."""
    try:
        yield
    except OSError as error:
        raise OutputUnwritable(path=output, reason=error.strerror) from error


def answer_row(
    session: Drafts,
    row: Row,
    header: StudyHeader,
    sampling: Sampling,
    language: Language | None,
) -> Answer:
    """Draft one row. Raises EngineError; findings that cannot be drafted are answered as such."""
    header, language = row.header or header, row.language or language
    try:
        for event in session.draft(header, row.findings, sampling, language):
            if isinstance(event, Drafted):
                return Answer(row.id, event.draft)
    except InputError as error:
        return Answer(row.id, None, str(error))
    raise InternalError("a draft ended without its closing event")

"""Looks through very many decisions: which of them are asked for, some lines of these, one whole.

A list is the numbers of its decisions, eight bytes each, read once in large pieces, each by where
the one before it ended; that can be stopped at any time. So any place of a million is reached
without walking there, and a page of it is read by number, whatever was asked for. Numbers come from
the narrow table of figures and from the index of words; texts are read for the lines that are shown
alone.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from radvaluer_desktop.feedback.audit.chain import AuditRow
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.pseudonyms import radiologist_pseudonym
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.rows import Row, decision_of
from radvaluer_desktop.feedback.search import question

_PIECES = (100, 5_000, 50_000)  # numbers at a time: the first few are wanted at once
_NEWEST = (1 << 63) - 1
_BEGINNING = 160  # characters of a text in a line
_LINES = f"""
    SELECT decisions.serial, decided_at, decisions.verdict, header ->> 'body_system' AS system,
        decisions.language, decisions.institution, decisions.model_id, station_id,
        decisions.edits, seconds_to_decide, coalesce(overridden, 0) AS overridden,
        substr(iif(final = '', draft, final), 1, {_BEGINNING}) AS text
    FROM decisions LEFT JOIN figures USING (serial)
    WHERE decisions.serial IN (SELECT value FROM json_each(?))
"""  # noqa: S608
# By its name, because SQLite would rather take the number, and then read a row with its texts.
_STATION = """
    EXISTS (
        SELECT 1 FROM decisions INDEXED BY decisions_station
        WHERE station_id = ? AND decisions.serial = figures.serial
    )
"""
_OF_ONE = "SELECT * FROM audit WHERE instr(detail, ?) OR instr(detail, ?) ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions; None is any. ``words``: all of them must be found in its texts.

    ``radiologist``: a pseudonym of this store, as figures name them. ``overridden``: only such as
    were accepted in spite of a severe issue.
    """

    chosen: Chosen = field(default_factory=Chosen)
    verdict: Verdict | None = None
    station: str | None = None
    radiologist: str | None = field(default=None, repr=False)
    overridden: bool = False
    words: str = field(default="", repr=False)

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words is asked for."""
        narrow = self.verdict, self.station, self.radiologist, self.overridden
        return self.chosen != Chosen() or any(narrow)


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of a decision; ``text``: the beginning of its impression."""

    number: int
    decided_at: datetime
    verdict: Verdict
    system: str
    language: str
    institution: str
    model: str
    station: str
    edits: int
    seconds: float
    overridden: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: values that decisions of this store have."""

    institutions: tuple[str, ...]
    models: tuple[str, ...]
    radiologists: tuple[str, ...]  # pseudonyms


class Browsing(OpenFile):
    """The part of the store that is looked through. ``may_go_on`` may raise, and that ends it."""

    def listed(self, asked: Asked, may_go_on: Callable[[], None]) -> Iterator[array[int]]:
        """Yield the numbers of the decisions that are asked for, kept last first, in pieces.

        Decisions without figures are left out: ``fill_figures`` makes them. Raises StoreOlder.
        """
        self._require_current()
        sql, values = self._list_sql(asked)
        if sql is None:
            return
        sizes = iter(_PIECES)
        size, before = next(sizes), _NEWEST
        with self._stoppable(may_go_on):
            while True:
                # As one text: a row at a time would take the interpreter's lock for each of them.
                piece = f"SELECT group_concat(number) FROM ({sql})"  # noqa: S608
                (text,) = self._database.execute(piece, [*values, before, size]).fetchone()
                numbers = array("q", map(int, text.split(",") if text else ()))
                if numbers:
                    yield numbers
                may_go_on()
                if len(numbers) < size:
                    return
                before, size = numbers[-1], next(sizes, size)

    def lines(self, numbers: Sequence[int]) -> dict[int, Line]:
        """Return the lines of decisions by number; those that are gone have none."""
        rows = self._read(_LINES, json.dumps(list(numbers)))
        return {row["serial"]: _line(row) for row in rows}

    def whole(self, number: int) -> Decision | None:
        """Return one decision; None where it is gone."""
        rows = list(self._read("SELECT * FROM decisions WHERE serial = ?", number))
        return decision_of(rows[0]) if rows else None

    def trail_of(self, decision: Decision, may_go_on: Callable[[], None]) -> list[AuditRow]:
        """Return what the audit trail says of a decision and of its draft. Reads all of it."""
        draft = decision.draft_id or decision.id
        with self._stoppable(may_go_on):
            found = self._database.execute(_OF_ONE, [f'"{decision.id}"', f'"{draft}"'])
            return [AuditRow(*row) for row in found]

    def choices(self, *, radiologists: bool, may_go_on: Callable[[], None]) -> Choices:
        """Return what to choose from; ``radiologists``: whether they may be told apart."""
        with self._stoppable(may_go_on):
            houses = self._distinct("institution")
            people = self._distinct("radiologist_id") if radiologists else []
        models = self._read("SELECT DISTINCT id FROM models ORDER BY id")
        named = {radiologist_pseudonym(self._database, name) for name in people}
        return Choices(
            tuple(name for name in houses if name),
            tuple(row["id"] for row in models),
            tuple(sorted(named)),
        )

    def kept(self) -> int:
        """Return how many decisions there are, without counting them."""
        (row,) = self._read("SELECT rows FROM row_counts WHERE name = 'decisions'")
        return int(row["rows"])

    def _list_sql(self, asked: Asked) -> tuple[str | None, list[object]]:
        """Return the statement for a piece, which ends with: numbers before, how many."""
        terms, values = self._conditions(asked)
        order = "ORDER BY number DESC LIMIT ?"
        if not asked.words.strip():
            where = " AND ".join([*terms, "serial < ?"])
            return f"SELECT serial AS number FROM figures WHERE {where} {order}", values  # noqa: S608
        words = question(asked.words)
        if words is None:
            return None, []
        found = "SELECT decision_search.rowid AS number FROM decision_search"
        if terms:
            found += " CROSS JOIN figures ON figures.serial = decision_search.rowid"
        where = " AND ".join(["decision_search MATCH ?", *terms, "decision_search.rowid < ?"])
        return f"{found} WHERE {where} {order}", [words, *values]

    def _conditions(self, asked: Asked) -> tuple[list[str], list[object]]:
        """Return conditions on the table ``figures`` and their values."""
        where, chosen = asked.chosen.where()
        terms, values = [] if where == "1" else [where], list[object](chosen)
        if asked.verdict is not None:
            terms.append("verdict = ?")
            values.append(asked.verdict.value)
        if asked.overridden:
            terms.append("overridden > 0")
        if asked.radiologist is not None:
            people = self._distinct("radiologist_id")
            meant = [
                name
                for name in people
                if radiologist_pseudonym(self._database, name) == asked.radiologist
            ]
            terms.append("radiologist_id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(meant))
        if asked.station is not None:  # last: it is looked up for what passed the others
            terms.append(_STATION)
            values.append(asked.station)
        return terms, values

    def _distinct(self, column: str) -> list[str]:
        sql = f"SELECT DISTINCT {column} AS value FROM figures ORDER BY value"  # noqa: S608
        return [str(row["value"]) for row in self._read(sql)]


def _line(row: Row) -> Line:
    return Line(
        number=row["serial"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        verdict=Verdict(row["verdict"]),
        system=row["system"] or "",
        language=row["language"],
        institution=row["institution"],
        model=row["model_id"],
        station=row["station_id"],
        edits=row["edits"],
        seconds=row["seconds_to_decide"],
        overridden=row["overridden"],
        text=" ".join(row["text"].split()),
    )

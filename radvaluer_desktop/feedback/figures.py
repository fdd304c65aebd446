"""What is counted of decisions: a narrow table beside the texts, read in one go for statistics.

Its row is made when a decision is kept, and made up for where there is none yet: of decisions from
before the table, and of those that came in some other way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.pseudonyms import radiologist_pseudonym
from radvaluer_desktop.feedback.records import CheckOutcome, Verdict
from radvaluer_desktop.feedback.rows import Row
from radvaluer_desktop.metrics.edit_distance import edit_distance
from radvaluer_desktop.metrics.outcomes import Outcome
from radvaluer_desktop.metrics.rouge import rouge_l

if TYPE_CHECKING:
    from sqlite_utils import Database

_BATCH = 500  # rows in one transaction: others write in between
_COUNTS = """
    SELECT (SELECT count(*) FROM figures) AS figures,
        (SELECT rows FROM row_counts WHERE name = 'decisions') AS decisions
"""
_MISSING = f"""
    SELECT decisions.* FROM decisions LEFT JOIN figures USING (serial)
    WHERE figures.serial IS NULL AND decisions.serial > ? ORDER BY decisions.serial LIMIT {_BATCH}
"""  # noqa: S608
_COLUMNS = """
    decided_on, system, language, institution,
    model_id || ' ' || model_sha256 AS model, radiologist_id, verdict, edits,
    edit_fraction, rouge_l, seconds, checked, shown, dismissed, overridden, own_seconds,
    own_to_draft, own_to_final, signed_change
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which decisions are counted; None: all. Days are UTC; ``until`` is one of them.

    ``model``: an id, or the beginning of a SHA-256.
    """

    since: date | None = None
    until: date | None = None
    system: str | None = None
    language: str | None = None
    institution: str | None = None
    model: str | None = None

    def where(self) -> tuple[str, list[str]]:
        """Return the condition on the table ``figures``, and its values."""
        wanted = [
            ("decided_on >= ?", self.since.isoformat() if self.since else None),
            ("decided_on <= ?", self.until.isoformat() if self.until else None),
            ("system = ?", self.system),
            ("language = ?", self.language),
            ("institution = ?", self.institution),
        ]
        terms = [term for term, value in wanted if value is not None]
        values = [value for _, value in wanted if value is not None]
        if self.model is not None:
            terms.append("(model_id = ? OR substr(model_sha256, 1, length(?)) = ?)")
            values += [self.model] * 3
        return " AND ".join(terms) or "1", values


class Figuring(OpenFile):
    """The part of the store that decisions are counted from."""

    def fill_figures(self, may_go_on: Callable[[], None] = lambda: None) -> int:
        """Make the rows that are missing; return how many there were. Raises StoreOlder.

        ``may_go_on`` may raise between two batches; what was made is kept.
        """
        self._require_current()
        filled, last = 0, 0
        (kept,) = self._read(_COUNTS)
        if kept["figures"] == kept["decisions"]:
            return 0
        while rows := list(self._read(_MISSING, last)):
            may_go_on()
            with self._writing():
                for row in rows:
                    note_figures(self._database, row["serial"], row)
            filled, last = filled + len(rows), rows[-1]["serial"]
        return filled

    def outcomes(self, chosen: Chosen, *, radiologists: bool = False) -> Iterator[Outcome]:
        """Yield what is counted of the chosen decisions, in no order.

        Radiologists are named by a pseudonym of this store, or with "" where not asked for.
        Decisions whose row is missing are left out: ``fill_figures`` comes first.
        """
        where, values = chosen.where()
        named = cache(lambda name: radiologist_pseudonym(self._database, name))
        sql = f"SELECT {_COLUMNS} FROM figures WHERE {where}"  # noqa: S608
        for row in self._rows(sql, values):
            day, system, language, institution, model, radiologist, *rest = row
            who = named(radiologist) if radiologists else ""
            yield Outcome(_week(day), system, language, institution, model, who, *rest)


def note_figures(database: Database, serial: int, row: Row) -> None:
    """Keep, in the open transaction, what is counted of a row of table ``decisions``."""
    values = {"serial": serial, **figures_row(row)}
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    sql = f"INSERT OR REPLACE INTO figures ({names}) VALUES ({marks})"  # noqa: S608
    database.execute(sql, values)


def figures_row(row: Row) -> Row:
    """Return what is counted of a row of table ``decisions``: numbers and codes, no text."""
    outcomes = [note["outcome"] for note in json.loads(row["checks"])]
    kept = row["verdict"] != Verdict.REJECTED
    draft, final, own = row["draft"], row["final"], row["own_impression"]
    return {
        "decided_on": row["decided_at"][:10],
        "system": json.loads(row["header"])["body_system"] or "",
        **{name: row[name] for name in ("language", "institution", "model_id", "model_sha256")},
        **{name: row[name] for name in ("radiologist_id", "verdict", "edits", "edit_fraction")},
        "rouge_l": rouge_l(final, draft) if kept else None,
        "seconds": row["seconds_to_decide"],
        "checked": row["checked"],
        "shown": len(outcomes),
        "dismissed": outcomes.count(CheckOutcome.DISMISSED),
        "overridden": outcomes.count(CheckOutcome.OVERRIDDEN),
        "own_seconds": row["own_seconds"],
        "own_to_draft": None if own is None else edit_distance(own, draft).fraction,
        "own_to_final": edit_distance(own, final).fraction if own is not None and kept else None,
        "signed_change": signed_change(row) if row["signed"] is not None else None,
    }


def signed_change(row: Row) -> float | None:
    """Return how far what was signed is from what was accepted; None where nothing was."""
    if row["verdict"] == Verdict.REJECTED:
        return None
    return edit_distance(row["final"], row["signed"]).fraction


@cache
def _week(day: str) -> str:
    """Return the week of a day by ISO 8601."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"

"""Chooses decisions by when, what, by whom and with which model they were made; streams them."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from radvaluer_desktop.feedback.connection import translated
from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.rows import decision_of
from radvaluer_desktop.report.study import BodySystem, Language

_PAGE = 200
_NEWEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Selection:
    """Which decisions; None is any. ``since`` (inclusive) and ``until`` (exclusive) have a zone.

    ``radiologist``: the id as it is kept. ``model``: an id, or the beginning of a SHA-256 of at
    least 8 digits. ``last``: the number in the order of keeping behind which nothing is taken.
    """

    since: datetime | None = None
    until: datetime | None = None
    system: BodySystem | None = None
    language: Language | None = None
    verdict: Verdict | None = None
    radiologist: str | None = None
    model: str | None = None
    last: int = _NEWEST

    def described(self) -> dict[str, str]:
        """Return which conditions there are; of days, people and models only that."""
        told = {
            "system": self.system and self.system.value,
            "language": self.language and self.language.value,
            "verdict": self.verdict and self.verdict.value,
            "model": self.model and "given",
            "since": self.since and "given",
            "until": self.until and "given",
            "radiologist": self.radiologist and "given",
        }
        return {name: value for name, value in told.items() if value}

    def conditions(self) -> tuple[list[str], list[object]]:
        """Return the conditions of a WHERE clause and their values."""
        asked: list[tuple[str, object]] = [("serial <= ?", self.last)]
        if self.since is not None:
            asked.append(("decided_at >= ?", _utc(self.since)))
        if self.until is not None:
            asked.append(("decided_at < ?", _utc(self.until)))
        if self.system is not None:
            asked.append(("header ->> 'body_system' = ?", self.system.value))
        if self.language is not None:
            asked.append(("language = ?", self.language.value))
        if self.verdict is not None:
            asked.append(("verdict = ?", self.verdict.value))
        if self.radiologist is not None:
            asked.append(("radiologist_id = ?", self.radiologist))
        conditions, values = [each[0] for each in asked], [each[1] for each in asked]
        if self.model is not None:
            conditions.append("(model_id = ? OR (length(?) >= 8 AND model_sha256 GLOB ?))")
            values += [self.model, self.model, _beginning(self.model)]
        return conditions, values


class Selecting(OpenFile):
    """The part of the store that exports read through."""

    def selected(self, selection: Selection) -> Iterator[Decision]:
        """Yield the decisions of ``selection`` in the order in which they were kept.

        In pages, so that memory does not grow with them and no long read keeps the log from going
        into the file.
        """
        conditions, values = selection.conditions()
        where = " AND ".join(["serial > ?", *conditions])
        sql = f"SELECT * FROM decisions WHERE {where} ORDER BY serial LIMIT ?"  # noqa: S608
        after = 0
        while rows := list(self._read(sql, after, *values, _PAGE)):
            yield from map(decision_of, rows)
            after = rows[-1]["serial"]

    def last_serial(self) -> int:
        """Return the number of the decision that was kept last; 0 where none is."""
        (row,) = self._read("SELECT coalesce(max(serial), 0) AS last FROM decisions")
        return int(row["last"])

    def pseudonym_key(self) -> bytes:
        """Return what the store's pseudonyms are made with; it never leaves the program."""
        with translated(self._path):
            sql = "SELECT value FROM store_values WHERE name = 'pseudonym_key'"
            (key,) = self._database.execute(sql).fetchone()
        return bytes.fromhex(key)

    def export_key(self) -> bytes:
        """Return what the pseudonyms of exports are made with: of the same store, but another."""
        return hmac.digest(self.pseudonym_key(), b"pseudonyms of exports, 1", "sha256")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _beginning(text: str) -> str:
    """Return the pattern of what begins with ``text``; nothing of it is a wildcard."""
    return "".join(letter for letter in text.lower() if letter.isalnum()) + "*"

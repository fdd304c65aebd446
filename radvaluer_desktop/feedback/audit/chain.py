"""One row of the trail, and the keyed digest that chains it to the row before it.

The digest of a row is HMAC-SHA256 (RFC 2104) over the digest before it and the row's own values, so
that none can be changed, moved, put in or taken out without the key and go unnoticed. Source of the
construction: Schneier and Kelsey, "Secure Audit Logs to Support Computer Forensics", ACM TISSEC
2(2), 159-176, 1999, without its forward security.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

Value = str | int | float | bool | None
FIRST_MAC = bytes(32)  # what the first row is chained to


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A row; ``at`` is UTC in ISO 8601, ``zone`` the clock's offset from it, ``detail`` JSON."""

    seq: int
    at: str
    zone: str
    event: str
    user: str
    station: str
    detail: str
    mac: bytes

    @property
    def details(self) -> dict[str, Value]:
        """What stands in ``detail``."""
        values: dict[str, Value] = json.loads(self.detail)
        return values


def detail_text(values: Mapping[str, Value]) -> str:
    """Return ``values`` as they stand in a row."""
    return json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def mac_of(key: bytes, before: bytes, row: AuditRow) -> bytes:
    """Return the digest of ``row`` behind a row whose digest is ``before``."""
    values = json.dumps(astuple(row)[:-1], ensure_ascii=True, separators=(",", ":"))
    return hmac.digest(key, before + values.encode(), "sha256")


def last_row(database: Database) -> AuditRow | None:
    """Return the end of the trail; None before its first row."""
    return next(_rows(database, "ORDER BY seq DESC LIMIT 1"), None)


def row_at(database: Database, seq: int) -> AuditRow | None:
    """Return the row with the number ``seq``."""
    return next(_rows(database, "WHERE seq = ?", seq), None)


def rows(database: Database, after: int = 0) -> Iterator[AuditRow]:
    """Yield the rows behind number ``after``, in their order."""
    return _rows(database, "WHERE seq > ? ORDER BY seq", after)


def add(database: Database, row: AuditRow) -> None:
    """Write ``row`` in the open transaction."""
    database.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", list(astuple(row)))


def _rows(database: Database, which: str, *values: int) -> Iterator[AuditRow]:
    for row in database.execute(f"SELECT * FROM audit {which}", values):  # noqa: S608
        yield AuditRow(*row)

"""A new trail behind one whose key is lost: what was before it is kept, and nobody answers for it.

The first row of the new trail says how many rows were there, and holds a digest over all of them,
so that what is changed in them from then on is found.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback.audit.chain import AuditRow, rows
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.trail import Trail, recording

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What the new trail does not answer for."""

    events: int
    decisions: int


class Earlier:
    """The rows that were walked past, as one digest."""

    def __init__(self) -> None:
        self._digest = b""

    def add(self, row: AuditRow) -> None:
        """Walk past ``row``, whatever signed it."""
        values = repr(astuple(row)).encode()
        self._digest = hashlib.sha256(self._digest + values).digest()

    def signed(self, key: bytes) -> str:
        """Return the digest of all rows so far, which needs ``key`` to be made, in hexadecimal."""
        return hmac.digest(key, b"earlier " + self._digest, "sha256").hex()


def begin_anew(database: Database, path: Path, trail: Trail) -> Unanswered:
    """Write the first row of a new trail, signed with the key of ``trail``. Raises StoreError."""
    with recording(database, path, trail):
        earlier, events = Earlier(), 0
        for row in rows(database):
            earlier.add(row)
            events += 1
        sql = "SELECT count(*), coalesce(max(serial), 0) FROM decisions"
        decisions, serial = database.execute(sql).fetchone()
        trail.append(
            Event.BEGUN_ANEW,
            events=events,
            decisions=decisions,
            last_serial=serial,
            earlier=earlier.signed(trail.key),
        )
    return Unanswered(events, decisions)

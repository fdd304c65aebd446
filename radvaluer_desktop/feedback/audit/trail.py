"""Trail: appends to the audit trail of an open store.

A row is written in the transaction of what it tells of, so that neither is ever there without the
other. ``seal`` reads, at the end of that transaction, what the head must say; ``publish`` writes
the head, and the system's log where a site wants it, once the transaction is on the disk.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.feedback.audit import clock
from radvaluer_desktop.feedback.audit.chain import (
    FIRST_MAC,
    AuditRow,
    Value,
    add,
    detail_text,
    last_row,
    mac_of,
)
from radvaluer_desktop.feedback.audit.events import Actor, Event
from radvaluer_desktop.feedback.audit.head import Head, sync_head, write_head
from radvaluer_desktop.feedback.audit.system_log import SystemLog
from radvaluer_desktop.feedback.connection import translated, writing

if TYPE_CHECKING:
    from sqlite_utils import Database

_CONTENT = (
    *("id", "decided_at", "findings", "draft", "final", "verdict", "reject_reason", "rating"),
    *("model_sha256", "prompt_version", "radiologist_id", "station_id"),
)
_CONTENT_SINCE = ("institution", "own_impression", "own_seconds")
_MOST_UNSENT = 1000


class Trail:
    """The end of one store's trail. Database errors come as the driver raises them."""

    def __init__(
        self,
        database: Database,
        path: Path,
        key: bytes,
        actor: Actor | None = None,
        log: SystemLog | None = None,
        *,
        publishes: bool = True,
    ) -> None:
        """``publishes``: whether the head follows each commit; else its owner sees to it."""
        self._publishes = publishes
        self._database, self._path, self._key = database, path, key
        self._actor = actor or Actor()
        self._log = log
        self._last: clock.Moment | None = None
        self._written: list[AuditRow] = []
        self._unsent: list[AuditRow] = []
        self._head: Head | None = None

    @property
    def key(self) -> bytes:
        """What rows are signed with."""
        return self._key

    def append(self, event: Event, **detail: Value) -> None:
        """Write a row in the open transaction; before it one about the clock, where it was set."""
        moment, before = clock.now(), last_row(self._database)
        jump = self._jump(moment, before)
        if jump:
            before = self._add(Event.CLOCK_JUMPED, moment, before, {"seconds": round(jump, 3)})
        self._add(event, moment, before, detail)
        self._last = moment

    def digest(self, row: Mapping[str, object]) -> str:
        """Return the keyed digest of what a row of table ``decisions`` says."""
        return content_digest(self._key, row)

    def signed_digest(self, row: Mapping[str, object]) -> str:
        """Return the keyed digest of what a row of table ``decisions`` has as signed."""
        return signed_digest(self._key, row)

    def seal(self) -> None:
        """Read what the head must say, as long as nobody else can write."""
        last = last_row(self._database) if self._written else None
        self._head = None if last is None else head_of(self._database, last)

    def publish(self) -> None:
        """Write the head and the system's log; the transaction is on the disk.

        Neither can undo what is kept by now, so neither stands in its way: a head that lags is
        what a crash leaves too, and the log gets what it missed with the next row.
        """
        head, self._head = self._head, None
        if head is not None and self._publishes:
            with suppress(OSError):
                write_head(self._path, self._key, head)
        self._unsent = (self._unsent + self._written)[-_MOST_UNSENT:]
        self._written = []
        if self._log is None:
            self._unsent = []
        with suppress(OSError):
            while self._log is not None and self._unsent:
                self._log.write(self._unsent[0])
                self._unsent.pop(0)

    def forget(self) -> None:
        """The transaction was taken back: nothing of it was written."""
        self._written, self._head = [], None

    def sync(self) -> None:
        """Bring the head to the disk."""
        with suppress(OSError):
            sync_head(self._path)

    def _jump(self, moment: clock.Moment, before: AuditRow | None) -> float:
        if self._last is not None:
            return moment.jump_since(self._last)
        if before is None:
            return 0.0
        passed = (moment.wall - datetime.fromisoformat(before.at)).total_seconds()
        return min(passed, 0.0) if passed < -clock.TOLERATED_S else 0.0

    def _add(
        self,
        event: Event,
        moment: clock.Moment,
        before: AuditRow | None,
        detail: Mapping[str, Value],
    ) -> AuditRow:
        row = AuditRow(
            seq=before.seq + 1 if before else 1,
            at=moment.at,
            zone=moment.zone,
            event=event.value,
            user=_storable(self._actor.user),
            station=_storable(self._actor.station),
            detail=detail_text(detail),
            mac=b"",
        )
        mac = mac_of(self._key, before.mac if before else FIRST_MAC, row)
        row = replace(row, mac=mac)
        add(self._database, row)
        self._written.append(row)
        return row


@contextmanager
def recording(database: Database, path: Path, trail: Trail | None) -> Iterator[None]:
    """Keep what the block writes, all of it or nothing, and what ``trail`` says of it.

    Raises StoreError.
    """
    try:
        with translated(path), writing(database):
            yield
            if trail is not None:
                trail.seal()
    except BaseException:
        if trail is not None:
            trail.forget()
        raise
    if trail is not None:
        trail.publish()


def head_now(database: Database) -> Head:
    """Return what the head must say of a trail as it is, which has a row."""
    last = last_row(database)
    if last is None:
        raise InternalError("an audit trail without a row has no head")
    return head_of(database, last)


def head_of(database: Database, last: AuditRow) -> Head:
    """Return what the head says of a trail that ends with ``last``."""
    counts = database.execute("SELECT name, rows FROM row_counts ORDER BY name").fetchall()
    return Head(last.seq, last.mac.hex(), {name: int(rows) for name, rows in counts})


def content_digest(key: bytes, row: Mapping[str, object]) -> str:
    """Return 128 bits of HMAC-SHA256 over what a row of table ``decisions`` says.

    Without the key nobody can try texts against it, also after the row was erased. What decisions
    did not have at first counts only where it says something: older digests stay what they were.
    """
    values = [row.get(name) for name in _CONTENT]
    values += [{name: row[name]} for name in _CONTENT_SINCE if row.get(name) not in (None, "")]
    return _digest(key, b"decision ", values)


def signed_digest(key: bytes, row: Mapping[str, object]) -> str:
    """Return the same over what the reporting system had of it in the end."""
    return _digest(key, b"signed ", [row["id"], row["signed"], row["signed_at"]])


def _digest(key: bytes, kind: bytes, values: Sequence[object]) -> str:
    text = json.dumps(values, ensure_ascii=True)
    return hmac.digest(key, kind + text.encode(), "sha256")[:16].hex()


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()

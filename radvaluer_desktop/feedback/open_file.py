"""An open file of the store: rows are written whole or not at all, and read as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from radvaluer_desktop.feedback.audit.chain import Value
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.trail import Trail, recording
from radvaluer_desktop.feedback.connection import stoppable, translated
from radvaluer_desktop.feedback.failures import StoreOlder
from radvaluer_desktop.feedback.migrations import is_current
from radvaluer_desktop.feedback.rows import Row, storable

if TYPE_CHECKING:
    from sqlite_utils import Database


class OpenFile:
    """A connection, its path and its audit trail, which older files and tests do without.

    Every method raises StoreError where the world stands in the way. What a method wrote is on the
    disk when it returns.
    """

    def __init__(self, database: Database, path: Path, trail: Trail | None = None) -> None:
        self._database = database
        self._path = path
        self._trail = trail

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with translated(self._path):
            self._database.close()
        if self._trail is not None:
            self._trail.sync()

    def note(self, event: Event, **detail: Value) -> None:
        """Write a row into the audit trail; ``detail`` never holds a text of a report."""
        if self._trail is not None:
            with self._writing():
                self._trail.append(event, **detail)

    def _require_current(self) -> None:
        """Raise StoreOlder where the file has not seen every step of the schema."""
        with translated(self._path):
            if not is_current(self._database):
                raise StoreOlder(path=self._path)

    def _writing(self) -> AbstractContextManager[None]:
        """Keep what the block writes, all of it or nothing, and what the trail says of it."""
        return recording(self._database, self._path, self._trail)

    def _append(self, event: Event, **detail: Value) -> None:
        """Let the trail tell of what the open transaction does."""
        if self._trail is not None:
            self._trail.append(event, **detail)

    def _insert(self, table: str, row: Row, and_then: str = "") -> int:
        """Write ``row`` in the open transaction; return the number that it got.

        ``and_then``: what SQLite is to do where the row is there already.
        """
        columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({values}) {and_then}"  # noqa: S608
        return int(self._database.execute(sql, storable(row)).lastrowid or 0)

    @contextmanager
    def _stoppable(self, may_go_on: Callable[[], None]) -> Iterator[None]:
        """Let ``may_go_on`` end, by raising, even a statement of the block that finds nothing."""
        with stoppable(self._database, may_go_on), translated(self._path):
            yield

    def _rows(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Yield rows without their names, for many narrow ones."""
        with translated(self._path):
            yield from self._database.execute(sql, values)

    def _read(self, sql: str, *values: object) -> Iterator[Row]:
        with translated(self._path):
            cursor = self._database.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

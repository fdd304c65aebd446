"""Whether a file of the store is whole, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback.audit.chain import last_row
from radvaluer_desktop.feedback.connection import read_database, translated
from radvaluer_desktop.feedback.failures import StoreDamaged
from radvaluer_desktop.feedback.migrations import WITH_TRAIL, schema_version

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Contents:
    """The schema, the rows of each table that is counted, and the end of the audit trail."""

    schema: int
    rows: Mapping[str, int]
    seq: int = 0
    mac: str = ""

    @property
    def decisions(self) -> int:
        """How many decisions there are."""
        return self.rows["decisions"]


def require_whole(database: Database, path: Path) -> None:
    """Raise StoreDamaged where a page was changed or lost, or the tables do not fit each other.

    Reads the whole file: each page is signed (``cipher_integrity_check``), and SQLite knows what
    belongs together (``integrity_check``).
    """
    with translated(path):
        pages = database.execute("PRAGMA cipher_integrity_check").fetchall()
        tables = [] if pages else database.execute("PRAGMA integrity_check(1)").fetchall()
    if pages or tables != [("ok",)]:
        raise StoreDamaged(path=path)


def contents_of(database: Database, path: Path) -> Contents:
    """Return what an open file holds. Raises StoreError."""
    with translated(path):
        version = schema_version(database, path)
        if version < WITH_TRAIL:
            (decisions,) = database.execute("SELECT count(*) FROM decisions").fetchone()
            return Contents(version, {"decisions": int(decisions)})
        rows = dict(database.execute("SELECT name, rows FROM row_counts").fetchall())
        last = last_row(database)
        return Contents(version, rows, last.seq if last else 0, last.mac.hex() if last else "")


def checked_contents(path: Path, key: bytes) -> Contents:
    """Open the file ``path``, check all of it, and return what it holds. Raises StoreError."""
    with closing(read_database(path, key)) as database:
        require_whole(database, path)
        return contents_of(database, path)

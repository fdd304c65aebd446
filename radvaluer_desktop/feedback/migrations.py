"""The schema, as steps that are only ever appended; each runs in one transaction with its record.

The version of a file is the number of steps it has seen.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback import schema_v3, schema_v4, schema_v5, schema_v6
from radvaluer_desktop.feedback.failures import StoreNewer
from radvaluer_desktop.feedback.search import INDEXED, index_decision

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

WITH_TRAIL = 3  # the step that brought studies, drafts, the index, numbers of rows and the trail


def _v1(database: Database) -> None:
    database.execute("""
        CREATE TABLE decisions (
            id TEXT PRIMARY KEY NOT NULL,
            decided_at TEXT NOT NULL,
            pseudonym TEXT,
            header TEXT NOT NULL,
            language TEXT NOT NULL,
            findings TEXT NOT NULL,
            draft TEXT NOT NULL,
            final TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'edited', 'rejected')),
            reject_reason TEXT,
            edits INTEGER NOT NULL,
            edit_fraction REAL NOT NULL CHECK (edit_fraction BETWEEN 0 AND 1),
            model_id TEXT NOT NULL,
            model_sha256 TEXT NOT NULL,
            prompt_version TEXT NOT NULL,
            sampling TEXT NOT NULL,
            timings TEXT NOT NULL,
            seconds_to_decide REAL NOT NULL,
            station_id TEXT NOT NULL,
            radiologist_id TEXT NOT NULL,
            app_version TEXT NOT NULL
        ) STRICT
    """)
    database.execute("CREATE INDEX decisions_decided_at ON decisions (decided_at)")
    database.execute("""
        CREATE TABLE workspace (
            slot TEXT PRIMARY KEY NOT NULL,
            findings TEXT NOT NULL,
            impression TEXT NOT NULL,
            header TEXT NOT NULL,
            updated_at TEXT NOT NULL
        ) STRICT
    """)


def _v2(database: Database) -> None:
    """What the checks saw, and who was told of a critical result."""
    for column in (
        "checked INTEGER NOT NULL DEFAULT 0 CHECK (checked IN (0, 1))",
        "checks TEXT NOT NULL DEFAULT '[]'",
        "communication TEXT",
    ):
        database.execute(f"ALTER TABLE decisions ADD COLUMN {column}")


def _v3(database: Database) -> None:
    """Studies, every draft that was shown, edits, ratings, search, audit; numbers that stay.

    What older steps kept stays as it was; nobody wrote down its studies, so none are made up.
    """
    for statement in (*schema_v3.TABLES, *schema_v3.DECISIONS, *schema_v3.counts()):
        database.execute(statement)
    for serial, *texts in database.execute(
        "SELECT serial, findings, draft, final, header, reject_reason FROM decisions"
    ):
        index_decision(database, serial, dict(zip(INDEXED, texts, strict=True)))
    _create_trail(database)


def _v4(database: Database) -> None:
    """Institution, the radiologist's own impression, what was signed, and what is counted."""
    for statement in schema_v4.STATEMENTS:
        database.execute(statement)


def _v5(database: Database) -> None:
    """The worklist."""
    database.execute(schema_v5.STATEMENT)


def _v6(database: Database) -> None:
    """Which decisions are of a station."""
    database.execute(schema_v6.STATEMENT)


def _create_trail(database: Database) -> None:
    """Make the audit trail, which the database itself lets nobody but grow."""
    database.execute("""
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            zone TEXT NOT NULL,
            event TEXT NOT NULL,
            user TEXT NOT NULL,
            station TEXT NOT NULL,
            detail TEXT NOT NULL,
            mac BLOB NOT NULL
        ) STRICT
    """)
    for name, when in (
        ("audit_is_not_changed", "UPDATE ON audit"),
        ("audit_is_not_deleted", "DELETE ON audit"),
        (
            "audit_only_grows",
            "INSERT ON audit WHEN NEW.seq != (SELECT coalesce(max(seq), 0) + 1 FROM audit)",
        ),
    ):
        database.execute(
            f"CREATE TRIGGER {name} BEFORE {when} BEGIN"
            " SELECT RAISE(ABORT, 'the audit trail only grows'); END"
        )


# By the names that files remember.
_STEPS = {"v1": _v1, "v2": _v2, "v3": _v3, "v4": _v4, "v5": _v5, "v6": _v6}


def schema_version(database: Database, path: Path) -> int:
    """Return how many steps the file has seen. Raises StoreNewer where one is unknown here."""
    applied = [step.name for step in _steps().applied(database)]
    unknown = [name for name in applied if name not in _STEPS]
    if unknown:
        raise StoreNewer(path=path, step=unknown[-1])
    return len(applied)


def newest_version() -> int:
    """Return how many steps are known here."""
    return len(_STEPS)


def is_current(database: Database) -> bool:
    """Whether the file has seen every step that is known here."""
    return not _steps().pending(database)


def upgrade(database: Database, path: Path) -> None:
    """Bring the schema up to date. Raises StoreNewer."""
    schema_version(database, path)
    _steps().apply(database)


@cache
def _steps() -> Migrations:
    from sqlite_utils import Migrations  # after the driver stands in, with the first file

    steps = Migrations("feedback")
    for name, step in _STEPS.items():
        steps(name=name)(step)
    return steps

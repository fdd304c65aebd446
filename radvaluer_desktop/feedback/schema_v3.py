"""The statements of the schema's third step, which is never changed again."""

from __future__ import annotations

TABLES = (
    "CREATE TABLE store_values (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
    "INSERT INTO store_values VALUES ('pseudonym_key', lower(hex(randomblob(32))))",
    """
    CREATE TABLE studies (
        serial INTEGER PRIMARY KEY,
        id TEXT UNIQUE NOT NULL,
        begun_at TEXT NOT NULL,
        pseudonym TEXT,
        header TEXT NOT NULL,
        language TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX studies_pseudonym ON studies (pseudonym) WHERE pseudonym IS NOT NULL",
    """
    CREATE TABLE models (
        sha256 TEXT PRIMARY KEY NOT NULL,
        id TEXT NOT NULL,
        first_used_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE prompts (
        version TEXT PRIMARY KEY NOT NULL,
        template TEXT NOT NULL,
        first_used_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE drafts (
        serial INTEGER PRIMARY KEY,
        id TEXT UNIQUE NOT NULL,
        study_id TEXT NOT NULL REFERENCES studies (id),
        shown_at TEXT NOT NULL,
        findings TEXT NOT NULL,
        impression TEXT NOT NULL,
        stop_reason TEXT NOT NULL,
        model_sha256 TEXT NOT NULL REFERENCES models (sha256),
        prompt_version TEXT NOT NULL REFERENCES prompts (version),
        sampling TEXT NOT NULL,
        timings TEXT NOT NULL,
        station_id TEXT NOT NULL,
        radiologist_id TEXT NOT NULL,
        app_version TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX drafts_study ON drafts (study_id)",
)

# The table anew, because only a declared INTEGER PRIMARY KEY stays what it is through VACUUM.
DECISIONS = (
    "ALTER TABLE decisions RENAME TO decisions_v2",
    "DROP INDEX decisions_decided_at",
    """
    CREATE TABLE decisions (
        serial INTEGER PRIMARY KEY,
        id TEXT UNIQUE NOT NULL,
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
        app_version TEXT NOT NULL,
        checked INTEGER NOT NULL CHECK (checked IN (0, 1)),
        checks TEXT NOT NULL,
        communication TEXT,
        token_edits TEXT NOT NULL DEFAULT '[]',
        rating INTEGER CHECK (rating BETWEEN 1 AND 5),
        faults TEXT NOT NULL DEFAULT '[]',
        study_id TEXT REFERENCES studies (id),
        draft_id TEXT
    ) STRICT
    """,
    """
    INSERT INTO decisions (
        serial, id, decided_at, pseudonym, header, language, findings, draft, final, verdict,
        reject_reason, edits, edit_fraction, model_id, model_sha256, prompt_version, sampling,
        timings, seconds_to_decide, station_id, radiologist_id, app_version, checked, checks,
        communication
    ) SELECT
        rowid, id, decided_at, pseudonym, header, language, findings, draft, final, verdict,
        reject_reason, edits, edit_fraction, model_id, model_sha256, prompt_version, sampling,
        timings, seconds_to_decide, station_id, radiologist_id, app_version, checked, checks,
        communication
    FROM decisions_v2 ORDER BY rowid
    """,
    "DROP TABLE decisions_v2",
    "CREATE INDEX decisions_decided_at ON decisions (decided_at)",
    "CREATE INDEX decisions_study ON decisions (study_id) WHERE study_id IS NOT NULL",
    "CREATE INDEX decisions_pseudonym ON decisions (pseudonym) WHERE pseudonym IS NOT NULL",
    """
    CREATE INDEX decisions_figures
    ON decisions (model_id, verdict, edit_fraction, seconds_to_decide)
    """,
    """
    INSERT OR IGNORE INTO models SELECT model_sha256, model_id, min(decided_at)
    FROM decisions GROUP BY model_sha256
    """,
    """
    CREATE VIRTUAL TABLE decision_search USING fts5 (
        findings, impression, header,
        content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
)

COUNTED = ("studies", "drafts", "decisions")


def counts() -> tuple[str, ...]:
    """Return what keeps the number of rows of each table, so that nobody need count a million."""
    statements = [
        "CREATE TABLE row_counts (name TEXT PRIMARY KEY NOT NULL, rows INTEGER NOT NULL) STRICT"
    ]
    for name in COUNTED:
        statements.append(
            f"INSERT INTO row_counts SELECT '{name}', count(*) FROM {name}"  # noqa: S608
        )
        for what, when, change in (("added", "INSERT", "+ 1"), ("removed", "DELETE", "- 1")):
            statements.append(
                f"CREATE TRIGGER {name}_{what} AFTER {when} ON {name} BEGIN"  # noqa: S608
                f" UPDATE row_counts SET rows = rows {change} WHERE name = '{name}'; END"
            )
    return tuple(statements)

"""The statements of the schema's fourth step, which is never changed again."""

from __future__ import annotations

# ``signed`` and ``signed_at`` come later than the decision, from the reporting system.
_DECISIONS = (
    "institution TEXT NOT NULL DEFAULT ''",
    "own_impression TEXT",
    "own_seconds REAL",
    "signed TEXT",
    "signed_at TEXT",
)

STATEMENTS = (
    *(f"ALTER TABLE decisions ADD COLUMN {column}" for column in _DECISIONS),
    "DROP INDEX decisions_figures",
    # What is counted of each decision, apart from the texts, because statistics over a million
    # decisions would else decrypt every text. A row that is missing is made when it is asked for.
    """
    CREATE TABLE figures (
        serial INTEGER PRIMARY KEY REFERENCES decisions (serial) ON DELETE CASCADE,
        decided_on TEXT NOT NULL,
        system TEXT NOT NULL,
        language TEXT NOT NULL,
        institution TEXT NOT NULL,
        model_id TEXT NOT NULL,
        model_sha256 TEXT NOT NULL,
        radiologist_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        edits INTEGER NOT NULL,
        edit_fraction REAL NOT NULL,
        rouge_l REAL,
        seconds REAL NOT NULL,
        checked INTEGER NOT NULL,
        shown INTEGER NOT NULL,
        dismissed INTEGER NOT NULL,
        overridden INTEGER NOT NULL,
        own_seconds REAL,
        own_to_draft REAL,
        own_to_final REAL,
        signed_change REAL
    ) STRICT
    """,
)

"""The statement of the schema's fifth step, which is never changed again."""

from __future__ import annotations

# ``place`` is the order of the list. What is typed into a listed study lies in ``workspace``.
STATEMENT = """
    CREATE TABLE worklist (
        place INTEGER PRIMARY KEY,
        id TEXT UNIQUE NOT NULL,
        source TEXT NOT NULL,
        accession TEXT,
        header TEXT NOT NULL,
        findings TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('new', 'drafted', 'accepted', 'rejected')),
        listed_at TEXT NOT NULL
    ) STRICT
"""

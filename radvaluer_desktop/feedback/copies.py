"""Erases studies in copies of the store: its backups, and what restoring put aside.

A copy's own trail cannot tell of it: a row more would part it from the store's trail, which goes on
from the copy's when it is restored. So the copy gets a signed note beside its trail, and restoring
it tells the trail.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.audit.chain import last_row
from radvaluer_desktop.feedback.connection import open_database, translated, writing
from radvaluer_desktop.feedback.forgetting import Forgotten, erase_from, erase_from_old, purge_index
from radvaluer_desktop.feedback.integrity import checked_contents
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.keys import keys_of_copy
from radvaluer_desktop.feedback.migrations import WITH_TRAIL, schema_version

if TYPE_CHECKING:
    from sqlite_utils import Database

_NOTE = "erased_in_copy"


def erase_in_copies(
    copies: Sequence[Path], names: Sequence[str], database: Path, keyring: Keyring
) -> tuple[Forgotten, list[Path]]:
    """Delete everything about the studies of these names in every copy, and check it afterwards.

    Returns what is gone, summed, and the copies that could not be opened, checked or written; they
    are as they were, or lack these studies.
    """
    total, left = Forgotten(), []
    for copy in copies:
        try:
            gone = _erase(copy, names, keys_of_copy(copy, database, keyring))
        except (StoreError, OSError):
            left.append(copy)
        else:
            total = total + gone
    return total, left


def erased_in_copy(copy: Database, audit_key: bytes) -> int:
    """Return how many decisions were erased in a copy since its trail ended."""
    sql = "SELECT value FROM store_values WHERE name = ?"
    row = copy.execute(sql, [_NOTE]).fetchone()
    try:
        note = json.loads(row[0]) if row else {}
        decisions = int(note.get("decisions", 0))
    except (AttributeError, TypeError, ValueError):
        return 0
    signed = str(note.get("signed", "")) if decisions else ""
    return decisions if hmac.compare_digest(signed, _sign(copy, audit_key, decisions)) else 0


def forget_note(copy: Database) -> None:
    """Take the note out, in the open transaction: the trail tells of it from now on."""
    copy.execute("DELETE FROM store_values WHERE name = ?", [_NOTE])


def _erase(copy: Path, names: Sequence[str], keys: KeyPair) -> Forgotten:
    with closing(open_database(copy, keys.data)) as database, translated(copy):
        database.execute("PRAGMA journal_mode = DELETE")
        studies = schema_version(database, copy) >= WITH_TRAIL
        with writing(database):
            gone = (erase_from if studies else erase_from_old)(database, names)
            if studies and gone.decisions:
                _note(database, keys.audit, gone.decisions)
        if studies:
            purge_index(database)
    checked_contents(copy, keys.data)
    return gone


def _note(copy: Database, audit_key: bytes, decisions: int) -> None:
    decisions += erased_in_copy(copy, audit_key)
    note = {"decisions": decisions, "signed": _sign(copy, audit_key, decisions)}
    copy.execute(
        "INSERT INTO store_values VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [_NOTE, json.dumps(note)],
    )


def _sign(copy: Database, audit_key: bytes, decisions: int) -> str:
    """Return what only the trail's key can say of this copy, which ends where it ends."""
    last = last_row(copy)
    end = last.mac if last else b""
    return hmac.digest(audit_key, b"erased in copy %d " % decisions + end, "sha256").hex()

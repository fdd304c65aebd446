"""Erases studies in copies of the store: its backups, and what restoring put aside."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.connection import open_database, translated, writing
from radvaluer_desktop.feedback.forgetting import Forgotten, erase_from, erase_from_old, purge_index
from radvaluer_desktop.feedback.integrity import checked_contents
from radvaluer_desktop.feedback.keys import keys_of_copy
from radvaluer_desktop.feedback.migrations import is_current


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
            gone = _erase(copy, names, keys_of_copy(copy, database, keyring).data)
        except (StoreError, OSError):
            left.append(copy)
        else:
            total = total + gone
    return total, left


def _erase(copy: Path, names: Sequence[str], key: bytes) -> Forgotten:
    with closing(open_database(copy, key)) as database, translated(copy):
        database.execute("PRAGMA journal_mode = DELETE")
        current = is_current(database)
        with writing(database):
            gone = (erase_from if current else erase_from_old)(database, names)
        if current:
            purge_index(database)
    checked_contents(copy, key)
    return gone

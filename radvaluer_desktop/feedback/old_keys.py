"""Lets go of data keys that a rotation left behind, once no copy of the store needs them.

A copy that nobody can look at may need one: whoever asks must name every copy there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from radvaluer_desktop.credentials import KeyMissing, Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.connection import translated
from radvaluer_desktop.feedback.failures import StoreKeyWrong
from radvaluer_desktop.feedback.files import store_lock
from radvaluer_desktop.feedback.key_reference import KeyEntry, read_reference, write_reference
from radvaluer_desktop.feedback.keys import find_keys, opens


@dataclass(frozen=True, slots=True)
class OldKeys:
    """Ids of old keys: those that are gone now, and those that a copy needs, or may need."""

    forgotten: tuple[str, ...]
    needed: tuple[str, ...]


def forget_old_keys(database: Path, keyring: Keyring, copies: Sequence[Path]) -> OldKeys:
    """Remove the old keys that open none of ``copies`` from the keyring and from the reference.

    The key that opens the store stays, whichever it is. Raises StoreError.
    """
    with translated(database), store_lock(database):
        current = find_keys(database, keyring).data
        if not opens(database, current):
            raise StoreKeyWrong(path=database)
        reference = read_reference(database)
        forgotten, needed = list[KeyEntry](), list[KeyEntry]()
        for entry in reference.keys:
            try:
                key = keyring.read_key(entry.key_id)[: len(current)]
            except KeyMissing:
                needed.append(entry)  # sealed perhaps, and then nobody knows for what
                continue
            if key != current:
                (needed if _opens_any(copies, key) else forgotten).append(entry)
        for entry in forgotten:  # a reference to a key that is gone does no harm
            keyring.delete_key(entry.key_id)
        if forgotten:
            kept = tuple(entry for entry in reference.keys if entry not in forgotten)
            write_reference(database, replace(reference, keys=kept))
    return OldKeys(*(tuple(each.key_id for each in group) for group in (forgotten, needed)))


def _opens_any(copies: Sequence[Path], key: bytes) -> bool:
    for copy in copies:
        try:
            if opens(copy, key):
                return True
        except (StoreError, OSError):
            return True  # it cannot be looked at now
    return False

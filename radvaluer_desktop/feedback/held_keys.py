"""What the keyring holds of a store's keys.

A data key alone is what versions kept from before there was an audit trail. Where there is a trail
nevertheless, an old copy of the keyring was put back: a new audit key would then make every event
look forged, so it is made only where somebody asks for it (``audit.anew``).
"""

from __future__ import annotations

import secrets
from contextlib import closing
from pathlib import Path

from radvaluer_desktop.credentials import KEY_BYTES, Keyring
from radvaluer_desktop.feedback.audit.head import head_file
from radvaluer_desktop.feedback.connection import read_database
from radvaluer_desktop.feedback.failures import NotAStore, StoreDamaged, StoreKeyWrong
from radvaluer_desktop.feedback.key_failures import AuditKeyGone, KeyringOutdated
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.key_reference import KeyEntry


def held_keys(database: Path, keyring: Keyring, entry: KeyEntry) -> KeyPair:
    """Return what the keyring has of ``entry``; of a store without a trail, a new audit key.

    Raises KeyMissing, KeyringOutdated, AuditKeyGone or another StoreError.
    """
    return _pair(_key_of(database, keyring, entry))


def keep_audit_key(database: Path, keyring: Keyring, entry: KeyEntry) -> KeyPair:
    """The same, after giving the keyring an audit key where there was none before."""
    key = _key_of(database, keyring, entry)
    keys = _pair(key)
    if len(key) == KEY_BYTES:
        keyring.keep_key(keys.data + keys.audit, entry.key_id)
    return keys


def data_key_alone(keyring: Keyring, entry: KeyEntry) -> KeyPair | None:
    """Return the data key with a new audit key, which is kept nowhere; None where one is held."""
    key = keyring.read_key(entry.key_id)
    return _pair(key) if len(key) == KEY_BYTES else None


def has_trail(database: Path, key: bytes) -> bool:
    """Whether the file that ``key`` opens, or what lies beside it, tells of an audit trail."""
    if head_file(database).exists():
        return True
    if not database.exists():
        return False
    try:
        with closing(read_database(database, key)) as connection:
            there = connection.table("audit").exists()
            return bool(there and connection.execute("SELECT 1 FROM audit LIMIT 1").fetchone())
    except (NotAStore, StoreDamaged, StoreKeyWrong):
        return False  # opening it tells


def _key_of(database: Path, keyring: Keyring, entry: KeyEntry) -> bytes:
    """Return 32 or 64 bytes.

    What is sealed holds an audit key always: where the keyring has none then, a new one would not
    fit the trail, and the next sealing would lose the right one.
    """
    key = keyring.read_key(entry.key_id)
    if len(key) == KEY_BYTES:
        if entry.recovery or entry.escrow:
            raise KeyringOutdated(backend=keyring.backend)
        if has_trail(database, key):
            raise AuditKeyGone(path=database, backend=keyring.backend)
    return key


def _pair(key: bytes) -> KeyPair:
    if len(key) == KEY_BYTES:
        return KeyPair(key, secrets.token_bytes(KEY_BYTES))
    return KeyPair(key[:KEY_BYTES], key[KEY_BYTES:])

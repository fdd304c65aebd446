"""Which keys open the store: the keyring's, by the reference beside the database.

The rule: never make a key or a database beside one that cannot be opened. A new key is in the
keyring, and was read back, before anything on disk names it; a process that is killed on the way
leaves at most a key in the keyring that nothing names.

A store has a key that opens it and a key that its audit trail is signed with, random both, and kept
as one. Of several in the reference, the one that opens the file in question is taken: so it does
not matter when a process that changed the key was killed, nor how old a copy of the store is.
"""

from __future__ import annotations

import secrets
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from radvaluer_desktop.credentials import KEY_BYTES, SERVICE, KeyMissing, Keyring
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.feedback.connection import read_database
from radvaluer_desktop.feedback.failures import NotAStore, StoreDamaged, StoreKeyWrong
from radvaluer_desktop.feedback.held_keys import data_key_alone, held_keys, keep_audit_key
from radvaluer_desktop.feedback.key_failures import AuditKeyGone, EscrowKeyUnusable, KeyGone
from radvaluer_desktop.feedback.key_gone import why_gone
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.key_reference import (
    KeyEntry,
    KeyReference,
    read_reference,
    reference_file,
    with_entry,
    write_reference,
)
from radvaluer_desktop.feedback.profile import Profile
from radvaluer_desktop.feedback.sealing import read_public_line, seal

__all__ = [
    "find_key",
    "find_keys",
    "find_or_create_keys",
    "keep_up_to_date",
    "keys_of_copy",
    "keys_without_audit",
    "new_keys",
    "newest_keys",
    "now",
    "opens",
    "read_reference",
    "reference_file",
    "sealed_anew",
    "sealed_entry",
]


def find_keys(database: Path, keyring: Keyring) -> KeyPair:
    """Return the keys that open ``database``, the store's or a copy's. Raises StoreError.

    Of a store from before there were audit keys, the audit key is one that nothing was ever signed
    with: ``keep_up_to_date`` gives such a store its own. Where there is a trail: AuditKeyGone.
    """
    return _found(database, read_reference(database), keyring)[1]


def find_key(database: Path, keyring: Keyring) -> bytes:
    """Return the key that opens ``database``, 32 bytes. Raises StoreError."""
    return find_keys(database, keyring).data


def keys_of_copy(copy: Path, database: Path, keyring: Keyring) -> KeyPair:
    """Return the keys that open ``copy``, a backup of ``database`` or what was set aside of it.

    By what lies beside the copy, or beside the store where nothing does. Raises StoreError.
    """
    named = copy if reference_file(copy).exists() else database
    return _found(copy, read_reference(named), keyring)[1]


def newest_keys(database: Path, keyring: Keyring) -> KeyPair:
    """Return the keys of a store that may be damaged or gone, to restore it with.

    Those that open it, or else the newest. Where there was no audit key yet the keyring gets one,
    because what is restored has a trail. Raises StoreError.
    """
    reference = read_reference(database)
    try:
        entry = _found(database, reference, keyring)[0]
    except (NotAStore, StoreDamaged, StoreKeyWrong, KeyGone):
        # An older key may be missing: it was of copies alone.
        entry = _found(database, replace(reference, keys=reference.keys[:1]), keyring)[0]
    return keep_audit_key(database, keyring, entry)


def keys_without_audit(database: Path, keyring: Keyring) -> tuple[KeyEntry, KeyPair]:
    """Return what opens a store whose audit key is lost, with a new audit key, kept nowhere yet.

    Raises StoreError, also where that key is not lost: the keyring has it, or a second way does.
    """
    try:
        find_keys(database, keyring)
    except AuditKeyGone:
        for entry in read_reference(database).keys:
            with suppress(KeyMissing):
                keys = data_key_alone(keyring, entry)
                if keys is not None and opens(database, keys.data):
                    return entry, keys
        raise
    raise InternalError("the audit key is not lost")


def find_or_create_keys(database: Path, keyring: Keyring, escrow: str = "") -> KeyPair:
    """Return the keys of ``database``; make them where neither it nor a reference exists.

    ``escrow``: the department's public key, which new keys are sealed to at once. The caller holds
    the store's lock. Raises StoreError, or OSError where the folder refuses.
    """
    public = _public_key(escrow)
    if not database.exists() and not reference_file(database).exists():
        _create(database, keyring, public)
    return find_keys(database, keyring)


def keep_up_to_date(database: Path, keyring: Keyring, escrow: str = "") -> KeyPair:
    """Bring the reference of a store that opened up to date; return its keys. Raises StoreError.

    An audit key is made where there was none, the keyring and the profile in use are noted, the key
    that opened comes first, and all keys are sealed to the department's key, where that is another.
    The caller holds the lock.
    """
    before = reference = read_reference(database)
    public, profile = _public_key(escrow), Profile()
    entry = _found(database, reference, keyring)[0]
    keys = keep_audit_key(database, keyring, entry)
    others = tuple(each for each in reference.keys if each.key_id != entry.key_id)
    reference = replace(
        reference,
        backend=keyring.backend,
        user=profile.user,
        computer=profile.computer,
        keys=(entry, *others),
    )
    if public and reference.escrow != public:
        reference = sealed_anew(database, replace(reference, escrow=public), keyring)
    if reference != before:
        write_reference(database, reference)
    return keys


def sealed_anew(database: Path, reference: KeyReference, keyring: Keyring) -> KeyReference:
    """Return ``reference`` with each key sealed to the public keys in it.

    A key that the keyring does not have any more, of an older copy of the store, stays as it is.
    """
    for entry in reference.keys:
        try:
            keys = keep_audit_key(database, keyring, entry)
        except KeyMissing:
            continue
        reference = with_entry(reference, sealed_entry(reference, entry, keys))
    return reference


def sealed_entry(reference: KeyReference, entry: KeyEntry, keys: KeyPair) -> KeyEntry:
    """Return ``entry`` with ``keys`` sealed to the public keys in ``reference``."""
    recovery, escrow = reference.recovery, reference.escrow
    return replace(
        entry,
        recovery=seal(keys, recovery.public_key) if recovery else None,
        escrow=seal(keys, escrow) if escrow else None,
    )


def new_keys(audit: bytes | None = None) -> KeyPair:
    """Return a new data key, and ``audit`` or a new audit key."""
    return KeyPair(secrets.token_bytes(KEY_BYTES), audit or secrets.token_bytes(KEY_BYTES))


def opens(database: Path, key: bytes) -> bool:
    """Whether ``key`` opens ``database``. Raises StoreError where no key could."""
    try:
        with closing(read_database(database, key)):
            return True
    except StoreKeyWrong:
        return False


def now() -> str:
    """Return the time, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _found(database: Path, reference: KeyReference, keyring: Keyring) -> tuple[KeyEntry, KeyPair]:
    """Return the newest that opens ``database``; of one alone, opening it will tell."""
    only = len(reference.keys) == 1 or not database.exists()
    missing: KeyMissing | None = None
    for entry in reference.keys:
        try:
            keys = held_keys(database, keyring, entry)
        except KeyMissing as error:
            missing = error
            continue
        if only or opens(database, keys.data):
            return entry, keys
    if missing is None:
        raise StoreKeyWrong(path=database)
    raise why_gone(database, reference, keyring) from missing


def _create(database: Path, keyring: Keyring, escrow: bytes | None) -> None:
    keys, profile = new_keys(), Profile()
    entry = KeyEntry(keyring.keep_key(keys.data + keys.audit), now())
    reference = KeyReference(
        service=SERVICE,
        backend=keyring.backend,
        user=profile.user,
        computer=profile.computer,
        keys=(entry,),
        escrow=escrow,
    )
    entry = sealed_entry(reference, entry, keys)
    write_reference(database, with_entry(reference, entry))


def _public_key(line: str) -> bytes | None:
    """Return the key that a setting holds; None where it is empty. Raises EscrowKeyUnusable."""
    try:
        return read_public_line(line) if line else None
    except ValueError as error:
        raise EscrowKeyUnusable from error

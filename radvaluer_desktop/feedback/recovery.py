"""The second way to the keys: with the recovery key, or with the department's private key.

Whoever has one of them and the two files ``feedback.db`` and ``feedback.key.json`` can open the
store. Nothing here makes a key of the store or changes the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.audit.events import Actor
from radvaluer_desktop.feedback.audit.head import read_head
from radvaluer_desktop.feedback.audit.journal import attempt
from radvaluer_desktop.feedback.connection import translated
from radvaluer_desktop.feedback.failures import StoreKeyWrong
from radvaluer_desktop.feedback.files import store_lock
from radvaluer_desktop.feedback.key_failures import (
    KeyReferenceDamaged,
    NoEscrow,
    NoRecoveryKey,
    PrivateKeyUnusable,
    WrongPrivateKey,
    WrongRecoveryKey,
)
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.key_reference import (
    KeyEntry,
    KeyReference,
    Recovery,
    read_reference,
    reference_file,
    write_reference,
)
from radvaluer_desktop.feedback.keys import find_keys, now, opens, sealed_anew
from radvaluer_desktop.feedback.profile import Profile
from radvaluer_desktop.feedback.recovery_key import RecoveryKey
from radvaluer_desktop.feedback.sealing import (
    Stretching,
    X25519PrivateKey,
    fingerprint,
    private_key_of,
    public_bytes,
    read_private_key,
    unseal,
)

Opened = list[tuple[KeyEntry, KeyPair]]
Way = Callable[[Path, KeyReference], Opened]


def recovery_number(recovery: Recovery) -> str:
    """Return the number that stands on the sheet of a recovery key, so that sheets can be told."""
    return fingerprint(recovery.public_key)[:9]


def make_recovery(key: RecoveryKey) -> Recovery:
    """Return what is written beside the store of ``key``; takes a quarter of a second."""
    how = Stretching.new()
    return Recovery(public_bytes(private_key_of(key.text, how)), how, now())


def keep_recovery(database: Path, keyring: Keyring, key: RecoveryKey, recovery: Recovery) -> None:
    """Let ``key`` open the store from now on, and no earlier recovery key. Raises StoreError.

    ``recovery``: as ``make_recovery`` made it. The caller saw to it that a person has the key. What
    was written is opened with it before this returns.
    """
    with translated(database), store_lock(database):
        keys = find_keys(database, keyring)
        if database.exists() and not opens(database, keys.data):
            raise StoreKeyWrong(path=database)
        before = read_reference(database)
        reference = sealed_anew(database, replace(before, recovery=recovery), keyring)
        pairs = [pair for _entry, pair in with_recovery_key(key)(database, reference)]
        if keys.data not in [pair.data for pair in pairs]:
            raise KeyReferenceDamaged(reference=reference_file(database))
        write_reference(database, reference)


def verify_recovery(database: Path, key: RecoveryKey, actor: Actor | None = None) -> Recovery:
    """Return what is known of ``key``, which opens the store. Needs no keyring.

    ``actor``: who is named where it does not open. Raises NoRecoveryKey, WrongRecoveryKey or
    another StoreError.
    """
    with translated(database), attempt(database, actor or Actor()):
        reference = read_reference(database)
        _must_open(database, with_recovery_key(key)(database, reference))
        if reference.recovery is None:
            raise NoRecoveryKey
        return reference.recovery


def recover(database: Path, keyring: Keyring, way: Way, actor: Actor | None = None) -> None:
    """Put the keys of the store into the keyring in use, under the ids that they had.

    ``actor``: who is named where that fails. Raises StoreError, and then keyring, store and
    reference are as they were, but for keys that the keyring took before it failed; and but for a
    store whose beginning is damaged: it has its keys back then, so that a backup can be restored.
    """
    with translated(database), attempt(database, actor or Actor()), store_lock(database):
        reference = read_reference(database)
        keyring.must_answer()
        opened = way(database, reference)
        if not _signed_head(database, opened):
            _must_open(database, opened)
        for entry, keys in opened:
            keyring.keep_key(keys.data + keys.audit, entry.key_id)
        _must_open(database, opened)
        profile = Profile()
        reference = replace(
            reference,
            backend=keyring.backend,
            user=profile.user,
            computer=profile.computer,
            recovered=now(),
        )
        write_reference(database, reference)


def with_recovery_key(key: RecoveryKey) -> Way:
    """Return the way that a recovery key opens. It raises NoRecoveryKey or WrongRecoveryKey."""

    def open_all(database: Path, reference: KeyReference) -> Opened:
        recovery = reference.recovery
        if recovery is None:
            raise NoRecoveryKey
        private = private_key_of(key.text, recovery.stretching)
        if public_bytes(private) != recovery.public_key:
            raise WrongRecoveryKey(number=recovery_number(recovery), created=recovery.created[:10])
        sealed = [(entry, entry.recovery) for entry in reference.keys if entry.recovery]
        return _unsealed(database, sealed, private)

    return open_all


def with_private_key(file: Path, passphrase: str) -> Way:
    """Return the way that the department's private key in a PEM file opens.

    It raises NoEscrow, WrongPrivateKey or PrivateKeyUnusable.
    """

    def open_all(database: Path, reference: KeyReference) -> Opened:
        if reference.escrow is None:
            raise NoEscrow
        try:
            private = read_private_key(file.read_bytes(), passphrase.encode())
        except (OSError, ValueError) as error:
            raise PrivateKeyUnusable(path=file) from error
        given, expected = public_bytes(private), reference.escrow
        if given != expected:
            raise WrongPrivateKey(
                path=file, expected=fingerprint(expected), given=fingerprint(given)
            )
        sealed = [(entry, entry.escrow) for entry in reference.keys if entry.escrow]
        return _unsealed(database, sealed, private)

    return open_all


def _unsealed(
    database: Path, sealed: list[tuple[KeyEntry, bytes]], private: X25519PrivateKey
) -> Opened:
    """Open what can be opened; of an older key that nobody could seal anew, it cannot.

    Raises KeyReferenceDamaged where nothing opens.
    """
    opened: Opened = []
    for entry, blob in sealed:
        try:
            opened.append((entry, unseal(blob, private)))
        except ValueError:
            continue
    if not opened:
        raise KeyReferenceDamaged(reference=reference_file(database))
    return opened


def _signed_head(database: Path, opened: Opened) -> bool:
    """Whether one of these keys signed the head beside the store: it is theirs, whatever it is."""
    return any(read_head(database, keys.audit) for _entry, keys in opened)


def _must_open(database: Path, opened: Opened) -> None:
    if database.exists() and not any(opens(database, keys.data) for _entry, keys in opened):
        raise StoreKeyWrong(path=database)

"""Which key opens the store: the reference beside the database, and the rule that guards it.

The rule: never make a key or a database beside one that cannot be opened. A new key is in the
keyring, and was read back, before anything on disk names it; a process that is killed on the way
leaves at most a key in the keyring that nothing names.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from radvaluer_desktop.credentials import SERVICE, KeyMissing, Keyring
from radvaluer_desktop.feedback.failures import (
    KeyReferenceDamaged,
    KeyReferenceMissing,
    KeyringChanged,
)
from radvaluer_desktop.feedback.files import write_once


@dataclass(frozen=True, slots=True)
class KeyReference:
    """Where a key is kept; no secret. ``created``: UTC, ISO 8601."""

    service: str
    key_id: str
    backend: str
    created: str


def reference_file(database: Path) -> Path:
    """Return the path of the reference beside ``database``."""
    return database.with_name(database.stem + ".key.json")


def find_key(database: Path, keyring: Keyring) -> bytes:
    """Return the key that the reference beside ``database`` names. Raises StoreError."""
    reference = read_reference(database)
    try:
        return keyring.read_key(reference.key_id)
    except KeyMissing as error:
        if keyring.backend == reference.backend:
            raise
        raise KeyringChanged(recorded=reference.backend, present=keyring.backend) from error


def find_or_create_key(database: Path, keyring: Keyring) -> bytes:
    """Return the key of ``database``; make one where neither it nor a reference exists.

    The caller holds the store's lock. Raises StoreError, or OSError where the folder refuses.
    """
    if not database.exists() and not reference_file(database).exists():
        _create(database, keyring)
    return find_key(database, keyring)


def _create(database: Path, keyring: Keyring) -> None:
    reference = KeyReference(
        service=SERVICE,
        key_id=keyring.create_key(),
        backend=keyring.backend,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    write_once(reference_file(database), json.dumps(asdict(reference), indent=2).encode())


def read_reference(database: Path) -> KeyReference:
    """Return what is written beside ``database``.

    Raises KeyReferenceMissing or KeyReferenceDamaged.
    """
    file = reference_file(database)
    try:
        fields = json.loads(file.read_bytes())
        reference = KeyReference(**fields)
    except FileNotFoundError as error:
        raise KeyReferenceMissing(path=database, reference=file.name) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise KeyReferenceDamaged(reference=file) from error
    if not all(isinstance(value, str) for value in asdict(reference).values()):
        raise KeyReferenceDamaged(reference=file)
    return reference

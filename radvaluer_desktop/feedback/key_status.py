"""How the keys of the store stand, without opening anything that a person would have to unlock."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.connection import translated
from radvaluer_desktop.feedback.key_reference import KeyReference, read_reference, reference_file
from radvaluer_desktop.feedback.keys import find_keys, opens
from radvaluer_desktop.feedback.profile import is_passing
from radvaluer_desktop.feedback.recovery import recovery_number
from radvaluer_desktop.feedback.sealing import fingerprint


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """What is known of the keys; no secret.

    ``reference`` is None where nothing was ever kept, or it cannot be read. ``in_use`` is the
    keyring of this session. ``keyring_opens``: whether it has the key that opens the store; None
    where it was not asked. ``problem`` says why not.
    """

    reference: KeyReference | None
    in_use: str | None
    keyring_opens: bool | None
    passing: bool
    problem: StoreError | None = None

    @property
    def recovery(self) -> str | None:
        """The number of the recovery key."""
        recovery = self.reference.recovery if self.reference else None
        return recovery_number(recovery) if recovery else None

    @property
    def escrow(self) -> str | None:
        """The fingerprint of the department's key that the store's are sealed to."""
        escrow = self.reference.escrow if self.reference else None
        return fingerprint(escrow) if escrow else None


def key_status(database: Path, keyring: Keyring) -> KeyStatus:
    """Say how the keys of ``database`` stand; changes nothing and raises no StoreError."""
    reference, in_use, fits = None, None, None
    passing = is_passing(database.parent)
    with suppress(StoreError):  # said below, where nothing else stands in the way
        in_use = keyring.backend
    try:
        with translated(database):
            if database.exists() or reference_file(database).exists():
                reference = read_reference(database)
            in_use = keyring.backend
            if reference is not None and database.exists():
                fits = False
                fits = opens(database, find_keys(database, keyring).data)
    except StoreError as problem:
        return KeyStatus(reference, in_use, fits, passing, problem)
    return KeyStatus(reference, in_use, fits, passing)

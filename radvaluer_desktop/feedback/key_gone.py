"""Why the keyring may not have a key that it once had."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.key_failures import (
    KeyringChanged,
    KeyringEmptied,
    ProfileMoved,
    ProfileNotKept,
)
from radvaluer_desktop.feedback.key_reference import KeyReference
from radvaluer_desktop.feedback.profile import Profile, is_passing

_LATELY = timedelta(days=7)


def why_gone(database: Path, reference: KeyReference, keyring: Keyring) -> StoreError:
    """Return what to say where ``keyring`` answers, but has no key that opens ``database``."""
    present = Profile()
    if keyring.backend != reference.backend:
        return KeyringChanged(recorded=reference.backend, present=keyring.backend)
    if reference.user and present != Profile(reference.user, reference.computer):
        return ProfileMoved(
            user=reference.user,
            computer=reference.computer,
            present_user=present.user,
            present_computer=present.computer,
        )
    if is_passing(database.parent) or _recovered_lately(reference):
        return ProfileNotKept()
    return KeyringEmptied(backend=keyring.backend)


def _recovered_lately(reference: KeyReference) -> bool:
    """Whether keys were put back into the keyring a few days ago: then it loses them each time."""
    try:
        since = datetime.now(UTC) - datetime.fromisoformat(reference.recovered)
    except (TypeError, ValueError):  # never, or no time with its zone
        return False
    return abs(since) < _LATELY

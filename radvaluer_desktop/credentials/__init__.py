"""The operating system's keyring, and what can go wrong with it."""

from radvaluer_desktop.credentials.failures import (
    KeyMissing,
    KeyNotKept,
    KeyringAbsent,
    KeyringFailed,
    KeyringLocked,
    KeyringRefused,
    KeyringSilent,
)
from radvaluer_desktop.credentials.system_keyring import KEY_BYTES, SERVICE, Keyring

__all__ = [
    "KEY_BYTES",
    "SERVICE",
    "KeyMissing",
    "KeyNotKept",
    "Keyring",
    "KeyringAbsent",
    "KeyringFailed",
    "KeyringLocked",
    "KeyringRefused",
    "KeyringSilent",
]

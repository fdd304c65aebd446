"""A stand-in for the keyring, where asking a real one takes longer than what is measured."""

from __future__ import annotations

from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import FeedbackStore, open_store

KEY_ID = "0" * 32


class OneKey(Keyring):
    """A keyring that holds the key of the old files in ``tests/data`` and an audit key."""

    @property
    def backend(self) -> str:
        return "stand-in"

    def keep_key(self, key: bytes, key_id: str | None = None) -> str:
        return key_id or KEY_ID

    def read_key(self, key_id: str) -> bytes:
        return bytes(range(64))


def open_it(path: Path) -> FeedbackStore:
    """Open the store as the program does."""
    return open_store(path, OneKey())

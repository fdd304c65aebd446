"""A store in a temporary folder, with its key in a real keyring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import FeedbackStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "feedback.db"


@pytest.fixture
def store(path: Path, unlocked_keyring: object) -> Iterator[FeedbackStore]:
    with open_store(path, Keyring()) as opened:
        yield opened


def tree(path: Path) -> dict[str, bytes]:
    """Return the bytes of every file beside ``path``, but for what notes failed unlocks."""
    files = (file for file in sorted(path.parent.iterdir()) if file.is_file())
    return {file.name: file.read_bytes() for file in files if file.suffix != ".jsonl"}

"""Nothing that was written can be read from the files without the key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.keys import find_key
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.store import FeedbackStore
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import DRAFT, FINAL, FINDINGS, HEADER, decision

PIECE = 12
TEXTS = (FINDINGS, DRAFT, FINAL, HEADER.indication or "")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def _pieces() -> Iterator[bytes]:
    for text in TEXTS:
        for start in range(len(text) - PIECE + 1):
            for encoding in ENCODINGS:
                yield text[start : start + PIECE].encode(encoding)


@pytest.fixture
def written(store: FeedbackStore) -> FeedbackStore:
    for _ in range(20):
        store.keep(decision())
    store.save_workspace(WorkspaceText(findings=FINDINGS, impression=DRAFT, header=HEADER))
    return store


def _assert_sealed(path: Path) -> None:
    files = tree(path)
    found = [name for name, data in files.items() if any(piece in data for piece in _pieces())]
    assert found == []
    assert not any(data.startswith(b"SQLite format 3") for data in files.values())
    key = find_key(path, Keyring())
    assert not any(key in data or key.hex().encode() in data for data in files.values())


def test_while_it_is_open(written: FeedbackStore, path: Path) -> None:
    assert len(tree(path)["feedback.db-wal"]) > 20 * len(FINDINGS.encode())
    _assert_sealed(path)


def test_after_it_was_closed(written: FeedbackStore, path: Path) -> None:
    written.close()
    assert "feedback.db-wal" not in tree(path)
    _assert_sealed(path)


def test_in_a_rollback_journal(written: FeedbackStore, path: Path) -> None:
    database = written._database
    database.execute("PRAGMA journal_mode = DELETE")
    with database.atomic():
        database.execute("UPDATE decisions SET findings = draft || findings")
        database.execute("PRAGMA cache_flush")
        assert tree(path)["feedback.db-journal"]
        _assert_sealed(path)


def test_the_search_would_find_plain_text(tmp_path: Path) -> None:
    for encoding in ENCODINGS:
        data = ("x" + FINDINGS).encode(encoding)
        assert any(piece in data for piece in _pieces())

"""The store, its write-ahead log and what is typed but not decided are noise to who has no key."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.report.study import StudyHeader
from tests.privacy.canaries import Canaries
from tests.privacy.searching import Searcher
from tests.unit.feedback.samples import decision

_PAGE = 4096
_WAL_HEADER, _FRAME_HEADER = 32, 24


def pages(path: Path) -> list[bytes]:
    data = path.read_bytes()
    if path.name.endswith("-wal"):
        step, start = _PAGE + _FRAME_HEADER, _WAL_HEADER
        return [data[at + _FRAME_HEADER : at + step] for at in range(start, len(data), step)]
    return [data[at : at + _PAGE] for at in range(0, len(data), _PAGE)]


def looks_like_noise(page: bytes) -> bool:
    """Noise cannot be packed; a page of SQLite's, mostly empty, can."""
    return len(zlib.compress(page, 9)) > len(page)


def test_every_page_is_noise(tmp_path: Path, unlocked_keyring: object) -> None:
    canaries, path = Canaries(), tmp_path / "feedback.db"
    texts = iter(canaries.all)
    with open_store(path, Keyring()) as store:
        for _ in range(8):
            header = StudyHeader(pseudonym=next(texts), indication=next(texts))
            store.keep(decision(header=header, findings=next(texts), final=next(texts)))
        rest = "".join(texts)
        store.save_workspace(WorkspaceText(findings=rest, impression=rest))
        write_ahead_log = path.with_name("feedback.db-wal")
        seen = pages(path) + pages(write_ahead_log)
        assert write_ahead_log.stat().st_size > len(rest.encode())
        assert Searcher(canaries.all).in_folder(tmp_path) == []
    seen += pages(path)
    assert [page for page in seen if not looks_like_noise(page)] == []
    assert Searcher(canaries.all).in_folder(tmp_path) == []
    with open_store(path, Keyring()) as store:
        typed = store.workspace()
        assert typed is not None
        assert typed.findings == rest


def test_a_plain_database_is_no_noise(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE decisions (findings)")
    plain.close()
    assert not any(map(looks_like_noise, pages(path)))


def test_no_other_sqlite_opens_it(tmp_path: Path, unlocked_keyring: object) -> None:
    path = tmp_path / "feedback.db"
    open_store(path, Keyring()).close()
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()

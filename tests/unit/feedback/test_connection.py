"""Opening what cannot be opened: said in words, and untouched to the last byte."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback import connection
from radvaluer_desktop.feedback.connection import open_database, read_database
from radvaluer_desktop.feedback.failures import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreDiskFull,
    StoreKeyWrong,
    StoreNewer,
    StoreNotWritable,
)
from radvaluer_desktop.feedback.keys import find_key
from radvaluer_desktop.feedback.store import FeedbackStore, inspect_store, open_store
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import FINDINGS, decision

OPENERS = (open_database, read_database)


@pytest.fixture
def kept(store: FeedbackStore, path: Path) -> Path:
    """A closed store with one decision."""
    store.keep(decision())
    store.close()
    return path


@pytest.fixture
def crashed(kept: Path) -> Path:
    """A store whose last decision is in the write-ahead log alone."""
    code = (
        "import os, sys; from pathlib import Path;"
        "from radvaluer_desktop.credentials import Keyring;"
        "from radvaluer_desktop.feedback.store import open_store;"
        "from tests.unit.feedback.samples import decision;"
        "store = open_store(Path(sys.argv[1]), Keyring()); store.keep(decision()); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(kept)], check=True, timeout=60)
    assert (kept.parent / "feedback.db-wal").stat().st_size
    return kept


def test_the_right_key_opens_what_a_crash_left(crashed: Path) -> None:
    with open_store(crashed, Keyring()) as store:
        assert store.count() == 2


@pytest.mark.parametrize("opener", OPENERS)
def test_a_wrong_key_changes_nothing(
    kept: Path, opener: object, capfd: pytest.CaptureFixture[str]
) -> None:
    before = tree(kept)
    with pytest.raises(StoreKeyWrong, match="left untouched"):
        opener(kept, secrets.token_bytes(32))  # type: ignore[operator]
    assert tree(kept) == before
    assert capfd.readouterr() == ("", "")


def test_a_wrong_key_leaves_the_write_ahead_log_of_a_crash(crashed: Path) -> None:
    before = tree(crashed)
    with pytest.raises(StoreKeyWrong):
        open_database(crashed, secrets.token_bytes(32))
    after = tree(crashed)
    for name in ("feedback.db", "feedback.db-wal"):
        assert after[name] == before[name]
    with open_store(crashed, Keyring()) as store:
        assert store.count() == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"not a database" * 300, b"\0" * 4095],
    ids=["empty", "a byte", "text", "cut off"],
)
def test_what_is_no_store_is_said(kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    _refused(kept, NotAStore)


def test_plain_sqlite_is_no_store(kept: Path) -> None:
    kept.unlink()
    plain = sqlite3.connect(kept)
    plain.execute("CREATE TABLE t (s)")
    plain.close()
    _refused(kept, NotAStore)


@pytest.mark.parametrize("content", [b"\0" * 8192, b"\xa5" * 4096])
def test_a_page_of_noise_is_said(kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    _refused(kept, StoreKeyWrong)


def test_a_damaged_beginning_is_said(kept: Path) -> None:
    _flip(kept, 100)
    _refused(kept, StoreKeyWrong)


def test_a_damaged_page_is_said_when_it_is_read(kept: Path) -> None:
    with open_store(kept, Keyring()) as store:
        for _ in range(50):
            store.keep(decision(findings=FINDINGS * 40))
    for page in range(kept.stat().st_size // 2 // 4096, kept.stat().st_size // 4096):
        _flip(kept, page * 4096 + 50)
    with pytest.raises(StoreDamaged), open_store(kept, Keyring()) as store:
        list(store.decisions())


def test_a_file_cut_off_between_pages_is_said(kept: Path) -> None:
    with open_store(kept, Keyring()) as store:
        for _ in range(50):
            store.keep(decision(findings=FINDINGS * 40))
    os.truncate(kept, 4096 * 12)
    before = kept.read_bytes()
    with pytest.raises(StoreDamaged, match="Nothing was written over"):
        open_store(kept, Keyring())
    assert kept.read_bytes() == before


def test_a_store_of_a_newer_program_is_refused(kept: Path) -> None:
    database = open_database(kept, find_key(kept, Keyring()))
    database["_sqlite_migrations"].insert(  # type: ignore[union-attr]
        {"migration_set": "feedback", "name": "v9", "applied_at": "2031-01-01"}
    )
    database.close()
    before = tree(kept)
    with pytest.raises(StoreNewer, match="v9"):
        open_store(kept, Keyring())
    assert type(inspect_store(kept, Keyring()).problem) is StoreNewer
    assert tree(kept) == before


@pytest.fixture
def locked_by_another(kept: Path) -> Iterator[Path]:
    other = open_database(kept, find_key(kept, Keyring()))
    other.execute("BEGIN EXCLUSIVE")
    yield kept
    other.rollback()
    other.close()


def test_a_lock_of_another_process_is_said(
    locked_by_another: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 50)
    with pytest.raises(StoreBusy):
        open_store(locked_by_another, Keyring())


def test_a_decision_that_finds_no_room_is_not_half_kept(store: FeedbackStore) -> None:
    store.keep(decision())
    database = store._database
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreDiskFull, match="What was kept before is safe"):
        store.keep(decision(findings=FINDINGS * 1000))
    assert store.count() == 1
    database.execute("PRAGMA max_page_count = 100000")
    store.keep(decision(findings=FINDINGS * 1000))
    assert store.count() == 2


def test_a_file_in_the_place_of_the_folder_is_said(
    tmp_path: Path, unlocked_keyring: object
) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreNotWritable):
        open_store(tmp_path / "data" / "feedback.db", Keyring())


def test_names_with_odd_characters_open(tmp_path: Path, unlocked_keyring: object) -> None:
    path = tmp_path / "报告 100%?#&mode=ro" / "feedback.db"
    with open_store(path, Keyring()) as store:
        store.keep(decision())
    with open_store(path, Keyring()) as store:
        assert store.count() == 1


def test_sqlite_utils_knows_the_errors_of_this_driver(store: FeedbackStore) -> None:
    from sqlite_utils import utils

    assert utils.OperationalError is dbapi2.OperationalError
    store._database.table("not_there").drop(ignore=True)


def test_no_error_shows_the_key_or_a_text(kept: Path) -> None:
    key = secrets.token_bytes(32)
    with pytest.raises(StoreKeyWrong) as raised:
        open_database(kept, key)
    assert key.hex() not in f"{raised.value}{raised.value.values}{raised.value.__cause__}"


def _refused(path: Path, error: type[Exception]) -> None:
    before = tree(path)
    with pytest.raises(error, match="left untouched"):
        open_store(path, Keyring())
    assert type(inspect_store(path, Keyring()).problem) is error
    assert tree(path) == before


def _flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(content)

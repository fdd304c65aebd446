"""A new data key: everything is encrypted anew, or everything is as it was."""

from __future__ import annotations

import errno
import sys
from contextlib import closing
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring, KeyringLocked
from radvaluer_desktop.feedback import files, rotation
from radvaluer_desktop.feedback.connection import read_database
from radvaluer_desktop.feedback.failures import (
    StoreBusy,
    StoreDamaged,
    StoreKeyWrong,
    StoreNotWritable,
)
from radvaluer_desktop.feedback.key_failures import KeyGone
from radvaluer_desktop.feedback.keys import find_keys, opens, read_reference
from radvaluer_desktop.feedback.recovery import (
    keep_recovery,
    make_recovery,
    recover,
    verify_recovery,
    with_private_key,
    with_recovery_key,
)
from radvaluer_desktop.feedback.recovery_key import new_recovery_key
from radvaluer_desktop.feedback.rotation import rotate
from radvaluer_desktop.feedback.sealing import new_pair
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, open_store, read_store
from tests.keyring_session import KeyringSession, forget_keys
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import decision

KEY = new_recovery_key()
RECOVERY = make_recovery(KEY)


@pytest.fixture
def kept(store: FeedbackStore, path: Path) -> Path:
    """A closed store with a decision and a recovery key."""
    store.keep(decision())
    store.close()
    keep_recovery(path, Keyring(), KEY, RECOVERY)
    return path


def test_everything_is_encrypted_anew_and_nothing_is_lost(kept: Path) -> None:
    before, old = find_keys(kept, Keyring()), kept.read_bytes()
    told: list[tuple[int, int]] = []
    rotate(kept, Keyring(), lambda done, of: told.append((done, of)))
    after = find_keys(kept, Keyring())
    assert after.data != before.data
    assert after.audit == before.audit
    assert not opens(kept, before.data)
    pages = [(file[at : at + 64]) for file in (old, kept.read_bytes()) for at in (0, 4096, 8192)]
    assert len(set(pages)) == len(pages)
    assert told[-1][0] == told[-1][1] > 0
    with open_store(kept, Keyring()) as store:
        assert store.count() == 1
        store.keep(decision())
        (mode,) = store._database.execute("PRAGMA journal_mode").fetchone()
        assert mode == "wal"
    assert [file for file in tree(kept) if ".new" in file] == []


def test_the_recovery_key_and_the_lead_open_it_as_before(kept: Path, tmp_path: Path) -> None:
    pem, line = new_pair(b"")
    (tmp_path / "lead.pem").write_bytes(pem)
    open_store(kept, Keyring(), StoreRules(escrow=line)).close()
    for way in (with_recovery_key(KEY), with_private_key(tmp_path / "lead.pem", "")):
        rotate(kept, Keyring())
        verify_recovery(kept, KEY)
        forget_keys(kept)
        with pytest.raises(KeyGone):
            open_store(kept, Keyring())
        recover(kept, Keyring(), way)
        with open_store(kept, Keyring()) as store:
            assert store.count() == 1


def test_older_copies_still_open(kept: Path) -> None:
    old = kept.read_bytes()
    for _ in range(2):
        rotate(kept, Keyring())
    kept.write_bytes(old)
    with open_store(kept, Keyring()) as store:
        assert store.count() == 1
    forget_keys(kept)
    recover(kept, Keyring(), with_recovery_key(KEY))
    with open_store(kept, Keyring()) as store:
        assert store.count() == 1


@pytest.mark.row("rotate-open")
def test_an_open_store_is_not_touched(kept: Path) -> None:
    with open_store(kept, Keyring()) as writer:
        with pytest.raises(StoreBusy):
            rotate(kept, Keyring())
        writer.keep(decision())
    reader = read_store(kept, Keyring())
    assert reader is not None
    with reader:
        assert reader.count() == 2
        before = tree(kept)
        with pytest.raises(StoreBusy):
            rotate(kept, Keyring())
        assert reader.count() == 2
    assert tree(kept)["feedback.key.json"] == before["feedback.key.json"]
    rotate(kept, Keyring())


def test_given_up_in_the_middle_everything_is_as_it_was(kept: Path) -> None:
    before, keys = tree(kept), find_keys(kept, Keyring())

    def give_up(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(kept, Keyring(), give_up)
    assert tree(kept).keys() == before.keys()
    assert tree(kept)["feedback.key.json"] == before["feedback.key.json"]
    assert find_keys(kept, Keyring()) == keys


def test_what_fails_when_the_new_file_is_in_place_takes_no_key_back(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = find_keys(kept, Keyring())

    def fail_afterwards(database: Path) -> None:
        files.put_in_place(database)
        raise OSError(errno.EIO, "the folder cannot be synced")

    monkeypatch.setattr(rotation, "put_in_place", fail_afterwards)
    with pytest.raises(StoreNotWritable):
        rotate(kept, Keyring())
    assert find_keys(kept, Keyring()).data != before.data
    with open_store(kept, Keyring()) as store:
        assert store.count() == 1
    verify_recovery(kept, KEY)


def test_a_damaged_store_is_left_alone(kept: Path) -> None:
    with kept.open("rb+") as file:
        file.seek(kept.stat().st_size - 100)
        file.write(b"\0" * 50)
    before = tree(kept)
    with pytest.raises(StoreDamaged):
        rotate(kept, Keyring())
    after = tree(kept)
    # Where the damage is seen at once, SQLite's own files of an open store stay beside it, empty.
    assert after.keys() - {"feedback.db-wal", "feedback.db-shm"} == before.keys()
    assert not after.get("feedback.db-wal")
    assert after["feedback.key.json"] == before["feedback.key.json"]


def test_a_locked_keyring_or_a_wrong_key_changes_nothing(
    path: Path, own_keyring: KeyringSession, tmp_path: Path
) -> None:
    open_store(path, Keyring()).close()
    other = tmp_path / "other" / "feedback.db"
    open_store(other, Keyring()).close()
    path.write_bytes(other.read_bytes())
    before = tree(path)
    with pytest.raises(StoreKeyWrong):
        rotate(path, Keyring())
    own_keyring.lock()
    with pytest.raises(KeyringLocked):
        rotate(path, Keyring())
    assert tree(path) == before


def test_a_key_that_was_named_and_never_used_does_no_harm(kept: Path) -> None:
    """As a killed process leaves it: the newest key in the reference opens nothing."""
    old = kept.read_bytes()
    rotate(kept, Keyring())
    kept.write_bytes(old)
    newest = read_reference(kept).keys[0]
    store = read_store(kept, Keyring())
    assert store is not None
    store.close()
    assert read_reference(kept).keys[0] == newest
    open_store(kept, Keyring()).close()
    assert read_reference(kept).keys[1] == newest
    keys = find_keys(kept, Keyring())
    with closing(read_database(kept, keys.data)) as database:
        assert database.table("decisions").count == 1
    rotate(kept, Keyring())
    verify_recovery(kept, KEY)


@pytest.mark.row("rotate-killed")
@pytest.mark.skipif(sys.platform == "win32", reason="kills a child that it forks")
@pytest.mark.usefixtures("unlocked_keyring")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_killed_at_any_moment_nothing_is_lost(tmp_path: Path) -> None:
    if sys.platform != "win32":
        from tests.soak.rotate_kill import survived

        assert survived(tmp_path, kills=10, seed=7, decisions=100)["recovered"] == 2

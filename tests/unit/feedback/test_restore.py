"""Restoring: what would be lost is said first, the old file stays, the trail goes on."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.audit.head import head_file
from radvaluer_desktop.feedback.audit.verify import Fault
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.connection import open_database, read_database
from radvaluer_desktop.feedback.copies import erase_in_copies
from radvaluer_desktop.feedback.failures import StoreBusy, StoreDamaged
from radvaluer_desktop.feedback.key_failures import KeyGone
from radvaluer_desktop.feedback.key_pair import KeyPair
from radvaluer_desktop.feedback.key_reference import KeyEntry, write_reference
from radvaluer_desktop.feedback.keys import find_keys, keys_of_copy, newest_keys, read_reference
from radvaluer_desktop.feedback.records import Decision, WorkspaceText
from radvaluer_desktop.feedback.restore import Lost, preview, replaced_stores, restore
from radvaluer_desktop.feedback.rotation import rotate
from radvaluer_desktop.feedback.store import open_store
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import FINDINGS, HEADER, decision

PATIENT, OTHER = (replace(HEADER, pseudonym=name) for name in ("李雷 0815", "韩梅梅 0816"))
EARLY, LATE = [decision() for _ in range(3)], [decision() for _ in range(2)]


@pytest.fixture
def keys(path: Path, unlocked_keyring: object) -> KeyPair:
    open_store(path, Keyring()).close()
    return find_keys(path, Keyring())


@pytest.fixture
def backup(path: Path, keys: KeyPair) -> Path:
    """A backup with three decisions of a store that then has five, and something typed."""
    with open_store(path, Keyring()) as store:
        for each in EARLY:
            store.keep(each)
        made = back_up(path, keys.data, path.parent / "backups")
        for each in LATE:
            store.keep(each)
        store.save_workspace(WorkspaceText(findings=FINDINGS))
    return made.path


def kept(path: Path) -> list[Decision]:
    with open_store(path, Keyring()) as store:
        assert store.verify_trail().findings == ()
        return list(store.decisions())


def test_the_preview_counts_what_would_be_lost_and_changes_nothing(
    path: Path, keys: KeyPair, backup: Path
) -> None:
    before = tree(path)
    seen = preview(path, keys, backup, keys.data)
    assert seen.backup.decisions == 3
    at = LATE[0].decided_at.isoformat(timespec="microseconds")
    assert seen.lost == Lost(True, decisions=2, drafts=0, first=at, last=at, typed=True)
    assert tree(path) == before


def test_a_restored_store_holds_the_backup_and_its_trail_goes_on(
    path: Path, keys: KeyPair, backup: Path
) -> None:
    with open_store(path, Keyring()) as store:
        trail = list(store.events())
    aside = restore(path, keys, backup, keys.data)
    assert kept(path) == EARLY[::-1]
    with open_store(path, Keyring()) as store:
        rows = list(store.events())
        assert rows[: len(trail)] == trail
        restored = rows[len(trail)]
    assert restored.event == "restored"
    assert restored.details == {"backup": backup.name, "lost": 2, "decisions": 2, "events": 0}
    assert aside is not None
    assert replaced_stores(path) == [aside]


def test_what_was_replaced_can_be_restored_in_turn(path: Path, keys: KeyPair, backup: Path) -> None:
    aside = restore(path, keys, backup, keys.data)
    assert aside is not None
    restore(path, keys, aside, keys.data)
    with open_store(path, Keyring()) as store:
        assert list(store.decisions()) == [*EARLY, *LATE][::-1]


@pytest.mark.row("restore-damaged")
def test_a_damaged_store_is_kept_and_its_loss_counted_from_outside(
    path: Path, keys: KeyPair, backup: Path
) -> None:
    data = bytearray(path.read_bytes())
    data[:64] = os.urandom(64)
    path.write_bytes(data)
    seen = preview(path, keys, backup, keys.data)
    assert seen.lost == Lost(readable=False, decisions=2)
    aside = restore(path, keys, backup, keys.data)
    assert kept(path) == EARLY[::-1]
    assert aside is not None
    assert aside.read_bytes() == data
    with open_store(path, Keyring()) as store:
        (row,) = [row for row in store.events() if row.event == "restored"]
    assert row.details["lost"] == 2
    assert row.details["events"]  # of the trail, after the backup


@pytest.mark.parametrize("damaged", [False, True])
@pytest.mark.parametrize("times", [1, 2])
def test_after_an_erasure_a_rewritten_backup_verifies(
    path: Path, keys: KeyPair, backup: Path, times: int, damaged: bool
) -> None:
    with open_store(path, Keyring()) as store:
        store.keep(decision(header=PATIENT))
        store.keep(decision(header=OTHER))
        store.keep(decision())
        older = back_up(path, keys.data, path.parent / "backups").path
        for name in ("李雷 0815", "韩梅梅 0816")[:times]:
            store.erase_studies([name])
            _gone, left = erase_in_copies([backup, older], [name], path, Keyring())
            assert left == []
    if damaged:
        data = bytearray(path.read_bytes())
        data[:64] = os.urandom(64)
        path.write_bytes(data)
    restore(path, keys, older, keys.data)
    assert len(kept(path)) == 8 - times
    with open_store(path, Keyring()) as store:
        (row,) = [row for row in store.events() if row.event == "restored"]
        assert row.details["decisions"] == (times if damaged else 0)
        again = back_up(path, keys.data, path.parent / "backups").path
    restore(path, keys, again, keys.data)  # what the trail told of once is not told again
    assert len(kept(path)) == 8 - times


def test_a_note_of_an_erasure_without_the_trails_key_excuses_nothing(
    path: Path, keys: KeyPair, backup: Path
) -> None:
    with closing(open_database(backup, keys.data)) as copy:
        (serial,) = copy.execute("SELECT max(serial) FROM decisions").fetchone()
        copy.execute("DELETE FROM decisions WHERE serial = ?", [serial])
        note = '{"decisions": 1, "signed": "%s"}' % ("0" * 64)
        copy.execute("INSERT INTO store_values VALUES ('erased_in_copy', ?)", [note])
        copy.conn.commit()
    data = bytearray(path.read_bytes())
    data[:64] = os.urandom(64)
    path.write_bytes(data)
    restore(path, keys, backup, keys.data)
    with open_store(path, Keyring()) as store:
        faults = [each.fault for each in store.verify_trail().findings]
    assert faults == [Fault.DECISION_MISSING]


def test_after_a_new_data_key_old_backups_and_a_damaged_store_still_serve(
    path: Path, keys: KeyPair, backup: Path
) -> None:
    rotate(path, Keyring())
    data = bytearray(path.read_bytes())
    data[:64] = os.urandom(64)  # no key opens it any more
    path.write_bytes(data)
    now = newest_keys(path, Keyring())
    assert now.data != keys.data
    assert now.audit == keys.audit
    old = keys_of_copy(backup, path, Keyring())
    assert old == keys
    restore(path, now, backup, old.data)
    assert kept(path) == EARLY[::-1]


def test_an_older_key_that_is_missing_does_not_stop_the_newest(
    path: Path, keys: KeyPair, backup: Path
) -> None:
    rotate(path, Keyring())
    newest, older = read_reference(path).keys
    now = find_keys(path, Keyring())
    backup = back_up(path, now.data, path.parent / "backups").path
    Keyring().delete_key(older.key_id)
    path.write_bytes(os.urandom(64) + path.read_bytes()[64:])
    assert newest_keys(path, Keyring()) == now
    restore(path, now, backup, now.data)
    assert len(kept(path)) == 5
    Keyring().delete_key(newest.key_id)
    with pytest.raises(KeyGone):
        newest_keys(path, Keyring())


def test_what_is_restored_of_a_store_from_before_the_trail_has_a_key_for_it(
    path: Path, keys: KeyPair
) -> None:
    """As where the first start of a new version finds the file damaged."""
    data = bytes(range(32))
    key_id = Keyring().keep_key(data)
    write_reference(path, replace(read_reference(path), keys=(KeyEntry(key_id, ""),)))
    head_file(path).unlink()
    old = (Path(__file__).parents[2] / "data" / "feedback-v2.db").read_bytes()
    path.write_bytes(os.urandom(64) + old[64:])
    backup = path.with_name("feedback-v2.db")
    backup.write_bytes(old)
    with closing(read_database(backup, data)) as before:
        (number,) = before.execute("SELECT count(*) FROM decisions").fetchone()
    store = newest_keys(path, Keyring())
    assert store == find_keys(path, Keyring())
    restore(path, store, backup, keys_of_copy(backup, path, Keyring()).data)
    assert len(kept(path)) == number > 0


def test_what_was_replaced_before_a_new_data_key_keeps_its_own(
    path: Path, keys: KeyPair, backup: Path
) -> None:
    aside = restore(path, keys, backup, keys.data)
    assert aside is not None
    rotate(path, Keyring())
    assert keys_of_copy(aside, path, Keyring()) == keys
    assert keys_of_copy(path, path, Keyring()) == find_keys(path, Keyring())


def test_a_store_that_is_gone_comes_back(path: Path, keys: KeyPair, backup: Path) -> None:
    path.unlink()
    assert preview(path, keys, backup, keys.data).lost.decisions == 2
    assert restore(path, keys, backup, keys.data) is None
    assert kept(path) == EARLY[::-1]


@pytest.mark.row("restore-damaged-backup")
def test_a_damaged_backup_replaces_nothing(path: Path, keys: KeyPair, backup: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[-2000] ^= 1
    backup.write_bytes(data)
    before = tree(path)
    with pytest.raises(StoreDamaged):
        restore(path, keys, backup, keys.data)
    assert tree(path) == before


def test_a_store_in_use_is_not_replaced(path: Path, keys: KeyPair, backup: Path) -> None:
    with open_store(path, Keyring()) as store:
        with pytest.raises(StoreBusy):
            restore(path, keys, backup, keys.data)
        assert store.count() == 5
    assert kept(path) == [*EARLY, *LATE][::-1]

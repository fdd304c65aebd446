"""Backups are whole, read back, dated and thinned; what stands in their way is named."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback import backup as module
from radvaluer_desktop.feedback.backup import BackupFailed, back_up
from radvaluer_desktop.feedback.backup_files import Backup, backups, is_due, thin
from radvaluer_desktop.feedback.connection import read_database
from radvaluer_desktop.feedback.erase import erase_store
from radvaluer_desktop.feedback.failures import StoreDamaged, StoreDiskFull
from radvaluer_desktop.feedback.keys import find_keys, reference_file
from radvaluer_desktop.feedback.places import PlaceWarning, place_warning
from radvaluer_desktop.feedback.store import FeedbackStore, open_store, read_store
from radvaluer_desktop.feedback.thinning import superfluous
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import decision


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


@pytest.fixture
def key(store: FeedbackStore) -> bytes:
    return find_keys(store.path, Keyring()).data


def test_stores_that_share_a_folder_leave_each_others_backups(
    store: FeedbackStore, key: bytes, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "feedback.db"
    open_store(other, Keyring()).close()
    theirs = back_up(other, find_keys(other, Keyring()).data, folder).path
    mine = [back_up(store.path, key, folder).path for _ in range(2)]
    assert {each.path for each in backups(folder, store.path)} == set(mine)
    assert [each.path for each in backups(folder, other)] == [theirs]
    for _ in range(4):
        back_up(store.path, key, folder)
    assert theirs.exists()
    store.close()
    erase_store(store.path, Keyring(), folder)
    assert [each.path for each in backups(folder, other)] == [theirs]


def test_a_backup_holds_what_the_open_store_holds(
    store: FeedbackStore, key: bytes, folder: Path
) -> None:
    kept = [decision() for _ in range(5)]
    for each in kept:
        store.keep(each)
    made = back_up(store.path, key, folder)
    store.keep(decision())
    assert made.contents.decisions == 5
    assert [each.path for each in backups(folder, store.path)] == [made.path]
    with FeedbackStore(read_database(made.path, key), made.path) as copy:
        assert list(copy.decisions()) == kept[::-1]
    assert reference_file(made.path).read_bytes() == reference_file(store.path).read_bytes()
    assert {path.suffix for path in folder.iterdir()} == {".db", ".json", ".lock"}
    assert b"CREATE TABLE" not in made.path.read_bytes()


def test_a_backup_opens_as_a_store_of_its_own(
    store: FeedbackStore, key: bytes, folder: Path
) -> None:
    store.keep(decision())
    made = back_up(store.path, key, folder)
    copy = read_store(made.path, Keyring())
    assert copy is not None
    with copy:
        assert copy.count() == 1


def test_a_backup_is_made_while_another_connection_writes(
    store: FeedbackStore, key: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is that of one moment, and does not begin again with each write."""
    monkeypatch.setattr(module, "_PAGES", 2)
    for _ in range(20):
        store.keep(decision())
    calls = []

    def write() -> None:
        calls.append(1)
        store.keep(decision())

    made = back_up(store.path, key, folder, may_go_on=write)
    assert made.contents.decisions == 20
    assert 3 < len(calls) < 200
    assert store.count() == 20 + len(calls)


def test_a_backup_that_is_stopped_leaves_nothing(
    store: FeedbackStore, key: bytes, folder: Path
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(store.path, key, folder, may_go_on=stop)
    assert backups(folder, store.path) == []
    assert [path.name for path in folder.iterdir()] == [".backup.lock"]


@pytest.mark.row("backup-damaged-store")
def test_a_damaged_store_is_named_and_makes_no_backup(path: Path, unlocked_keyring: object) -> None:
    with open_store(path, Keyring()) as store:
        for _ in range(30):
            store.keep(decision())
        key = find_keys(path, Keyring()).data
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    before = tree(path)
    with pytest.raises(StoreDamaged) as caught:
        back_up(path, key, path.parent / "copies")
    assert caught.value.values["path"] == path
    assert tree(path) == before
    assert backups(path.parent / "copies", path) == []


@pytest.mark.row("backup-target-gone")
def test_a_target_that_vanishes_is_named(store: FeedbackStore, key: bytes, folder: Path) -> None:
    for _ in range(20):
        store.keep(decision())
    first = back_up(store.path, key, folder)

    def unplug() -> None:
        if folder.exists():
            shutil.move(folder, folder.with_name("unplugged"))

    with pytest.raises(BackupFailed, match="gone"):
        back_up(store.path, key, folder, may_go_on=unplug)
    left = backups(folder.with_name("unplugged"), store.path)
    assert [each.path.name for each in left] == [first.path.name]
    assert store.count() == 20


def test_a_file_in_the_place_of_the_folder_is_named(
    store: FeedbackStore, key: bytes, folder: Path
) -> None:
    folder.write_text("no folder")
    with pytest.raises(BackupFailed):
        back_up(store.path, key, folder)


@pytest.mark.row("backup-disk-full")
def test_a_full_disk_is_named(
    store: FeedbackStore, key: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreDiskFull(path=folder)

    monkeypatch.setattr(module, "copy_pages", full)
    with pytest.raises(BackupFailed, match="no room"):
        back_up(store.path, key, folder)
    assert backups(folder, store.path) == []


def test_what_a_killed_backup_left_goes_with_the_next(
    store: FeedbackStore, key: bytes, folder: Path
) -> None:
    folder.mkdir()
    for name in ("feedback-20260301T083000Z.db.new", "feedback-20260301T083000Z.db.new-journal"):
        (folder / name).write_bytes(b"half")
    back_up(store.path, key, folder)
    assert not list(folder.glob("*.new*"))


def test_backups_are_thinned_by_days_weeks_and_months() -> None:
    newest = datetime(2026, 11, 26, 5, tzinfo=UTC)
    made = [newest - timedelta(hours=8 * n) for n in range(3 * 500)]  # three a day
    gone: list[datetime] = superfluous(made, lambda moment: moment)
    kept = sorted(set(made) - set(gone), reverse=True)
    days = {moment.date() for moment in kept}
    assert {(newest - timedelta(days=n)).date() for n in range(7)} <= days
    assert kept[:3] == made[:3]
    assert len(kept) <= 3 + 7 + 5 + 12
    months = {f"{moment:%Y-%m}" for moment in kept}
    assert len(months) == 12
    assert superfluous(kept, lambda moment: moment) == []


def test_thinning_knows_no_clock() -> None:
    old = [datetime(1990, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
    assert superfluous(old, lambda moment: moment) == []


def test_files_dated_later_than_now_rule_neither_thinning_nor_the_newest(
    store: FeedbackStore, folder: Path
) -> None:
    """As after a clock that was decades ahead for a while."""
    folder.mkdir()
    now = datetime(2026, 11, 26, 5, tzinfo=UTC)
    past = [now - timedelta(hours=8 * n) for n in range(30)]
    ahead = [now + timedelta(days=9000, hours=8 * n) for n in range(30)]
    for moment in (*past, *ahead):
        (folder / f"feedback-{moment:%Y%m%dT%H%M%SZ}.db").write_bytes(b"")
    there = backups(folder, store.path, now)
    assert [each.made_at for each in there[:30]] == past
    assert {each.dated_later for each in there[30:]} == {True}
    assert is_due(there, 24, now) is False
    thin(folder, there[0].path, now)
    left = backups(folder, store.path, now)
    kept = [each.made_at for each in left if not each.dated_later]
    assert kept[:3] == past[:3]
    assert {moment.date() for moment in kept} >= {
        (now - timedelta(days=n)).date() for n in range(7)
    }
    assert 3 <= len(left) - len(kept) <= 3 + 7 + 5 + 12
    only_ahead = [each for each in there if each.dated_later]
    assert is_due(only_ahead, 24, now)


def test_a_backup_is_due_after_so_many_hours_or_where_the_clock_was_wrong() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)

    def due(hours: int) -> bool:
        return is_due([Backup(Path(), now - timedelta(hours=hours))], 24, now)

    assert is_due([], 24, now)
    assert not is_due([], 0, now)
    assert [due(23), due(24), due(-23), due(-30)] == [False, True, False, True]


@pytest.mark.row("place-synced")
@pytest.mark.parametrize(
    "name", ["Dropbox", "OneDrive - Hospital", "Nextcloud", "坚果云", "iCloud Drive"]
)
def test_synced_folders_are_known_by_their_names(tmp_path: Path, name: str) -> None:
    assert place_warning(tmp_path / name) is None  # it is not there: nobody synchronises it
    (tmp_path / name).mkdir()
    assert place_warning(tmp_path / name / "backups") is PlaceWarning.SYNCED


def test_synced_folders_are_known_by_what_lies_in_them(tmp_path: Path) -> None:
    assert place_warning(tmp_path) is None
    (tmp_path / ".stfolder").mkdir()
    assert place_warning(tmp_path / "a" / "b") is PlaceWarning.SYNCED


@pytest.mark.row("place-network")
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_disks_of_other_computers_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    class Partition:
        mountpoint, fstype, opts = str(tmp_path), kind, "rw"

    monkeypatch.setattr("psutil.disk_partitions", lambda **_: [Partition])
    assert place_warning(tmp_path / "backups") is PlaceWarning.NETWORK
    Partition.fstype = "ext4"
    assert place_warning(tmp_path / "backups") is None

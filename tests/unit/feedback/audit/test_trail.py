"""The trail: what is written, by whom, when, chained to what, and where it ends."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.feedback.accepting import accept_loss
from radvaluer_desktop.feedback.audit import clock
from radvaluer_desktop.feedback.audit.events import Actor, Event
from radvaluer_desktop.feedback.audit.head import head_file, read_head
from radvaluer_desktop.feedback.audit.journal import failed_unlocks, journal_file
from radvaluer_desktop.feedback.audit.opening import StoreCutShort
from radvaluer_desktop.feedback.audit.system_log import Syslog, WindowsEventLog
from radvaluer_desktop.feedback.audit.verify import Fault
from radvaluer_desktop.feedback.connection import translated
from radvaluer_desktop.feedback.failures import StoreGone, StoreKeyWrong
from radvaluer_desktop.feedback.keys import find_keys
from radvaluer_desktop.feedback.store import (
    FeedbackStore,
    StoreRules,
    open_store,
    read_store,
)
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import CHECKS, FINDINGS, decision
from tests.unit.feedback.test_studies import shown


def events(store: FeedbackStore) -> list[str]:
    return [row.event for row in store.events()]


def test_each_act_is_an_event_in_its_order(store: FeedbackStore) -> None:
    store.note_draft(shown())
    store.keep(decision(checks=CHECKS))
    store.note(Event.VIEWED, decisions=1)
    assert events(store) == [
        "trail_begun",
        "unlocked",
        "key_changed",
        "draft_shown",
        "decided",
        "overridden",
        "viewed",
    ]
    rows = list(store.events())
    assert [row.seq for row in rows] == list(range(1, 8))
    assert rows[5].details == {"id": rows[4].details["id"], "checks": 1, "kinds": "side"}


def test_a_row_names_who_where_and_when_with_the_zone(path: Path, unlocked_keyring: object) -> None:
    rules = StoreRules(actor=Actor("r7", "ct-2"))
    with open_store(path, Keyring(), rules) as store:
        for row in store.events():
            assert (row.user, row.station) == ("r7", "ct-2")
            assert datetime.fromisoformat(row.at).utcoffset() == timedelta(0)
            assert datetime.strptime(row.zone, "%z")


def test_no_text_of_a_report_is_in_the_trail(store: FeedbackStore) -> None:
    store.note_draft(shown())
    store.keep(decision(checks=CHECKS, reject_reason="侧别"))
    store.erase_studies(["S-0123456789ABCDEF0123"])
    everything = "".join(str(row) for row in store.events())
    for text in (FINDINGS[:6], "effusion", "结节", "侧别", "known since May", "study", "S-012"):
        assert text not in everything


def test_the_database_refuses_to_change_the_trail(store: FeedbackStore) -> None:
    for sql in (
        "UPDATE audit SET user = 'nobody'",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT seq + 9, at, zone, event, user, station, detail, mac FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    ):
        with pytest.raises(InternalError), translated(store.path):
            store._database.execute(sql)
        store._database.conn.rollback()
    assert store.verify_trail().findings == ()


def test_a_decision_that_is_not_kept_leaves_no_event(store: FeedbackStore) -> None:
    kept = decision()
    store.keep(kept)
    with pytest.raises(InternalError):
        store.keep(kept)  # its id is taken
    store.note(Event.VIEWED)
    assert events(store)[3:] == ["decided", "viewed"]
    assert store.verify_trail().findings == ()


def test_a_clock_that_is_set_is_an_event_with_its_seconds(
    store: FeedbackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = clock.now()
    moments = [(0, 0), (1, 1), (-3599, 1), (-3590, 10), (90_000, 11)]
    for wall, passed in moments:
        moment = clock.Moment(real.wall + timedelta(seconds=wall), real.passed + passed)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        store.note(Event.VIEWED)
    jumps = [row.details["seconds"] for row in store.events() if row.event == "clock_jumped"]
    assert jumps == [-3600, 93_589]
    assert store.verify_trail().findings == ()


def test_a_clock_that_is_behind_the_last_run_is_an_event(
    path: Path, unlocked_keyring: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(path, Keyring()).close()
    real = clock.now()
    early = clock.Moment(real.wall - timedelta(days=30), 0.0)
    monkeypatch.setattr(clock, "now", lambda: early)
    with open_store(path, Keyring()) as store:
        assert events(store)[-2:] == ["clock_jumped", "unlocked"]


@pytest.mark.row("unlock-failed")
@pytest.mark.usefixtures("unlocked_keyring")
def test_failed_unlocks_wait_beside_the_store_and_are_chained_in(path: Path) -> None:
    open_store(path, Keyring()).close()
    whole = path.read_bytes()
    path.write_bytes(bytes(16) + whole[16:])
    for _ in range(2):
        with pytest.raises(StoreKeyWrong):
            open_store(path, Keyring())
    assert [each["reason"] for each in failed_unlocks(path)] == ["StoreKeyWrong"] * 2
    path.write_bytes(whole)
    with open_store(path, Keyring()) as store:
        assert events(store)[-3:] == ["unlock_failed", "unlock_failed", "unlocked"]
        assert store.verify_trail().findings == ()
    assert not journal_file(path).exists()


@pytest.mark.usefixtures("unlocked_keyring")
def test_a_journal_that_was_chained_in_is_not_chained_twice(path: Path) -> None:
    """As after a kill between the commit and the removal of the journal."""
    open_store(path, Keyring()).close()
    line = {"id": "a" * 32, "at": "x", "zone": "x", "reason": "x", "user": "x", "station": "x"}
    for _ in range(2):
        journal_file(path).write_text(json.dumps(line) + "\nno line\n")
        with open_store(path, Keyring()) as store:
            names = events(store)
    assert names.count("unlock_failed") == 1 + 2  # what is unreadable is told each time


@pytest.mark.row("store-cut-short")
@pytest.mark.usefixtures("unlocked_keyring")
def test_an_older_copy_in_its_place_is_missed_and_left_untouched(path: Path) -> None:
    with open_store(path, Keyring()) as store:
        store.keep(decision())
    older = path.read_bytes()
    with open_store(path, Keyring()) as store:
        for _ in range(3):
            store.keep(decision())
    path.write_bytes(older)
    before = tree(path)
    with pytest.raises(StoreCutShort) as caught:
        open_store(path, Keyring())
    assert (caught.value.values["events"], caught.value.values["decisions"]) == (4, 3)
    assert tree(path) == before
    lost = accept_loss(path, Keyring(), StoreRules())
    assert lost is not None
    assert lost.decisions == 3
    with open_store(path, Keyring()) as store:
        assert store.count() == 1
        assert "loss_accepted" in events(store)
        assert store.verify_trail().findings == ()
    assert accept_loss(path, Keyring(), StoreRules()) is None


@pytest.mark.row("store-gone")
@pytest.mark.usefixtures("unlocked_keyring")
def test_no_new_store_is_made_where_one_was(path: Path) -> None:
    open_store(path, Keyring()).close()
    path.unlink()
    with pytest.raises(StoreGone):
        open_store(path, Keyring())
    assert not path.exists()


@pytest.mark.usefixtures("unlocked_keyring")
def test_a_head_that_was_taken_away_is_found_before_and_after(path: Path) -> None:
    open_store(path, Keyring()).close()
    head_file(path).unlink()
    seen = read_store(path, Keyring(), as_it_is=True)
    assert seen is not None
    with seen:
        assert [each.fault for each in seen.verify_trail().findings] == [Fault.HEAD_MISSING]
    with open_store(path, Keyring()) as store:
        assert [each.fault for each in store.verify_trail().findings] == [Fault.HEAD_LOST_BEFORE]


@pytest.mark.usefixtures("unlocked_keyring")
def test_the_head_is_whole_after_a_write_that_was_cut_off(path: Path) -> None:
    with open_store(path, Keyring()) as store:
        for _ in range(3):
            store.keep(decision())
        key = find_keys(path, Keyring()).audit
        head = read_head(path, key)
        assert head is not None
        data = bytearray(head_file(path).read_bytes())
        at = head.seq % 2 * 512
        data[at : at + 512] = data[at : at + 100] + bytes(412)
        head_file(path).write_bytes(data)
        before = read_head(path, key)
        assert before is not None
        assert before.seq == head.seq - 1
        assert [each.fault for each in store.verify_trail().findings] == [Fault.HEAD_DAMAGED]
    with open_store(path, Keyring()) as store:
        faults = [each.fault for each in store.verify_trail().findings]
        assert faults == [Fault.HEAD_LOST_BEFORE]


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[socket.socket]:
    if sys.platform == "win32":
        pytest.skip("a UNIX socket")
    else:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
            listening.bind(str(tmp_path / "log"))
            listening.settimeout(5)
            yield listening


@pytest.mark.usefixtures("unlocked_keyring")
def test_rows_go_to_the_system_log_and_what_it_missed_with_the_next(
    path: Path, tmp_path: Path, daemon: socket.socket
) -> None:
    rules = StoreRules(actor=Actor('r"7\n', "ct-2"), log=Syslog(tmp_path / "log"))
    with open_store(path, Keyring(), rules) as store:
        assert b"event=trail_begun" in daemon.recv(4096)
        line = daemon.recv(4096).decode()
        assert b"event=key_changed" in daemon.recv(4096)
        (tmp_path / "log").rename(tmp_path / "gone")
        store.keep(decision())
        (tmp_path / "gone").rename(tmp_path / "log")
        store.note(Event.VIEWED)
        last = list(store.events())[-2:]
        lines = [daemon.recv(4096).decode() for _ in range(2)]
    assert line.startswith("<86>radvaluer[")
    assert 'user="r?7?"' in line
    for row, sent in zip(last, lines, strict=True):
        assert f"seq={row.seq} " in sent
        assert sent.endswith(row.mac.hex())


def test_windows_gets_an_event_of_its_application_log(store: FeedbackStore) -> None:
    """With a stand-in for ``advapi32``; Windows itself was not tried."""

    class Advapi:
        taken = 1
        closed = 0

        def RegisterEventSourceW(self, server: None, name: str) -> int:  # noqa: N802
            assert (server, name) == (None, "RadValuer Desktop")
            return 7

        def ReportEventW(self, source: int, *rest: object) -> int:  # noqa: N802
            assert source == 7
            return self.taken

        def DeregisterEventSource(self, source: int) -> None:  # noqa: N802
            self.closed += 1

    advapi = Advapi()
    row = next(iter(store.events()))
    WindowsEventLog(advapi).write(row)
    advapi.taken = 0
    with pytest.raises(OSError, match="event log"):
        WindowsEventLog(advapi).write(row)
    assert advapi.closed == 2


def test_changes_of_settings_and_model_are_events(store: FeedbackStore) -> None:
    for _ in range(2):
        store.note_settings({"threads": 0, "model": "/home/a"})
    store.note_settings({"threads": 4, "model": "/home/王小明"})
    for sha256 in ("a" * 64, "a" * 64, "b" * 64):
        store.note_model("demo", sha256)
    rows = list(store.events())[3:]
    assert [row.event for row in rows] == ["settings_changed", "model_changed", "model_changed"]
    assert rows[0].details == {"settings": "model,threads", "threads": "0 -> 4"}
    assert rows[2].details["before"] == "a" * 64

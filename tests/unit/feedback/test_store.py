"""FeedbackStore: what is kept comes back, and nothing else shows it."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.feedback.failures import StoreDiskFull
from radvaluer_desktop.feedback.keys import reference_file
from radvaluer_desktop.feedback.migrations import _STEPS
from radvaluer_desktop.feedback.records import Verdict, WorkspaceText
from radvaluer_desktop.feedback.store import FeedbackStore, inspect_store, open_store, read_store
from radvaluer_desktop.report.study import StudyHeader
from tests.keyring_session import KeyringSession
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import (
    CHECKS,
    COMMUNICATION,
    DRAFT,
    FINAL,
    FINDINGS,
    HEADER,
    decision,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.mark.parametrize(
    "kept",
    [
        decision(),
        decision(header=StudyHeader(), verdict=Verdict.ACCEPTED, final=DRAFT, edits=0),
        decision(verdict=Verdict.REJECTED, final="", reject_reason="side is wrong 侧别错误"),
        decision(checked=True, checks=CHECKS, communication=COMMUNICATION),
        decision(findings="a\0\r\n\t'\";--\u2028\U0001f600" * 5000),
    ],
)
def test_a_decision_comes_back_as_it_was(store: FeedbackStore, kept: object) -> None:
    store.keep(kept)  # type: ignore[arg-type]
    assert list(store.decisions()) == [kept]


@pytest.mark.row("clock-jumps")
def test_decisions_come_newest_first_whatever_the_clock_says(store: FeedbackStore) -> None:
    moments = [datetime(2026, 1, 2, tzinfo=UTC) + timedelta(microseconds=n) for n in (5, 0, 9)]
    kept = [decision(decided_at=moment) for moment in moments]
    for each in kept:
        store.keep(each)
    assert list(store.decisions()) == kept[::-1]
    assert list(store.decisions(limit=2)) == [kept[2], kept[1]]
    assert store.count() == 3


def test_time_zones_are_brought_to_utc(store: FeedbackStore) -> None:
    east = timezone(timedelta(hours=8))
    store.keep(decision(decided_at=datetime(2026, 1, 2, 3, tzinfo=east)))
    (kept,) = store.decisions()
    assert kept.decided_at == datetime(2026, 1, 1, 19, tzinfo=UTC)
    assert kept.decided_at.tzinfo is UTC


def test_what_was_kept_is_there_when_the_store_is_opened_again(
    store: FeedbackStore, path: Path
) -> None:
    store.keep(decision())
    store.close()
    with open_store(path, Keyring()) as again:
        assert again.count() == 1


def test_a_second_store_sees_what_the_first_kept(store: FeedbackStore, path: Path) -> None:
    with open_store(path, Keyring()) as other:
        store.keep(decision())
        assert other.count() == 1


def test_a_long_read_does_not_stop_the_writer(store: FeedbackStore, path: Path) -> None:
    for _ in range(3):
        store.keep(decision())
    reader = read_store(path, Keyring())
    assert reader is not None
    with reader:
        reading = reader.decisions()
        next(reading)
        store.keep(decision())
        assert len(list(reading)) == 2


def test_the_reader_cannot_write(store: FeedbackStore, path: Path) -> None:
    reader = read_store(path, Keyring())
    assert reader is not None
    with reader, pytest.raises(Exception, match="opened for writing"):
        reader.keep(decision())
    assert store.count() == 0


def test_the_same_decision_is_not_kept_twice(store: FeedbackStore) -> None:
    kept = decision()
    store.keep(kept)
    with pytest.raises(InternalError):
        store.keep(replace(kept, findings="another"))
    assert list(store.decisions()) == [kept]
    store.keep(decision())


def test_half_a_character_does_not_lose_the_decision(store: FeedbackStore) -> None:
    store.keep(decision(final="a\ud83db", header=replace(HEADER, indication="c\udc00")))
    (kept,) = store.decisions()
    assert (kept.final, kept.header.indication) == ("a?b", "c?")


def test_only_its_own_thread_may_use_a_store(store: FeedbackStore) -> None:
    raised: list[BaseException] = []

    def use() -> None:
        try:
            store.keep(decision())
        except InternalError as error:
            raised.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(raised) == 1
    assert store.count() == 0


def test_the_workspace_survives(store: FeedbackStore, path: Path) -> None:
    assert store.workspace() is None
    text = WorkspaceText(findings=FINDINGS, impression="half a", header=HEADER)
    store.save_workspace(WorkspaceText(findings="older"))
    store.save_workspace(text)
    store.save_workspace(WorkspaceText(findings="other"), slot="second")
    store.close()
    with open_store(path, Keyring()) as again:
        assert again.workspace() == text
        again.clear_workspace()
        assert again.workspace() is None
        assert again.workspace("second") is not None


def test_a_decision_is_kept_and_its_typing_forgotten_in_one_moment(
    store: FeedbackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = WorkspaceText(findings=FINDINGS, header=HEADER)
    store.save_workspace(text)

    def full(*_: object) -> None:
        raise StoreDiskFull(path=store.path)

    with monkeypatch.context() as patch:
        patch.setattr(store, "_clear", full)
        with pytest.raises(StoreDiskFull):
            store.keep(decision(), of_what_was_typed=True)
    assert store.count() == 0
    assert store.workspace() == text
    store.keep(decision(), of_what_was_typed=True)
    assert store.count() == 1
    assert store.workspace() is None


def test_what_was_set_aside_comes_back_where_nothing_is_typed(store: FeedbackStore) -> None:
    store.bring_back()
    assert store.workspace() is None
    first, second = WorkspaceText(findings=FINDINGS, header=HEADER), WorkspaceText(findings="b")
    for text in (first, second):
        store.save_workspace(text)
        store.set_aside()
        assert store.workspace() is None
    store.save_workspace(WorkspaceText(findings="now"))
    store.bring_back()
    assert store.workspace() != second
    for text in (second, first):
        store.clear_workspace()
        store.bring_back()
        assert store.workspace() == text
    store.clear_workspace()
    store.bring_back()
    assert store.workspace() is None


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have lists of rights")
def test_a_file_is_made_for_its_owner_alone(store: FeedbackStore, path: Path) -> None:
    store.keep(decision())
    for file in (path, path.with_name("feedback.db-wal"), reference_file(path)):
        assert file.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_durability_is_asked_for(store: FeedbackStore) -> None:
    database: Database = store._database
    asked = {
        name: database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "synchronous",
            "journal_mode",
            "busy_timeout",
            "foreign_keys",
            "secure_delete",
            "temp_store",
        )
    }
    assert asked == {
        "synchronous": 2,
        "journal_mode": "wal",
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_no_text_is_in_a_repr(store: FeedbackStore) -> None:
    text = WorkspaceText(findings=FINDINGS, impression=DRAFT, header=HEADER)
    kept = decision(reject_reason=DRAFT, checks=CHECKS, communication=COMMUNICATION)
    shown = repr(kept) + repr(text) + repr(store)
    written = (CHECKS[1].comment, COMMUNICATION.told)
    for secret in (FINDINGS, DRAFT, FINAL, HEADER.indication, HEADER.pseudonym, *written):
        assert secret is not None
        assert secret not in shown


def test_nothing_is_created_by_looking(path: Path, unlocked_keyring: object) -> None:
    assert read_store(path, Keyring()) is None
    state = inspect_store(path, Keyring())
    assert (state.exists, state.problem, state.decisions) == (False, None, None)
    assert state.backend is not None
    assert not path.parent.exists()


def test_looking_at_a_closed_store_leaves_nothing_behind(store: FeedbackStore, path: Path) -> None:
    store.keep(decision())
    store.close()
    before = tree(path)
    state = inspect_store(path, Keyring())
    assert (state.exists, state.schema_version, state.decisions) == (True, len(_STEPS), 1)
    assert state.problem is None
    assert tree(path) == before


def test_a_locked_keyring_is_reported(path: Path, own_keyring: KeyringSession) -> None:
    open_store(path, Keyring()).close()
    own_keyring.lock()
    state = inspect_store(path, Keyring())
    assert state.exists
    assert type(state.problem).__name__ == "KeyringLocked"

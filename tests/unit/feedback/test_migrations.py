"""The schema: known steps are all there, a failing one leaves nothing, old files come along.

``tests/data/feedback-vN.db`` was made by the program when it knew N steps, with ``KEY``: an edited
decision, a rejected one, and what was being typed; from the third on with studies and a draft, from
the fifth on with a listed study. The names of studies were kept as they were typed.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback import migrations
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.head import head_file
from radvaluer_desktop.feedback.connection import create_database, open_database, read_database
from radvaluer_desktop.feedback.failures import StoreOlder
from radvaluer_desktop.feedback.keys import find_keys
from radvaluer_desktop.feedback.migrations import schema_version, upgrade
from radvaluer_desktop.feedback.records import Decision, DraftFault, Verdict
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, open_store, read_store
from radvaluer_desktop.metrics.edit_distance import token_edits
from radvaluer_desktop.report.worklist import ListedStudy
from tests.unit.feedback.samples import (
    CHECKS,
    COMMUNICATION,
    DRAFT,
    FINAL,
    FINDINGS,
    HEADER,
    decision,
)
from tests.unit.feedback.test_studies import shown

KEY = bytes(range(32))
DATA = Path(__file__).parents[2] / "data"
NEWEST = len(migrations._STEPS)
OLD = range(1, NEWEST)
_TYPED_NAME = replace(HEADER, pseudonym="study-0001")
_STUDY = "3" * 32
_SHOWN = shown(
    id="4" * 32,
    study_id=_STUDY,
    header=_TYPED_NAME,
    shown_at=datetime(2026, 3, 1, 8, 29, tzinfo=UTC),
)


@pytest.fixture(params=OLD)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(tmp_path: Path, version: int) -> Path:
    return Path(shutil.copy(DATA / f"feedback-v{version}.db", tmp_path / "feedback.db"))


def kept_by(version: int) -> list[Decision]:
    """Return what the file of ``version`` holds, the newest first."""
    later: dict[str, Any] = {}
    if version > 1:
        later |= {"checked": True, "checks": CHECKS, "communication": COMMUNICATION}
    if version > 2:
        later |= {
            "token_edits": token_edits(DRAFT, FINAL),
            "rating": 4,
            "faults": (DraftFault.WORDING,),
            "study_id": _STUDY,
            "draft_id": _SHOWN.id,
        }
    edited = decision(id="1" * 32, header=_TYPED_NAME, **later)
    reason = "side is wrong 侧别错误"
    rejected = replace(
        decision(id="2" * 32, header=_TYPED_NAME),
        verdict=Verdict.REJECTED,
        final="",
        reject_reason=reason,
    )
    return [rejected, edited]


def test_there_is_an_old_file_of_every_version() -> None:
    assert {path.name for path in DATA.glob("*.db")} == {f"feedback-v{n}.db" for n in OLD}


def test_the_known_names_are_those_of_the_steps(tmp_path: Path) -> None:
    path = tmp_path / "feedback.db"
    database = create_database(path, KEY)
    assert schema_version(database, path) == 0
    assert tuple(step.name for step in migrations._steps().pending(database)) == tuple(
        migrations._STEPS
    )
    upgrade(database, path)
    assert schema_version(database, path) == NEWEST
    assert {"decisions", "workspace", "drafts", "studies"} <= set(database.table_names())
    upgrade(database, path)
    database.close()


def test_a_step_that_fails_leaves_nothing_and_stays_to_be_done(tmp_path: Path) -> None:
    path = tmp_path / "feedback.db"
    database = create_database(path, KEY)
    database.execute("CREATE TABLE workspace (taken)")
    with pytest.raises(Exception, match="already exists"):
        upgrade(database, path)
    assert schema_version(database, path) == 0
    assert "decisions" not in database.table_names()
    database.close()


def test_an_old_file_keeps_all_it_held(old: Path, version: int) -> None:
    database = open_database(old, KEY)
    assert schema_version(database, old) == version
    upgrade(database, old)
    assert schema_version(database, old) == NEWEST
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with FeedbackStore(database, old) as store:
        assert list(store.decisions()) == kept_by(version)
        typed = store.workspace()
        assert typed is not None
        assert (typed.findings, typed.impression, typed.header) == (FINDINGS, DRAFT, _TYPED_NAME)
        new = decision(checked=True, checks=CHECKS, communication=COMMUNICATION)
        store.keep(new)
        assert list(store.decisions(limit=1)) == [new]


def test_what_old_steps_kept_is_found_and_counted(old: Path, version: int) -> None:
    database = open_database(old, KEY)
    upgrade(database, old)
    with FeedbackStore(database, old) as store:
        found = [each.decision for each in store.page(10, words="侧别")]
        assert found == kept_by(version)[:1]
        counts = dict(database.execute("SELECT name, rows FROM row_counts").fetchall())
        assert counts["decisions"] == store.count() == 2


def test_an_old_file_can_be_read_as_it_is(old: Path, version: int) -> None:
    with FeedbackStore(read_database(old, KEY), old) as store:
        assert store.schema_version == version
        assert list(store.decisions()) == kept_by(version)


@pytest.mark.row("store-older")
def test_what_needs_the_newest_step_says_so(old: Path) -> None:
    before = old.read_bytes()
    with FeedbackStore(read_database(old, KEY), old) as store:
        for work in (store.fill_figures, lambda: store.take_signed([])):
            with pytest.raises(StoreOlder, match="earlier version"):
                work()
    assert old.read_bytes() == before


def test_drafts_of_an_old_file_stay(old: Path, version: int) -> None:
    if version < 3:
        return
    database = open_database(old, KEY)
    upgrade(database, old)
    with FeedbackStore(database, old) as store:
        assert list(store.drafts(_STUDY)) == [_SHOWN]


def test_what_was_listed_stays(old: Path, version: int) -> None:
    database = open_database(old, KEY)
    upgrade(database, old)
    with FeedbackStore(database, old) as store:
        listed = ListedStudy("5" * 32, "row 1", FINDINGS, _TYPED_NAME, accession="4711")
        assert store.worklist() == ((listed,) if version >= 5 else ())


def test_reading_a_store_of_the_step_before_is_noted_and_upgrades_nothing(
    store: FeedbackStore, path: Path
) -> None:
    key = find_keys(path, Keyring()).data
    store.close()
    for file in (path, head_file(path)):
        file.unlink()
    with closing(create_database(path, key)) as database:
        migrations._steps().apply(database, stop_before="v4")
    reader = read_store(path, Keyring(), StoreRules())
    assert reader is not None
    with reader:
        assert reader.schema_version == 3
        reader.note(Event.VIEWED, decisions=0)
    with open_store(path, Keyring()) as upgraded:
        assert upgraded.schema_version == NEWEST
        events = [row.event for row in upgraded.events()]
        assert events.index(Event.VIEWED) < events.index(Event.MIGRATED)
        assert upgraded.verify_trail().findings == ()

"""The schema: known steps are all there, a failing one leaves nothing, old files come along.

``tests/data/feedback-v1.db`` was made by the program when it knew one step, with ``KEY``: an edited
decision, a rejected one, and what was being typed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from radvaluer_desktop.feedback import migrations
from radvaluer_desktop.feedback.connection import create_database, open_database, read_database
from radvaluer_desktop.feedback.migrations import schema_version, upgrade
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.store import FeedbackStore
from tests.unit.feedback.samples import CHECKS, COMMUNICATION, DRAFT, FINDINGS, HEADER, decision

KEY = bytes(range(32))
OF_V1 = Path(__file__).parents[2] / "data" / "feedback-v1.db"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OF_V1, tmp_path / "feedback.db"))


def kept_by_v1() -> list[Decision]:
    reason = "side is wrong 侧别错误"
    rejected = decision(id="2" * 32, verdict=Verdict.REJECTED, final="", reject_reason=reason)
    return [rejected, decision(id="1" * 32)]


def test_the_known_names_are_those_of_the_steps(tmp_path: Path) -> None:
    path = tmp_path / "feedback.db"
    database = create_database(path, KEY)
    assert schema_version(database, path) == 0
    assert tuple(step.name for step in migrations._STEPS.pending(database)) == migrations._KNOWN
    upgrade(database, path)
    assert schema_version(database, path) == len(migrations._KNOWN)
    assert {"decisions", "workspace"} <= set(database.table_names())
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


def test_a_file_of_one_step_keeps_all_it_held(old: Path) -> None:
    database = open_database(old, KEY)
    assert schema_version(database, old) == 1
    upgrade(database, old)
    assert schema_version(database, old) == len(migrations._KNOWN)
    with FeedbackStore(database, old) as store:
        assert list(store.decisions()) == kept_by_v1()
        typed = store.workspace()
        assert typed is not None
        assert (typed.findings, typed.impression, typed.header) == (FINDINGS, DRAFT, HEADER)
        new = decision(checked=True, checks=CHECKS, communication=COMMUNICATION)
        store.keep(new)
        assert list(store.decisions(limit=1)) == [new]


def test_a_file_of_one_step_can_be_read_as_it_is(old: Path) -> None:
    with FeedbackStore(read_database(old, KEY), old) as store:
        assert store.schema_version == 1
        assert list(store.decisions()) == kept_by_v1()
        assert not any(each.checked or each.checks or each.communication for each in kept_by_v1())

"""The schema: known steps are all there, a failing one leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.feedback import migrations
from radvaluer_desktop.feedback.connection import create_database
from radvaluer_desktop.feedback.migrations import schema_version, upgrade

KEY = bytes(range(32))


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

"""Two processes over one store, and a store of another version: rows of docs/errors.md."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.connection import open_database
from radvaluer_desktop.feedback.failures import StoreBusy
from radvaluer_desktop.feedback.keys import find_key
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import locations
from tests.command_line import Run
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import decision

# Takes the store as a command that rewrites it would: nobody else reads or writes.
_HOLD = """
import sys
from pathlib import Path
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.connection import open_database
from radvaluer_desktop.feedback.keys import find_key
path = Path(sys.argv[1])
database = open_database(path, find_key(path, Keyring()))
database.execute(f"PRAGMA locking_mode = {sys.argv[2]}")
database.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
database.rollback()
"""


@pytest.fixture
def database(tmp_path: Path, unlocked_keyring: object) -> Path:
    """A store with one decision, where ``run`` looks for it."""
    path = locations(tmp_path / "base").feedback_database
    with open_store(path, Keyring()) as store:
        store.keep(decision())
    return path


@contextmanager
def held(database: Path, mode: str) -> Iterator[Callable[[], None]]:
    """Let another process hold the store; gives the function that makes it let go."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(database), mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"

        def let_go() -> None:
            other.communicate(b"\n")

        try:
            yield let_go
        finally:
            other.kill()


@pytest.mark.row("store-held")
def test_a_command_waits_five_seconds_for_a_store_that_another_process_holds(
    run: Run, database: Path
) -> None:
    with held(database, "EXCLUSIVE"):
        started = time.monotonic()
        result = run("feedback", "list")
        assert time.monotonic() - started > 5
    assert result.returncode == 5
    assert "Another program is using the feedback store" in result.stderr
    assert len(run("feedback", "list", "--json").stdout.splitlines()) == 1


@pytest.mark.row("store-held-briefly")
def test_a_store_that_is_let_go_in_time_is_read(run: Run, database: Path) -> None:
    with held(database, "EXCLUSIVE") as let_go:
        let_go()
        assert run("feedback", "list").returncode == 0


@pytest.mark.row("store-written-beside")
def test_a_reader_waits_only_to_be_noted(run: Run, database: Path) -> None:
    """What is read without a key's owner being named would be a hole in the audit trail."""
    with held(database, "NORMAL") as let_go:
        timer = threading.Timer(2.0, let_go)
        timer.start()
        assert len(run("feedback", "list", "--json").stdout.splitlines()) == 1
        timer.join()
    with held(database, "NORMAL"):
        assert run("audit", "verify").returncode == 0  # which notes nothing


@pytest.mark.row("store-held")
def test_a_decision_waits_five_seconds_and_can_be_made_again(database: Path) -> None:
    with open_store(database, Keyring()) as store, held(database, "NORMAL") as let_go:
        started = time.monotonic()
        with pytest.raises(StoreBusy):
            store.keep(decision())
        assert time.monotonic() - started > 4.5
        let_go()
        store.keep(decision())
        assert store.count() == 2


@pytest.mark.row("store-newer")
def test_a_store_of_a_newer_version_is_named_and_untouched(run: Run, database: Path) -> None:
    connection = open_database(database, find_key(database, Keyring()))
    connection["_sqlite_migrations"].insert(  # type: ignore[union-attr]
        {"migration_set": "feedback", "name": "v99", "applied_at": "2031-01-01"}
    )
    connection.close()
    before = tree(database)
    result = run("feedback", "list")
    assert result.returncode == 5
    assert "newer version of this program (v99)" in result.stderr
    assert run("draft", "--max-tokens", 2, text="Clear lungs.").returncode == 0
    with pytest.raises(StoreError, match="left untouched"):
        open_store(database, Keyring())
    assert tree(database) == before

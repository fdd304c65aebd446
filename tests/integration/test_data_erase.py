"""``radvaluer data erase``: a real store, a real keyring, the real command."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from radvaluer_desktop.catalogue.decode_costs import DecodeCosts
from radvaluer_desktop.credentials import KeyMissing, Keyring
from radvaluer_desktop.credentials.pin import keep_pin, new_pin, read_pin
from radvaluer_desktop.feedback.erase import erase_store
from radvaluer_desktop.feedback.keys import read_reference, reference_file
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import Locations, locations
from radvaluer_desktop.sitting import LockMarker, write_marker
from tests.command_line import Run, run_in
from tests.integration.test_beside import held
from tests.keyring_session import KeyringSession
from tests.unit.feedback.samples import decision


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base folder after a draft: settings and a log."""
    base = tmp_path_factory.mktemp("drafted")
    run = run_in(base)
    assert run("settings", "set", "station", "CT 1").returncode == 0
    assert run("settings", "set", "candidates", 1).returncode == 0
    assert run("draft", "--max-tokens", 2, text="Clear lungs.").returncode == 0
    return base


@pytest.fixture
def lived_in(tmp_path: Path, drafted: Path, unlocked_keyring: object) -> Locations:
    """What a few days of work leave: store, key, log, a marker, costs, settings, models."""
    shutil.copytree(drafted, tmp_path / "base")
    places = locations(tmp_path / "base")
    with open_store(places.feedback_database, Keyring()) as store:
        store.keep(decision())
        store.save_workspace(WorkspaceText(findings="Clear lungs."))
    DecodeCosts(places.decode_costs).keep("0" * 64, (0, -1), (1.0, 1.5))  # as of a large model
    places.loading_markers.mkdir(parents=True, exist_ok=True)
    (places.loading_markers / ("0" * 32)).write_text("crashed", "ascii")
    places.frames.mkdir(exist_ok=True)
    (places.frames / "learnt.json").write_text("{}", "ascii")
    places.models.mkdir()
    (places.models / "mine.gguf").write_bytes(b"a model")
    keep_pin(Keyring(), new_pin("2749"))
    write_marker(places.lock_marker, LockMarker(has_pin=True))
    work = places.retraining / "work" / "0123"
    work.mkdir(parents=True)
    (work / "checkpoint.pt").write_bytes(b"weights")
    (places.retraining / "department-1.gguf").write_bytes(b"an adapter")
    return places


def names(base: Path) -> set[str]:
    return {str(file.relative_to(base)) for file in base.rglob("*") if file.is_file()}


def key_id(places: Locations) -> str:
    return read_reference(places.feedback_database).key_id


@pytest.mark.row("erase")
def test_what_is_kept_of_a_person_goes_and_the_rest_stays(run: Run, lived_in: Locations) -> None:
    key, backup = key_id(lived_in), lived_in.data.with_name("backup.db")
    shutil.copy(lived_in.feedback_database, backup)
    result = run("data", "erase", text="erase\n")
    assert result.returncode == 0
    assert "1 decision, and what is typed" in result.stdout
    assert "Clear lungs" not in result.stdout
    assert str(lived_in.decode_costs) in result.stdout
    base = lived_in.data.parent
    assert names(base) == {"config/settings.toml", "data/models/mine.gguf", "backup.db"}
    with pytest.raises(KeyMissing):
        Keyring().read_key(key)
    assert read_pin(Keyring()) is None
    assert run("feedback", "list", "--json").stdout == ""


@pytest.mark.row("erase")
def test_settings_go_where_that_is_asked_for(run: Run, lived_in: Locations) -> None:
    shutil.rmtree(lived_in.models)
    assert run("data", "erase", "--settings", "--yes").returncode == 0
    assert not list(lived_in.data.parent.iterdir())


@pytest.mark.row("erase-nothing")
def test_a_second_time_there_is_nothing_to_erase(run: Run, lived_in: Locations) -> None:
    assert run("data", "erase", "--yes").returncode == 0
    again = run("data", "erase")
    assert again.returncode == 0
    assert "There is nothing to erase" in again.stdout


@pytest.mark.row("erase-unconfirmed")
@pytest.mark.parametrize("answer", ["", "\n", "yes\n", "y\n"])
def test_nothing_goes_without_the_word(run: Run, lived_in: Locations, answer: str) -> None:
    before = names(lived_in.data.parent)
    result = run("data", "erase", text=answer)
    assert result.returncode == 2
    assert "Nothing was erased" in result.stderr
    assert names(lived_in.data.parent) - {"data/window.lock"} == before - {"data/window.lock"}


@pytest.mark.row("erase-window-open")
def test_an_open_window_is_not_robbed_of_its_store(run: Run, lived_in: Locations) -> None:
    before = names(lived_in.data.parent) | {"data/window.lock"}
    with FileLock(lived_in.window_lock):
        result = run("data", "erase", "--yes")
    assert result.returncode == 6
    assert "The window of this program is open. Nothing was erased." in result.stderr
    assert names(lived_in.data.parent) == before


@pytest.mark.row("erase-store-held")
@pytest.mark.parametrize("mode", ["EXCLUSIVE", "NORMAL"])
def test_a_store_that_another_program_uses_stays(run: Run, lived_in: Locations, mode: str) -> None:
    with held(lived_in.feedback_database, mode) as let_go:
        result = run("data", "erase", "--yes")
        assert result.returncode == 5
        assert "Another program is using the feedback store" in result.stderr
        let_go()
    assert len(run("feedback", "list", "--json").stdout.splitlines()) == 1


@pytest.mark.row("erase-keyring-locked")
def test_a_locked_keyring_keeps_the_store_too(
    run: Run, lived_in: Locations, own_keyring: KeyringSession
) -> None:
    own_keyring.lock()
    result = run("data", "erase", "--yes")
    assert result.returncode == 5
    assert "is locked" in result.stderr
    assert lived_in.feedback_database.exists()
    assert reference_file(lived_in.feedback_database).exists()


@pytest.mark.row("erase-beyond-use")
@pytest.mark.parametrize("damage", ["key gone", "reference gone", "cut", "noise"])
def test_a_store_that_nobody_can_open_goes_too(run: Run, lived_in: Locations, damage: str) -> None:
    database, key = lived_in.feedback_database, key_id(lived_in)
    match damage:
        case "key gone":
            Keyring().delete_key(key)
        case "reference gone":
            reference_file(database).unlink()
        case "cut":
            os.truncate(database, 5000)
        case _:
            database.write_bytes(os.urandom(8192))
    result = run("data", "erase", text="erase\n")
    assert result.returncode == 0
    assert "decisions that cannot be read" in result.stdout
    assert not list(lived_in.data.glob("feedback*"))


@pytest.mark.row("erase-link")
@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_not_followed(run: Run, lived_in: Locations, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    lived_in.feedback_database.rename(elsewhere)
    lived_in.feedback_database.symlink_to(elsewhere)
    result = run("data", "erase", "--yes")
    assert result.returncode == 5
    assert "is a link to another place. Nothing was erased" in result.stderr
    assert lived_in.feedback_database.is_symlink()
    assert elsewhere.exists()
    assert Keyring().read_key(key_id(lived_in))


def test_a_run_that_was_ended_is_finished_by_the_next(lived_in: Locations) -> None:
    """Killed between the file and its key: the reference still names the key."""
    key = key_id(lived_in)
    for file in lived_in.data.glob("feedback.db*"):
        file.unlink()
    erase_store(lived_in.feedback_database, Keyring())
    assert not list(lived_in.data.glob("feedback*"))
    with pytest.raises(KeyMissing):
        Keyring().read_key(key)

"""The commands over a real store: back up, restore, erase a study, verify and export the trail."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.backup_files import backups
from radvaluer_desktop.feedback.keys import reference_file
from radvaluer_desktop.feedback.restore import replaced_stores
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import Locations, locations
from tests.command_line import Run
from tests.unit.feedback.samples import HEADER, decision

PATIENT = replace(HEADER, pseudonym="李雷 0815")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "base"


@pytest.fixture
def places(base: Path, unlocked_keyring: object) -> Locations:
    found = locations(base)
    with open_store(found.feedback_database, Keyring()) as store:
        store.keep(decision(header=PATIENT))
        store.keep(decision(final="气胸 none"))
    return found


def count(places: Locations) -> int:
    with open_store(places.feedback_database, Keyring()) as store:
        return store.count()


def test_a_backup_is_made_listed_and_restored(run: Run, places: Locations) -> None:
    made = run("feedback", "backup")
    assert made.returncode == 0, made.stderr
    assert "2 decisions, checked" in made.stdout
    (backup,) = backups(places.backups, places.feedback_database)
    assert str(backup.path) in run("feedback", "backups").stdout
    with open_store(places.feedback_database, Keyring()) as store:
        store.keep(decision())
    refused = run("feedback", "restore", text="no\n")
    assert refused.returncode == 2
    assert "Would be lost: 1 decision, 0 drafts" in refused.stdout
    assert count(places) == 3
    restored = run("feedback", "restore", "--yes")
    assert restored.returncode == 0, restored.stderr
    assert str(replaced_stores(places.feedback_database)[0]) in restored.stdout
    assert count(places) == 2
    assert run("audit", "verify").returncode == 0


def test_nothing_is_restored_under_an_open_window_or_from_nothing(
    run_inside: Run, places: Locations
) -> None:
    none = run_inside("feedback", "restore", "--yes")
    assert none.returncode == 2
    assert "There is no backup in" in none.stderr
    run_inside("feedback", "backup")
    with FileLock(places.window_lock):
        result = run_inside("feedback", "restore", "--yes")
    assert result.returncode == 6
    assert "The window of this program is open. Nothing was changed." in result.stderr


def test_a_backup_elsewhere_warns_of_a_synced_folder(
    run_inside: Run, places: Locations, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    result = run_inside("feedback", "backup", "--to", tmp_path / "Dropbox" / "copies")
    assert result.returncode == 0
    assert "is synchronised with other computers" in result.stderr
    copies = tmp_path / "Dropbox" / "copies"
    assert len(backups(copies, places.feedback_database)) == 1


@pytest.mark.row("erase-study")
def test_a_study_is_erased_in_the_store_and_its_copies(run_inside: Run, places: Locations) -> None:
    run_inside("feedback", "backup")
    erased = run_inside("feedback", "erase", "李雷 0815", text="erase\n")
    assert erased.returncode == 0, erased.stderr
    assert "In the store: 1 decision, 0 drafts, 0 studies. Copies of it: 1." in erased.stdout
    assert "Erased in its copies: 1 decision" in erased.stdout
    again = run_inside("feedback", "erase", "-", "--yes", text="李雷 0815\n\n")
    assert "Erased in the store: 0 decisions" in again.stdout
    assert run_inside("feedback", "erase", "-", text="李雷 0815\n").returncode == 2
    assert count(places) == 1
    run_inside("feedback", "restore", "--yes")
    assert count(places) == 1
    assert run_inside("audit", "verify").returncode == 0


@pytest.mark.row("erase-study-folder")
def test_folders_of_other_backups_are_reached_or_named(
    run: Run, places: Locations, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there, here):
        assert run("feedback", "backup", "--to", folder).returncode == 0
    listed = run("feedback", "backups").stdout
    assert listed.count(str(here)) == 2
    there.rename(tmp_path / "unplugged")
    erased = run("feedback", "erase", "李雷 0815", "--yes")
    assert erased.returncode == 5
    assert f"hold none now: {there}." in erased.stderr
    assert "Erased in its copies: 2 decisions" in erased.stdout
    (tmp_path / "unplugged").rename(there)
    again = run("feedback", "erase", "李雷 0815", "--yes")
    assert again.returncode == 0, again.stderr
    assert "Erased in its copies: 1 decision" in again.stdout
    shutil.rmtree(there)
    assert "no backup of this store is there now" in run("feedback", "backups").stdout
    assert run("feedback", "backups", "--forget", there).returncode == 0
    assert run("feedback", "backups", "--forget", there).returncode == 2
    assert run("feedback", "erase", "李雷 0815", "--yes").returncode == 0
    assert run("audit", "verify").returncode == 0


def test_a_backup_dated_later_than_now_is_named_and_not_the_newest(
    run: Run, places: Locations
) -> None:
    run("feedback", "backup")
    (made,) = backups(places.backups, places.feedback_database)
    ahead = made.path.with_name("feedback-20990101T000000Z.db")
    shutil.copy(made.path, ahead)
    shutil.copy(reference_file(made.path), reference_file(ahead))
    first, last = run("feedback", "backups").stdout.splitlines()
    assert str(made.path) in first
    assert "dated later than now" in last
    assert str(made.path) in run("feedback", "restore", "--yes").stdout


@pytest.mark.row("erase-study-copy")
def test_a_copy_that_cannot_be_opened_is_named(run_inside: Run, places: Locations) -> None:
    run_inside("feedback", "backup")
    (backup,) = backups(places.backups, places.feedback_database)
    backup.path.write_bytes(backup.path.read_bytes()[:9000])
    erased = run_inside("feedback", "erase", "李雷 0815", "--yes")
    assert erased.returncode == 5
    assert f"not in 1 of its copies: {backup.path.name}" in erased.stderr
    assert count(places) == 1


def test_words_are_found_and_figures_shown(run_inside: Run, places: Locations) -> None:
    (found,) = run_inside("feedback", "list", "--json", "--search", "气胸").stdout.splitlines()
    assert json.loads(found)["final"] == "气胸 none"
    assert (
        run_inside("feedback", "list", "--search", "zebra").stdout
        == "No decision holds all of these words.\n"
    )
    figures = json.loads(run_inside("feedback", "stats", "--json").stdout)
    assert figures["least"] == 10
    assert figures["whole"]["decisions"] is None, "two are too few to say anything of"
    shown = run_inside("feedback", "stats").stdout
    assert "too few for figures" in shown
    assert "synthetic-4m" in shown


def test_the_trail_is_exported_and_says_so(run_inside: Run, places: Locations) -> None:
    run_inside("feedback", "list")
    events = [json.loads(line) for line in run_inside("audit", "export").stdout.splitlines()]
    assert [each["seq"] for each in events] == list(range(1, len(events) + 1))
    names = [each["event"] for each in events]
    assert names[:2] == ["trail_begun", "unlocked"]
    assert "viewed" in names
    again = run_inside("audit", "export").stdout
    assert '"event": "exported"' in again
    assert "气胸" not in again


def test_a_tampered_trail_is_named(run_inside: Run, places: Locations) -> None:
    with open_store(places.feedback_database, Keyring()) as store:
        store._database.execute("UPDATE decisions SET final = 'another' WHERE serial = 1")
        store._database.conn.commit()
    result = run_inside("audit", "verify")
    assert result.returncode == 5
    assert "is not as it was kept" in result.stdout
    assert "is not whole: 1 findings" in result.stderr


def test_what_is_missing_can_be_given_up(run_inside: Run, places: Locations) -> None:
    assert "Nothing is missing." in run_inside("audit", "accept", "--yes").stdout
    older = places.feedback_database.read_bytes()
    with open_store(places.feedback_database, Keyring()) as store:
        store.keep(decision())
    places.feedback_database.write_bytes(older)
    listed = run_inside("feedback", "list")
    assert listed.returncode == 5
    assert "is not as it was left" in listed.stderr
    assert "and with them 1 decisions" in listed.stderr
    accepted = run_inside("audit", "accept", text="accept\n")
    assert "Given up: " in accepted.stdout
    assert len(run_inside("feedback", "list", "--json").stdout.splitlines()) == 2


def test_without_a_store_there_is_nothing_to_do(
    run_inside: Run, base: Path, unlocked_keyring: object
) -> None:
    for command in (("audit", "verify"), ("feedback", "backup"), ("feedback", "stats")):
        result = run_inside(*command)
        assert result.returncode == 2
        assert "There is no feedback store" in result.stderr
    assert not (base / "data").exists()

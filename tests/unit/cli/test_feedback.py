"""``radvaluer feedback list`` on a real store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from radvaluer_desktop.cli.feedback import feedback
from radvaluer_desktop.credentials import Keyring, KeyringLocked
from radvaluer_desktop.feedback.key_failures import KeyReferenceMissing
from radvaluer_desktop.feedback.keys import reference_file
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import Locations, locations
from tests.keyring_session import KeyringSession
from tests.unit.feedback.samples import (
    CHECKS,
    COMMUNICATION,
    DRAFT,
    FINAL,
    FINDINGS,
    decision,
)


@dataclass(frozen=True)
class Context:
    locations: Locations


@pytest.fixture
def places(tmp_path: Path, unlocked_keyring: object) -> Locations:
    return locations(tmp_path / "base")


@pytest.fixture
def kept(places: Locations) -> Locations:
    with open_store(places.feedback_database, Keyring()) as store:
        for hour in (8, 9, 10):
            moment = datetime(2026, 3, 1, hour, tzinfo=UTC)
            store.keep(decision(decided_at=moment, model_id=f"model-{hour}"))
    return places


def _run(places: Locations, *arguments: str) -> Result:
    return CliRunner().invoke(feedback, ["list", *arguments], obj=Context(places))


@pytest.mark.parametrize(
    ("arguments", "output"), [((), "No decision is kept yet.\n"), (("--json",), "")]
)
def test_without_a_store_nothing_is_created(
    places: Locations, arguments: tuple[str, ...], output: str
) -> None:
    result = _run(places, *arguments)
    assert (result.exit_code, result.output) == (0, output)
    assert not places.data.exists()


def test_an_empty_store_is_said(places: Locations) -> None:
    open_store(places.feedback_database, Keyring()).close()
    assert _run(places).output == "No decision is kept yet.\n"
    assert _run(places, "--json").output == ""


def test_json_is_one_whole_decision_a_line(kept: Locations) -> None:
    result = _run(kept, "--json")
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert [line["model_id"] for line in lines] == ["model-10", "model-9", "model-8"]
    assert lines[0]["findings"] == FINDINGS
    assert lines[0]["draft"] == DRAFT
    assert lines[0]["final"] == FINAL
    assert lines[0]["verdict"] == "edited"
    assert lines[0]["header"]["modality"] == "CT"
    assert lines[0]["decided_at"] == "2026-03-01T10:00:00+00:00"
    assert lines[0].keys() == asdict(decision()).keys()


def test_the_table_is_short(kept: Locations) -> None:
    title, *lines = _run(kept).output.splitlines()
    assert title.startswith("decided (UTC)")
    assert [line.split()[1] for line in lines] == ["10:00:00", "09:00:00", "08:00:00"]
    assert all("model-" in line and line.endswith("…") for line in lines)
    assert FINAL not in "".join(lines)


def test_the_limit_keeps_the_newest(kept: Locations) -> None:
    lines = _run(kept, "--json", "--limit", "1").output.splitlines()
    assert [json.loads(line)["model_id"] for line in lines] == ["model-10"]
    assert _run(kept, "--limit", "0").exit_code == 2


def test_a_store_in_use_can_be_listed(kept: Locations) -> None:
    with open_store(kept.feedback_database, Keyring()) as window:
        window.keep(decision())
        assert len(_run(kept, "--json").output.splitlines()) == 4


def test_a_locked_keyring_is_an_error_of_the_store(
    tmp_path: Path, own_keyring: KeyringSession
) -> None:
    places = locations(tmp_path)
    open_store(places.feedback_database, Keyring()).close()
    own_keyring.lock()
    error = _run(places).exception
    assert isinstance(error, KeyringLocked)
    assert error.exit_code == 5


def test_a_locked_keyring_is_named_before_anything_was_kept(
    tmp_path: Path, own_keyring: KeyringSession
) -> None:
    own_keyring.lock()
    assert isinstance(_run(locations(tmp_path)).exception, KeyringLocked)
    assert list(tmp_path.iterdir()) == []


def test_a_lost_reference_is_an_error(kept: Locations) -> None:
    reference_file(kept.feedback_database).unlink()
    assert isinstance(_run(kept).exception, KeyReferenceMissing)
    assert kept.feedback_database.exists()


def test_json_shows_what_the_checks_saw_and_who_was_told(places: Locations) -> None:
    with open_store(places.feedback_database, Keyring()) as store:
        store.keep(decision(checked=True, checks=CHECKS, communication=COMMUNICATION))
    shown = json.loads(_run(places, "--json").output)
    assert shown["checked"] is True
    assert [note["outcome"] for note in shown["checks"]] == ["overridden", "dismissed", "shown"]
    assert shown["checks"][1]["reason"] == "other"
    assert shown["checks"][1]["comment"] == CHECKS[1].comment
    assert shown["checks"][0]["impression_span"] == [0, 1]
    assert shown["communication"] == {
        "told": COMMUNICATION.told,
        "told_by": "r-17",
        "told_at": "2026-03-01T08:20:00+00:00",
        "way": "phone",
        "read_back": True,
    }

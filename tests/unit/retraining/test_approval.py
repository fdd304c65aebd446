"""Approve, pin and roll back, on a real store whose trail tells of it, through the commands."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from radvaluer_desktop.app import build_application
from radvaluer_desktop.catalogue.approved import APPROVALS, Approvals, write_approvals
from radvaluer_desktop.catalogue.installed import find_model
from radvaluer_desktop.catalogue.placing import held
from radvaluer_desktop.cli.retrain import OfTheMachine, retrain
from radvaluer_desktop.cli.store import NothingKept, NotMeant
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.paths import Locations, locations
from radvaluer_desktop.retraining import alone, approval
from radvaluer_desktop.retraining.alone import only_run
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.retraining.verdict import Named
from tests.unit.retraining.samples import compared, write_candidate


@dataclass(frozen=True)
class Context:
    locations: Locations


@dataclass(frozen=True)
class Site:
    """A station with a store, and the candidates that were judged on it."""

    locations: Locations
    demo: Path

    @property
    def places(self) -> Places:
        return Places(self.locations.retraining)

    def judge(self, name: str, **changes: object) -> None:
        """Write a candidate that was tested against the model in use, and let the trail know."""
        present = self.in_use()
        model = find_model(present, (self.locations.models, self.demo.parent))
        named = Named(model.id, model.sha256)
        verdict, sha256 = write_candidate(self.places, self.demo, named, name, **changes)  # type: ignore[arg-type]
        with open_store(self.locations.feedback_database, Keyring()) as store:
            approval.note_verdict(store, verdict, sha256, 300)

    def run(self, *arguments: str, text: str = "") -> Result:
        return CliRunner().invoke(retrain, list(arguments), input=text, obj=Context(self.locations))

    def in_use(self) -> str:
        application = build_application(self.locations, ScriptedEngine())
        return application.find_model().id

    def changes(self) -> list[tuple[object, object]]:
        with open_store(self.locations.feedback_database, Keyring()) as store:
            assert store.verify_trail().findings == ()
            details = [each.details for each in store.events() if each.event == "model_changed"]
        return [(each["change"], each["id"]) for each in details]


@pytest.fixture
def site(tmp_path: Path, unlocked_keyring: object, demo_model: Path) -> Site:
    places = locations(tmp_path / "base")
    places = Locations(places.data, places.config, places.logs, tmp_path / "machine")
    return Site(places, demo_model)


def test_what_is_approved_is_used_and_rollback_returns_to_the_one_before(site: Site) -> None:
    assert site.in_use() == "chatradio-demo"
    for name in ("department-1", "department-2"):
        site.judge(name)
        result = site.run("approve", "--yes")
        assert result.exit_code == 0, result.output
        assert site.in_use() == name
    assert "In use: department-1." in site.run("rollback", "--yes").output
    assert site.in_use() == "department-1"
    site.run("rollback", "--yes")
    assert site.in_use() == "chatradio-demo"
    assert site.changes() == [
        ("judged", "department-1"),
        ("approved", "department-1"),
        ("judged", "department-2"),
        ("approved", "department-2"),
        ("rolled_back", "department-1"),
        ("rolled_back", ""),
    ]
    result = site.run("rollback", "--yes")
    assert isinstance(result.exception, approval.NothingApproved)


def test_a_pin_keeps_the_model_whatever_is_approved(site: Site) -> None:
    for name in ("department-1", "department-2"):
        site.judge(name)
        site.run("approve", "--yes")
    assert site.run("pin", "department-1").output == "In use: department-1 (pinned).\n"
    assert site.in_use() == "department-1"
    assert isinstance(site.run("rollback", "--yes").exception, approval.ModelPinned)
    site.judge("department-3")
    assert isinstance(site.run("approve", "--yes").exception, approval.ModelPinned)
    assert isinstance(site.run("pin", "unheard-of").exception, approval.NothingApproved)
    assert site.run("pin", "--release").output == "In use: department-2.\n"
    assert site.in_use() == "department-2"


@pytest.mark.row("retrain-refused")
def test_a_candidate_that_the_gate_refuses_cannot_be_approved(site: Site) -> None:
    site.judge("department-1", side=compared(4.0, 1.0, 7.0))
    result = site.run("approve", "--yes")
    assert isinstance(result.exception, approval.CandidateRefused)
    assert "because of side" in str(result.exception)
    assert site.in_use() == "chatradio-demo"
    assert "refused: side" in site.run("status").output


@pytest.mark.row("retrain-verdict-changed")
def test_a_verdict_that_was_changed_since_is_refused(site: Site) -> None:
    site.judge("department-1", side=compared(4.0, 1.0, 7.0))
    file = site.places.verdict("department-1")
    table = json.loads(file.read_text("utf-8"))
    table["figures"]["side"] = table["figures"]["negation"]
    file.write_text(json.dumps(table), "utf-8")
    assert isinstance(site.run("approve", "--yes").exception, approval.VerdictUnknown)
    assert site.in_use() == "chatradio-demo"


@pytest.mark.row("retrain-candidate-changed")
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_candidate_that_is_not_what_was_tested_is_refused(site: Site, how: str) -> None:
    site.judge("department-1")
    file = site.places.candidate("department-1")
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b"\0")
    assert isinstance(site.run("approve", "--yes").exception, approval.CandidateChanged)
    assert site.in_use() == "chatradio-demo"
    assert {path.suffix for path in site.locations.models.glob("*")} == {".lock"}


@pytest.mark.row("retrain-outdated")
def test_a_candidate_that_beat_another_model_is_refused(site: Site) -> None:
    site.judge("department-1")
    site.judge("department-2")
    site.run("approve", "department-1", "--yes")
    result = site.run("approve", "department-2", "--yes")
    assert isinstance(result.exception, approval.VerdictOutdated)
    assert site.in_use() == "department-1"


@pytest.mark.row("retrain-approver")
def test_only_those_may_approve_whom_the_site_names_but_everybody_may_go_back(site: Site) -> None:
    site.judge("department-1")
    site.run("approve", "--yes")
    site.judge("department-2")
    site.locations.settings_file.parent.mkdir(parents=True, exist_ok=True)
    site.locations.settings_file.write_text('model_approvers = "lead, deputy"\n', "utf-8")
    for command in (("approve", "--yes"), ("pin",), ("pin", "--release")):
        assert isinstance(site.run(*command).exception, approval.ApproverUnknown)
    assert site.in_use() == "department-1"
    assert site.run("rollback", "--yes").exit_code == 0


@pytest.mark.row("retrain-none")
def test_without_a_candidate_nothing_is_approved(site: Site) -> None:
    open_store(site.locations.feedback_database, Keyring()).close()
    assert isinstance(site.run("approve", "--yes").exception, approval.NoCandidate)
    site.judge("department-1")
    result = site.run("approve", "department-7", "--yes")
    assert isinstance(result.exception, approval.NoCandidate)
    assert "department-1" in str(result.exception)


def test_without_a_store_nothing_is_approved(site: Site) -> None:
    assert isinstance(site.run("rollback", "--yes").exception, NothingKept)


def test_it_is_asked_for_and_the_figures_are_shown_before(site: Site) -> None:
    site.judge("department-1")
    result = site.run("approve", text="no\n")
    assert isinstance(result.exception, NotMeant)
    assert "edit_distance" in result.output
    assert site.in_use() == "chatradio-demo"
    assert site.run("approve", text="approve\n").exit_code == 0


@pytest.mark.row("retrain-machine")
def test_what_an_administrator_approved_is_not_a_users_to_change(site: Site) -> None:
    site.judge("department-1")
    write_approvals(site.locations.machine_models / APPROVALS, Approvals())
    for command in (("approve", "--yes"), ("pin",), ("rollback", "--yes")):
        assert isinstance(site.run(*command).exception, OfTheMachine)


def test_a_setting_that_names_another_model_is_told(site: Site) -> None:
    site.judge("department-1")
    site.locations.settings_file.parent.mkdir(parents=True, exist_ok=True)
    site.locations.settings_file.write_text('model = "chatradio-demo"\n', "utf-8")
    assert "goes before what is approved" in site.run("approve", "--yes").output
    assert site.in_use() == "chatradio-demo"


def test_the_status_says_all_of_it(site: Site) -> None:
    site.judge("department-1")
    site.run("approve", "--yes")
    told = json.loads(site.run("status", "--json").output)
    assert [each["id"] for each in told["approved"]] == ["department-1"]
    assert told["candidates"] == {"department-1": True}
    assert "may be approved" in site.run("status", "department-1").output
    whole = json.loads(site.run("status", "department-1", "--json").output)
    assert whole["passed"] is True


def test_an_approved_file_is_for_its_user_alone(site: Site) -> None:
    site.judge("department-1")
    site.run("approve", "--yes")
    file = site.locations.models / "department-1.gguf"
    assert file.stat().st_mode & 0o077 == 0


def _kill_while_it_copies(site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Approve, and end as SIGKILL would when half of the file was copied."""

    class Killed(Exception):
        """The process is gone."""

    def half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:1000])
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", half)
        assert isinstance(site.run("approve", "--yes").exception, Killed)
    return site.locations.models / "department-1.gguf.part"


@pytest.mark.parametrize(
    "command", [("status",), ("approve", "--yes"), ("pin",), ("rollback", "--yes")]
)
def test_what_a_killed_approval_left_goes_with_the_next_command(
    site: Site, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.judge("department-1")
    part = _kill_while_it_copies(site, monkeypatch)
    assert part.exists()
    for name in ("held-out.json.part", "department-2.gguf.part"):
        (site.places.folder / name).write_text("Findings", "utf-8")
    site.run(*command)
    assert not part.exists()
    assert not list(site.places.folder.glob("*.part"))


def test_what_another_process_writes_is_left_to_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.judge("department-1")
    part = _kill_while_it_copies(site, monkeypatch)
    other = site.places.folder / "department-2.gguf.part"
    other.write_bytes(b"GGUF")
    with only_run(site.places), held("department-1", site.locations.models):
        assert site.run("status").exit_code == 0
        assert part.exists()
        assert other.exists()


@pytest.mark.row("retrain-busy")
def test_a_second_run_waits_for_nobody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "_PATIENCE_S", 0.05)
    with only_run(site.places), pytest.raises(alone.RetrainingBusy), only_run(site.places):
        pass
    with only_run(site.places):
        pass


def test_an_adapter_of_the_settings_is_part_of_what_is_judged_and_replaced(
    site: Site, tmp_path: Path
) -> None:
    write_candidate(Places(tmp_path), site.demo, Named("", ""), "ours")
    site.locations.models.mkdir(parents=True)
    shutil.copy(tmp_path / "ours.gguf", site.locations.models / "ours.gguf")
    site.judge("department-1")
    site.locations.settings_file.parent.mkdir(parents=True, exist_ok=True)
    site.locations.settings_file.write_text('adapter = "ours"\nadapter_scale = 80\n', "utf-8")
    present = build_application(site.locations, ScriptedEngine()).models.find_adapted()
    ours = sha256_of(site.locations.models / "ours.gguf")
    assert present.id == "chatradio-demo+ours"
    assert present.sha256 == f"{sha256_of(site.demo)}+{ours}@0.8"
    result = site.run("approve", "--yes")
    assert isinstance(result.exception, approval.VerdictOutdated)
    assert "but the model in use is 'chatradio-demo+ours'" in str(result.exception)
    assert "Beside it the adapter 'ours'" in site.run("status").output

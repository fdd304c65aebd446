"""The station finds what was approved, byte for byte, or says why not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from radvaluer_desktop.catalogue.approved import (
    APPROVALS,
    Approval,
    Approvals,
    ApprovalsUnreadable,
    ApprovalsUnwritable,
    ApprovedModelChanged,
    ApprovedModelMissing,
    approvals_file,
    approved_model,
    read_approvals,
    write_approvals,
)
from radvaluer_desktop.catalogue.installed import AdapterWithoutBase
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.retraining.verdict import Named
from tests.unit.retraining.samples import write_candidate


@pytest.fixture
def approval(tmp_path: Path, demo_model: Path) -> Approval:
    """An adapter for the demonstration model, approved in ``tmp_path``."""
    verdict, sha256 = write_candidate(Places(tmp_path), demo_model, Named("demo", "0" * 64))
    found = verdict.candidate
    made = Approval(found.id, found.sha256, found.base, sha256, "2026-11-26T12:00:00+00:00", "me")
    write_approvals(tmp_path / APPROVALS, Approvals((made,)))
    return made


def test_nothing_is_approved_where_there_is_no_file(tmp_path: Path) -> None:
    assert approved_model(tmp_path / APPROVALS, ()) is None


def test_the_approved_adapter_is_found_with_its_base(
    tmp_path: Path, demo_model: Path, approval: Approval
) -> None:
    model = approved_model(tmp_path / APPROVALS, (demo_model.parent,))
    assert model
    assert (model.id, model.sha256, model.path) == (approval.id, approval.sha256, demo_model)
    assert model.patient_data


@pytest.mark.row("approved-changed")
@pytest.mark.parametrize("how", ["byte", "cut", "other"])
def test_a_file_that_was_changed_since_is_refused(
    tmp_path: Path, demo_model: Path, approval: Approval, how: str
) -> None:
    file = tmp_path / f"{approval.id}.gguf"
    data = file.read_bytes()
    changed = {"byte": data[:-1] + b"\1", "cut": data[:-64], "other": demo_model.read_bytes()}
    file.write_bytes(changed[how])
    with pytest.raises(ApprovedModelChanged, match="not the file that was approved"):
        approved_model(tmp_path / APPROVALS, (demo_model.parent,))


def test_a_base_that_was_changed_since_is_refused(
    tmp_path: Path, demo_model: Path, approval: Approval
) -> None:
    folder = tmp_path / "bases"
    folder.mkdir()
    data = bytearray(demo_model.read_bytes())
    data[-1] ^= 1
    (folder / "demo.gguf").write_bytes(data)
    with pytest.raises(AdapterWithoutBase, match=approval.base):
        approved_model(tmp_path / APPROVALS, (folder,))


@pytest.mark.row("approved-missing")
def test_a_file_that_is_gone_is_named(tmp_path: Path, approval: Approval) -> None:
    (tmp_path / f"{approval.id}.gguf").unlink()
    with pytest.raises(ApprovedModelMissing, match=approval.id):
        approved_model(tmp_path / APPROVALS, ())


@pytest.mark.row("approved-file")
@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"approved": [{}]},
        {"approved": 3},
        {"pinned": "unknown"},
        {"approved": [{"id": "../x", "sha256": "", "base": "", "verdict": "", "at": "", "by": ""}]},
    ],
)
def test_a_file_that_is_damaged_does_not_mean_that_nothing_is_approved(
    tmp_path: Path, approval: Approval, change: dict[str, object]
) -> None:
    file = tmp_path / APPROVALS
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(ApprovalsUnreadable):
        approved_model(file, ())


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"null"])
def test_what_is_no_json_object_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / APPROVALS).write_bytes(data)
    with pytest.raises(ApprovalsUnreadable):
        read_approvals(tmp_path / APPROVALS)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ApprovalsUnwritable):
        write_approvals(tmp_path / "file" / APPROVALS, Approvals())


def test_the_newest_is_in_use_unless_one_is_pinned(approval: Approval) -> None:
    newer = replace(approval, id="newer", sha256="1" * 64)
    both = Approvals((approval,)).with_approved(newer)
    assert both.current == newer
    assert replace(both, pinned=approval.sha256).current == approval
    assert both.without_newest().current == approval
    assert both.without_newest().without_newest().current is None
    assert both.with_approved(approval).approved == (newer, approval)


def test_an_administrators_file_goes_before_the_users(tmp_path: Path) -> None:
    user, machine = tmp_path / "user", tmp_path / "machine"
    assert approvals_file(user, machine) == user / APPROVALS
    write_approvals(machine / APPROVALS, Approvals())
    assert approvals_file(user, machine) == machine / APPROVALS

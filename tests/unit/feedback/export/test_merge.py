"""Exports of many stations in one store: each decision once, whatever overlaps or stops."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.export.failures import (
    ExportChanged,
    ExportOfOtherSchema,
    IdentityNeeded,
    ManifestUnreadable,
    NotMergeable,
    OtherRecipient,
)
from radvaluer_desktop.feedback.export.forms import COLUMNS, Form, full_row
from radvaluer_desktop.feedback.export.leaving import Gate, LeavingKeys
from radvaluer_desktop.feedback.export.manifest import SCHEMA, Manifest, manifest_file
from radvaluer_desktop.feedback.export.merge import Merged, merge_export
from radvaluer_desktop.feedback.export.returning import NotARow, decision_of_row
from radvaluer_desktop.feedback.export.verify import verify_export
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.feedback.selecting import Selection
from radvaluer_desktop.feedback.signed import SignedReport
from radvaluer_desktop.feedback.store import FeedbackStore, open_store
from radvaluer_desktop.report.study import StudyHeader
from tests.unit.feedback.export.test_writing import export, key
from tests.unit.feedback.samples import CHECKS, COMMUNICATION, decision

SIGNED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def lead(tmp_path: Path, unlocked_keyring: object) -> Iterator[FeedbackStore]:
    with open_store(tmp_path / "lead" / "data" / "feedback.db", Keyring()) as opened:
        yield opened


def test_a_row_becomes_the_decision_that_left() -> None:
    gate = Gate(LeavingKeys(bytes(32), bytes(32)))
    for kept in (
        decision(checked=True, checks=CHECKS, communication=COMMUNICATION),
        decision(verdict=Verdict.REJECTED, final="", reject_reason="side 侧别", edits=0),
    ):
        left = gate.let_out(kept).decision
        row = json.loads(json.dumps(full_row(left)))
        assert decision_of_row(row) == left


@pytest.mark.parametrize(
    "change",
    [
        {"id": 3}, {"verdict": "maybe"}, {"rating": 9}, {"rating": True}, {"edit_fraction": 2.0},
        {"decided_at": "2026-03-01T08:30:00"}, {"decided_at": "soon"}, {"checks": [3]},
        {"signed": "Normal.", "signed_at": "2026-03-01T08:30:00"},
        {"sampling": None}, {"findings": None}, {"language": "fr"}, {"more": 1},
        {"communication": {"told": 1}}, {"age": "57"}, {"sex": "X"},
    ],
)  # fmt: skip
@pytest.mark.row("export-row")
def test_what_is_no_decision_is_refused(change: dict[str, object]) -> None:
    row = json.loads(json.dumps(full_row(decision()))) | change
    with pytest.raises(NotARow):
        decision_of_row(row)


@pytest.mark.parametrize("nothing", [None, [], {}, 3, "row"])
def test_what_is_no_row_is_refused(nothing: object) -> None:
    with pytest.raises(NotARow):
        decision_of_row(nothing)


def test_overlapping_exports_are_merged_without_duplicates(
    store: FeedbackStore, lead: FeedbackStore, tmp_path: Path
) -> None:
    for number in range(12):
        store.keep(decision(findings=f"Nodule {number}."))
    export(store, tmp_path / "first", selection=Selection(last=8))
    export(store, tmp_path / "all")
    assert merge_export(lead, tmp_path / "first") == Merged(new=8)
    assert merge_export(lead, tmp_path / "all") == Merged(new=4, there=8)
    assert merge_export(lead, tmp_path / "all") == Merged(there=12)
    assert lead.count() == 12
    assert not lead.verify_trail().findings
    assert {each.findings for each in lead.decisions()} == {f"Nodule {n}." for n in range(12)}
    assert [row.event for row in lead.events()].count("merged") == 12


def test_the_leads_store_exports_again(
    store: FeedbackStore, lead: FeedbackStore, tmp_path: Path
) -> None:
    store.keep(decision())
    export(store, tmp_path / "one")
    merge_export(lead, tmp_path / "one")
    assert export(lead, tmp_path / "two", Form.PREFERENCE).rows == 1


def test_an_encrypted_export_is_merged_with_its_key_alone(
    store: FeedbackStore, lead: FeedbackStore, tmp_path: Path
) -> None:
    public, secrets = key()
    store.keep(decision())
    export(store, tmp_path / "out", recipient=public)
    with pytest.raises(IdentityNeeded):
        merge_export(lead, tmp_path / "out")
    with pytest.raises(OtherRecipient):
        merge_export(lead, tmp_path / "out", key()[1])
    assert merge_export(lead, tmp_path / "out", secrets) == Merged(new=1)


def test_nothing_is_taken_of_what_is_not_whole(
    store: FeedbackStore, lead: FeedbackStore, tmp_path: Path
) -> None:
    for _ in range(3):
        store.keep(decision())
    export(store, tmp_path / "out")
    data = (tmp_path / "out").read_bytes()
    (tmp_path / "out").write_bytes(data.replace(b"edited", b"eddied", 1))
    with pytest.raises(ExportChanged):
        merge_export(lead, tmp_path / "out")
    export(store, tmp_path / "training", Form.SFT)
    with pytest.raises(NotMergeable):
        merge_export(lead, tmp_path / "training")
    assert lead.count() == 0


def test_a_merge_that_was_stopped_goes_on(
    store: FeedbackStore, lead: FeedbackStore, tmp_path: Path
) -> None:
    store.merge([decision(findings=f"Cyst {number}.") for number in range(700)], "")
    export(store, tmp_path / "out")

    class StoppedError(Exception):
        """Somebody pressed Ctrl+C."""

    def stop(_: Merged) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        merge_export(lead, tmp_path / "out", progress=stop)
    kept = lead.count()
    assert kept == 500
    assert merge_export(lead, tmp_path / "out") == Merged(new=700 - kept, there=kept)


def test_what_was_signed_comes_along_and_is_known_to_the_trail(
    store: FeedbackStore, lead: FeedbackStore, tmp_path: Path
) -> None:
    for name in ("ACC-1", "ACC-2"):
        store.keep(decision(header=StudyHeader(pseudonym=name)))
    store.take_signed([SignedReport("ACC-1", "Signed before.", SIGNED_AT)])
    export(store, tmp_path / "first")
    assert merge_export(lead, tmp_path / "first") == Merged(new=2)
    assert not lead.verify_trail().findings
    later = SIGNED_AT + timedelta(days=1)
    store.take_signed(
        [
            SignedReport("ACC-1", "Signed once more.", later),
            SignedReport("ACC-2", "Signed since.", later),
        ]
    )
    export(store, tmp_path / "second")
    for _ in range(2):
        assert merge_export(lead, tmp_path / "second") == Merged(there=2)
        assert {each.signed for each in lead.decisions()} == {"Signed once more.", "Signed since."}
        assert not lead.verify_trail().findings
    assert merge_export(lead, tmp_path / "first") == Merged(there=2)
    assert {each.signed for each in lead.decisions()} == {"Signed once more.", "Signed since."}
    assert [row.event for row in lead.events()].count("signed") == 3


@pytest.mark.row("export-schema")
def test_another_schema_is_refused_by_its_name(
    store: FeedbackStore, lead: FeedbackStore, tmp_path: Path
) -> None:
    store.keep(decision())
    manifest = export(store, tmp_path / "out")
    newer = replace(manifest, schema="radvaluer-export-2", app_version="9.1")
    manifest_file(tmp_path / "out").write_bytes(newer.as_bytes())
    with pytest.raises(
        ExportOfOtherSchema, match=r"version 9\.1, in the schema 'radvaluer-export-2'"
    ):
        merge_export(lead, tmp_path / "out")
    assert lead.count() == 0
    manifest_file(tmp_path / "out").write_bytes(replace(manifest, schema="other").as_bytes())
    with pytest.raises(ManifestUnreadable):
        verify_export(tmp_path / "out")


def test_who_changes_what_a_row_or_a_manifest_has_gives_the_schema_another_number() -> None:
    columns = " ".join(f"{name}:{kind.__name__}" for name, kind in COLUMNS.items())
    known = " ".join(field.name for field in fields(Manifest))
    digest = hashlib.sha256(f"{columns} / {known}".encode()).hexdigest()
    assert {SCHEMA: digest} == {
        "radvaluer-export-1": "9eba2201ba93842582cb7d88da052ffda53e052f8d60a0f828173f3617095439"
    }


@pytest.mark.parametrize("change", ["more", "less"])
def test_a_row_has_the_columns_of_its_schema(change: str) -> None:
    row = full_row(decision())
    if change == "more":
        row["dose"] = 3
    else:
        del row["rating"]
    with pytest.raises(NotARow):
        decision_of_row(row)

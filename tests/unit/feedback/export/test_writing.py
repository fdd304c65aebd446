"""Exports as files: written once they are reviewed, whole or not at all, and verified."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyrage
import pytest

from radvaluer_desktop.errors import InputError, WorldError
from radvaluer_desktop.feedback.export.failures import (
    ExportChanged,
    ExportCut,
    ExportNotWritten,
    IdentifiersNeedRecipient,
    IdentifiersNotAllowed,
    ManifestMissing,
    ManifestUnreadable,
    NothingToExport,
    OtherRecipient,
    RecipientDecided,
    RecipientInvalid,
    ReviewOutdated,
    TargetTaken,
)
from radvaluer_desktop.feedback.export.forms import COLUMNS, Form
from radvaluer_desktop.feedback.export.leaving import Corrections
from radvaluer_desktop.feedback.export.manifest import Manifest, manifest_file, read_manifest
from radvaluer_desktop.feedback.export.policy import ExportPolicy
from radvaluer_desktop.feedback.export.review import Review, code_of, make_review
from radvaluer_desktop.feedback.export.rows import Request
from radvaluer_desktop.feedback.export.verify import verify_export
from radvaluer_desktop.feedback.export.writing import Approval, write_export
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.feedback.store import FeedbackStore
from tests.bench.store import Ours
from tests.unit.feedback.samples import CHECKS, COMMUNICATION, FINDINGS, decision

NAME = "Okafor"


@pytest.fixture
def filled(store: FeedbackStore) -> FeedbackStore:
    store.keep(decision(findings=f"Discussed with Dr. {NAME}. {FINDINGS}", checks=CHECKS))
    store.keep(decision(communication=COMMUNICATION, model_sha256="cd" * 32))
    store.keep(decision(verdict=Verdict.REJECTED, final="", reject_reason=f"Dr. {NAME} says no"))
    return store


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, tuple[Path, list[str]]]:
    """A plain and an encrypted export, each with the keys that open it."""
    folder = tmp_path_factory.mktemp("whole")
    store = Ours(folder).store
    store.merge([decision(findings=f"Nodule {number}.") for number in range(3)], "")
    public, secrets = key()
    export(store, folder / "plain")
    export(store, folder / "sealed", recipient=public)
    return {False: (folder / "plain", []), True: (folder / "sealed", secrets)}


def reviewed(store: FeedbackStore, request: Request) -> tuple[Request, Approval, Review]:
    review, pinned = make_review(store, request)
    return pinned, Approval("A. Reader", code_of(pinned, review), "station-7"), review


def export(
    store: FeedbackStore, target: Path, form: Form = Form.JSONL, recipient: str = "", **how: Any
) -> Manifest:
    request, approval, _ = reviewed(store, Request(form, **how))
    return write_export(store, request, target, recipient, approval)


def key() -> tuple[str, list[str]]:
    """A recipient's public key and what opens for it."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), [str(identity)]


def test_a_review_groups_replacements_and_shows_the_riskiest_first(filled: FeedbackStore) -> None:
    filled.keep(decision(findings="A nodule near Quillhaven 4471902 as Mrs told."))
    _, _, review = reviewed(filled, Request(Form.JSONL))
    (group,) = (each for each in review.groups if each.original == NAME)
    assert group.places == 2
    assert review.decisions == review.rows == len(review.sample) == 4
    assert "Quillhaven" in review.sample[0].findings


def test_what_was_reviewed_is_written_and_nothing_else(
    filled: FeedbackStore, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    request, approval, review = reviewed(filled, Request(Form.SFT))
    assert not list(tmp_path.glob("out*"))
    filled.keep(decision(findings="Kept after the review."))
    manifest = write_export(filled, request, target, "", approval)
    assert (manifest.rows, manifest.decisions, manifest.dropped) == (2, 3, {"no_final": 1})
    assert manifest.rows_sha256 == review.rows_sha256 == manifest.data_sha256
    assert manifest.reviewed_by == "A. Reader"
    assert manifest.replaced == {"date": 1, "person": 1}
    assert set(manifest.models) == {"ab" * 32, "cd" * 32}
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [list(line) for line in lines] == [["messages"], ["messages"]]
    assert verify_export(target) == manifest
    assert sorted(path.name for path in tmp_path.glob("out*")) == [
        "out.jsonl", "out.jsonl.manifest.json",
    ]  # fmt: skip
    assert NAME not in target.read_text("utf-8") + manifest_file(target).read_text("utf-8")


@pytest.mark.row("export-not-reviewed")
def test_another_code_writes_nothing(filled: FeedbackStore, tmp_path: Path) -> None:
    request, approval, _ = reviewed(filled, Request(Form.JSONL))
    others = (
        (request, replace(approval, code=approval.code[:-1] + "Z")),
        (replace(request, corrections=Corrections(keep=frozenset({NAME}))), approval),
        (replace(request, form=Form.SFT), approval),
    )
    for other_request, other_approval in others:
        with pytest.raises(ReviewOutdated):
            write_export(filled, other_request, tmp_path / "out", "", other_approval)
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize("form", [Form.JSONL, Form.CSV, Form.PARQUET, Form.SFT, Form.PREFERENCE])
def test_the_same_export_twice_is_the_same(
    filled: FeedbackStore, tmp_path: Path, form: Form
) -> None:
    if form is Form.PARQUET:
        pytest.importorskip("pyarrow")
    one, other = (export(filled, tmp_path / name, form) for name in ("one", "other"))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert one.rows_sha256 == other.rows_sha256


def test_csv_holds_what_json_lines_hold(filled: FeedbackStore, tmp_path: Path) -> None:
    export(filled, tmp_path / "a.jsonl")
    export(filled, tmp_path / "a.csv", Form.CSV)
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    cells = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_bytes().decode())))
    assert [row["findings"] for row in rows] == [row["findings"] for row in cells]
    assert [row["checks"] for row in rows] == [json.loads(row["checks"]) for row in cells]
    assert list(cells[0]) == list(COLUMNS)


def test_parquet_of_many_stations_is_one_table(filled: FeedbackStore, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for name in ("a.parquet", "b.parquet"):
        export(filled, tmp_path / name, Form.PARQUET)
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.num_rows == 3
    assert table.column("rating").null_count == 3
    duckdb = pytest.importorskip("duckdb")
    files = str(tmp_path / "*.parquet")
    found = duckdb.sql(
        f"SELECT verdict, count(*), count(DISTINCT id) FROM '{files}' GROUP BY ALL ORDER BY ALL"  # noqa: S608
    ).fetchall()
    assert found == [("edited", 4, 2), ("rejected", 2, 1)]


def test_polars_reads_parquet_and_json_lines(filled: FeedbackStore, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")  # 180 MB, so that the project does not install it
    for name in ("a.parquet", "b.parquet"):
        export(filled, tmp_path / name, Form.PARQUET)
    export(filled, tmp_path / "c.jsonl")
    table = polars.read_parquet(tmp_path / "*.parquet")
    assert (len(table), len(table.unique("id"))) == (6, 3)
    lines = polars.read_ndjson(tmp_path / "c.jsonl")
    once = table.unique("id", maintain_order=True)
    assert lines["findings"].to_list() == once["findings"].to_list()
    counts = once.group_by("verdict").len().sort("verdict").rows()
    assert counts == [("edited", 2), ("rejected", 1)]


@pytest.mark.row("export-other-key")
def test_an_encrypted_export_opens_for_its_recipient_alone(
    filled: FeedbackStore, tmp_path: Path
) -> None:
    public, secrets = key()
    target = tmp_path / "out.jsonl.age"
    plain = export(filled, tmp_path / "plain.jsonl")
    manifest = export(filled, target, recipient=public)
    assert manifest.data_sha256 == plain.data_sha256
    assert manifest.recipient == public
    assert b"nodule" not in target.read_bytes()
    assert target.read_bytes().startswith(b"age-encryption.org/v1\n")
    opened = pyrage.decrypt(target.read_bytes(), [pyrage.x25519.Identity.from_str(secrets[0])])
    assert opened == (tmp_path / "plain.jsonl").read_bytes()
    assert verify_export(target, secrets) == verify_export(target) == manifest
    with pytest.raises(OtherRecipient):
        verify_export(target, key()[1])


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def work(path: Path) -> None:
        values = json.loads(manifest_file(path).read_text("utf-8"))
        change(values)
        manifest_file(path).write_text(json.dumps(values), "utf-8")

    return work


def _another_manifest(path: Path) -> None:
    other = replace(read_manifest(path), sha256="0" * 64)
    manifest_file(path).write_bytes(other.as_bytes())


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_cut, ExportCut),
        (_flip, ExportChanged),
        (lambda path: path.write_bytes(b""), ExportCut),
        (lambda path: manifest_file(path).unlink(), ManifestMissing),
        (lambda path: manifest_file(path).write_bytes(b"\xff{"), ManifestUnreadable),
        (lambda path: manifest_file(path).write_bytes(b"[]"), ManifestUnreadable),
        (_manifest(lambda values: values.pop("rows")), ManifestUnreadable),
        (_manifest(lambda values: values.update(schema="radvaluer-export-9")), ManifestUnreadable),
        (_manifest(lambda values: values.update(size="3")), ManifestUnreadable),
        (_manifest(lambda values: values.update(reviewed_by="B. Other")), ManifestUnreadable),
        (_another_manifest, ExportChanged),
    ],
)
@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.row("export-damaged")
def test_verify_says_what_is_wrong(
    whole: dict[bool, tuple[Path, list[str]]],
    tmp_path: Path,
    spoil: Callable[[Path], object],
    kind: type[WorldError],
    *,
    encrypted: bool,
) -> None:
    made, secrets = whole[encrypted]
    target = tmp_path / made.name
    for path in (made, manifest_file(made)):
        shutil.copy(path, tmp_path / path.name)
    assert verify_export(target, secrets).rows == 3
    spoil(target)
    with pytest.raises(kind):
        verify_export(target, secrets if encrypted else None)


@pytest.mark.row("export-target-taken")
def test_a_file_that_is_there_stays(filled: FeedbackStore, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("mine")
    with pytest.raises(TargetTaken):
        export(filled, target)
    assert target.read_text() == "mine"
    assert not manifest_file(target).exists()


def test_a_folder_that_is_gone_is_named(filled: FeedbackStore, tmp_path: Path) -> None:
    with pytest.raises(ExportNotWritten):
        export(filled, tmp_path / "gone" / "out")


@pytest.mark.row("export-target-gone")
def test_a_folder_that_vanishes_in_the_middle(filled: FeedbackStore, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    request, approval, _ = reviewed(filled, Request(Form.JSONL))

    def pull(_: int) -> None:
        if folder.exists():
            folder.rename(tmp_path / "pulled")

    with pytest.raises(ExportNotWritten):
        write_export(filled, request, folder / "out", "", approval, pull)


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.row("export-disk-full")
def test_a_disk_that_is_full_leaves_nothing(
    filled: FeedbackStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, encrypted: bool
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportNotWritten):
        export(filled, tmp_path / "out", recipient=key()[0] if encrypted else "")
    assert not list(tmp_path.glob("out*"))


@pytest.mark.row("export-killed")
def test_what_a_killed_export_left_passes_for_nothing_and_goes_with_the_next(
    filled: FeedbackStore, tmp_path: Path
) -> None:
    left = tmp_path / "out.new"
    left.write_bytes(b'{"half')
    with pytest.raises(ManifestMissing):
        verify_export(left)
    export(filled, tmp_path / "out")
    assert not left.exists()


def test_no_row_is_no_file(filled: FeedbackStore, tmp_path: Path) -> None:
    filled.erase_studies(["S-0123456789ABCDEF0123"])
    with pytest.raises(NothingToExport):
        export(filled, tmp_path / "out")
    assert not list(tmp_path.glob("out*"))


def test_the_audit_trail_tells_of_the_export(filled: FeedbackStore, tmp_path: Path) -> None:
    manifest = export(filled, tmp_path / "out")
    (row,) = (row for row in filled.events() if row.event == "exported")
    assert row.details["sha256"] == manifest.sha256
    assert row.details["decisions"] == 3
    assert not filled.verify_trail().findings


@pytest.mark.row("export-identifiers")
def test_what_a_site_decided_holds() -> None:
    ours, theirs = key()[0], key()[0]
    assert ExportPolicy().recipient_for(None, identifiers=False) == ""
    assert ExportPolicy(ours).recipient_for(theirs, identifiers=False) == theirs
    assert ExportPolicy(ours, decided=True).recipient_for(None, identifiers=False) == ours
    for policy, asked, identifiers, kind in (
        (ExportPolicy(ours, decided=True), theirs, False, RecipientDecided),
        (ExportPolicy(ours, decided=True), "", False, RecipientDecided),
        (ExportPolicy(), "age1nobody", False, RecipientInvalid),
        (ExportPolicy(), ours, True, IdentifiersNotAllowed),
        (ExportPolicy(identifiers=True), None, True, IdentifiersNeedRecipient),
    ):
        with pytest.raises(kind):
            policy.recipient_for(asked, identifiers=identifiers)


@pytest.mark.row("export-recipient")
def test_a_secret_key_given_for_a_public_one_is_not_repeated() -> None:
    secret = key()[1][0]
    with pytest.raises(RecipientInvalid) as caught:
        ExportPolicy().recipient_for(secret, identifiers=False)
    assert secret not in str(caught.value)
    assert isinstance(caught.value, InputError)


@pytest.mark.skipif(subprocess.run(["which", "age"], capture_output=True).returncode != 0,
                    reason="needs the program age")  # fmt: skip
def test_the_program_age_opens_it(filled: FeedbackStore, tmp_path: Path) -> None:
    public, secrets = key()
    export(filled, tmp_path / "out.age", recipient=public)
    (tmp_path / "key").write_text(secrets[0])
    opened = subprocess.run(
        ["age", "-d", "-i", tmp_path / "key", tmp_path / "out.age"], capture_output=True, check=True
    )
    assert opened.stdout.count(b"\n") == 3

"""``radvaluer feedback export|verify|merge`` on a real store and a real keyring."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result

from radvaluer_desktop.cli import export as cli_export
from radvaluer_desktop.cli.export import ReviewCodeInvalid
from radvaluer_desktop.cli.feedback import feedback
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.export import failures as failed_by
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import Locations, locations
from radvaluer_desktop.settings.policy import PolicySource
from tests.unit.feedback.samples import decision

FINDINGS = "Discussed with Dr. Okafor. Quillhaven has a 5 mm nodule."
_CODE = re.compile(r"--review-code (\S+)")


@dataclass(frozen=True)
class Context:
    locations: Locations


@pytest.fixture
def places(tmp_path: Path, unlocked_keyring: object) -> Locations:
    places = locations(tmp_path / "base")
    with open_store(places.feedback_database, Keyring()) as store:
        store.keep(decision(findings=FINDINGS))
        store.keep(decision(findings="Nothing.", radiologist_id="r-18"))
    return places


def run(places: Locations, *arguments: object) -> Result:
    return CliRunner().invoke(feedback, list(map(str, arguments)), obj=Context(places))


def failed(result: Result, error: type[Exception]) -> None:
    assert isinstance(result.exception, error), (result.exception, result.output)


def written(places: Locations, *arguments: object) -> Result:
    """Review, then write."""
    read = run(places, "export", "--processes", 0, *arguments)
    assert read.exit_code == 0, (read.exception, read.output)
    code = _CODE.search(read.output)
    assert code
    done = ("--reviewed-by", "A. Reader", "--review-code", code[1])
    return run(places, "export", "--processes", 0, *arguments, *done)


def policy(monkeypatch: pytest.MonkeyPatch, values: Mapping[str, object]) -> None:
    source = PolicySource("policy", lambda: values)
    monkeypatch.setattr(cli_export, "machine_policy", lambda: (source,))


def test_the_first_run_shows_and_the_second_writes(places: Locations, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    arguments = ("--format", "jsonl", "--out", out)
    read = run(places, "export", *arguments)
    assert "Okafor  (title, 1)" in read.output
    assert "Quillhaven" in read.output
    assert not out.exists()
    corrections = tmp_path / "corrections.json"
    corrections.write_text(json.dumps({"replace": ["Quillhaven"]}))
    done = written(places, *arguments, "--corrections", corrections)
    assert "Written: " in done.output, done.output
    text = out.read_text("utf-8")
    assert "Okafor" not in text
    assert "Quillhaven" not in text
    told = run(places, "verify", out)
    assert "whole; 2 rows of the format jsonl." in told.output
    assert "read by A. Reader" in told.output


def test_an_encrypted_export_is_verified_and_merged(places: Locations, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    secret = tmp_path / "key.txt"
    secret.write_text(f"# created: today\n{identity}\n")
    out = tmp_path / "out.age"
    written(places, "--format", "jsonl", "--out", out, "--recipient", identity.to_public())
    assert "was not looked at" in run(places, "verify", out).output
    assert "was not looked at" not in run(places, "verify", out, "--identity", secret).output
    lead = ("--into", tmp_path / "lead")
    failed(run(places, "merge", out, *lead), failed_by.IdentityNeeded)
    merged = run(places, "merge", out, out, *lead, "--identity", secret)
    assert merged.output.splitlines()[0].endswith("2 new, 0 there already, 0 refused")
    assert "Together: 2 new, 2 there already, 0 refused; 2 decisions in" in merged.output
    leads = locations(tmp_path / "lead")
    assert "2 decisions chosen" in run(leads, "export", "--format", "sft", "--out", "x").output


def test_filters_choose(places: Locations, tmp_path: Path) -> None:
    for more, chosen in (
        (("--radiologist", "r-18"), 1),
        (("--since", "2026-03-02"), 0),
        (("--until", "2026-03-01"), 2),
        (("--until", "2026-02-28"), 0),
        (("--system", "chest", "--language", "zh", "--verdict", "edited"), 2),
        (("--model", "abababab"), 2),
    ):
        read = run(places, "export", "--format", "sft", "--out", tmp_path / "x", *more)
        assert f"{chosen} decisions chosen" in read.output


def test_identifiers_leave_by_policy_alone_and_encrypted(
    places: Locations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    identity = pyrage.x25519.Identity.generate()
    arguments = ("--format", "jsonl", "--out", out, "--with-identifiers")
    public = ("--recipient", identity.to_public())
    failed(run(places, "export", *arguments, *public), failed_by.IdentifiersNotAllowed)
    places.settings_file.parent.mkdir(parents=True, exist_ok=True)
    places.settings_file.write_text('export_identifiers = "yes"\n')
    failed(run(places, "export", *arguments, *public), failed_by.IdentifiersNotAllowed)
    policy(monkeypatch, {"export_identifiers": "yes"})
    failed(run(places, "export", *arguments), failed_by.IdentifiersNeedRecipient)
    assert "patient data" in written(places, *arguments, *public).output
    assert b"Okafor" in pyrage.decrypt(out.read_bytes(), [identity])
    assert json.loads(Path(f"{out}.manifest.json").read_text())["identifiers"] is True


def test_a_policys_recipient_is_the_only_one(
    places: Locations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = (pyrage.x25519.Identity.generate() for _ in range(2))
    policy(monkeypatch, {"export_recipient": str(ours.to_public())})
    arguments = ("--format", "sft", "--out", tmp_path / "out")
    another = run(places, "export", *arguments, "--recipient", theirs.to_public())
    failed(another, failed_by.RecipientDecided)
    written(places, *arguments)
    assert pyrage.decrypt((tmp_path / "out").read_bytes(), [ours]).count(b"\n") == 2


def test_what_cannot_be_used_is_said(places: Locations, tmp_path: Path) -> None:
    export = ("export", "--format", "sft", "--out", tmp_path / "out")
    review = ("--reviewed-by", "A", "--review-code")
    failed(run(places, *export, *review, "soon"), ReviewCodeInvalid)
    failed(run(places, *export, *review, "2-0123456789ABCDEF"), failed_by.ReviewOutdated)
    assert run(places, *export, "--reviewed-by", "A").exit_code == 2
    failed(run(places, *export, "--recipient", "age1"), failed_by.RecipientInvalid)
    bad = tmp_path / "bad.json"
    for content in ("[]", '{"keep": "all"}', '{"drop": []}', "{", "\xff"):
        bad.write_text(content, "latin-1")
        failed(run(places, *export, "--corrections", bad), failed_by.CorrectionsInvalid)
    failed(run(places, "verify", tmp_path / "nothing"), failed_by.ExportMissing)
    failed(run(places, "verify", bad, "--identity", bad), failed_by.IdentityInvalid)
    failed(run(places, "merge", bad, "--into", tmp_path / "lead"), failed_by.ManifestMissing)
    assert not (tmp_path / "lead").exists()

"""Rows of an export: their forms, what is dropped, and what identifies nobody any more."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.export.forms import Dropped, Form, full_row
from radvaluer_desktop.feedback.export.identities import Identities, grouped_age
from radvaluer_desktop.feedback.export.leaving import (
    AS_THEY_ARE,
    Corrections,
    Gate,
    LeavingKeys,
)
from radvaluer_desktop.feedback.export.rows import Request, export_rows
from radvaluer_desktop.feedback.export.typed_names import candidates
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.selecting import Selection
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, open_store
from radvaluer_desktop.report.study import BodySystem, Language, StudyHeader
from tests.unit.feedback.samples import CHECKS, COMMUNICATION, FINAL, HEADER, decision

KEYS = LeavingKeys(bytes(range(32)), bytes(range(32, 64)))


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(KEYS)


def rows(store: FeedbackStore, form: Form, selection: Selection | None = None) -> list[Any]:
    request = Request(form, selection or Selection())
    return [each.row for each in export_rows(store, request)]


def test_sft_is_findings_and_the_final_impression(store: FeedbackStore) -> None:
    store.keep(decision())
    store.keep(decision(verdict=Verdict.REJECTED, final="", edits=0))
    row, dropped = rows(store, Form.SFT)
    user, assistant = row["messages"]
    assert user["role"] == "user"
    assert "system: chest" in user["content"]
    assert decision().findings in user["content"]
    assert HEADER.pseudonym not in user["content"]
    assert assistant == {"role": "assistant", "content": FINAL}
    assert dropped is Dropped.NO_FINAL


def test_preference_is_what_was_kept_over_what_was_drafted(store: FeedbackStore) -> None:
    kept = [
        decision(),
        decision(draft=FINAL, verdict=Verdict.ACCEPTED, edits=0),
        decision(draft=f"{FINAL} \n", verdict=Verdict.ACCEPTED, edits=0),
        decision(verdict=Verdict.REJECTED, final=""),
        decision(draft=""),
    ]
    for each in kept:
        store.keep(each)
    first, *dropped = rows(store, Form.PREFERENCE)
    assert first["chosen"] == [{"role": "assistant", "content": FINAL}]
    assert first["rejected"] == [{"role": "assistant", "content": decision().draft}]
    assert Counter(dropped) == {Dropped.SAME_AS_DRAFT: 2, Dropped.NO_FINAL: 1, Dropped.NO_DRAFT: 1}


def test_the_same_export_gives_the_same_rows(store: FeedbackStore) -> None:
    for number in range(5):
        store.keep(decision(findings=f"Seen by Dr. Okafor, {number} nodules."))
    assert rows(store, Form.JSONL) == rows(store, Form.JSONL)


def test_processes_give_what_one_does(store: FeedbackStore) -> None:
    for number in range(70):
        store.keep(decision(findings=f"Seen by Dr. Okafor, {number} nodules."))
    request = Request(Form.JSONL)
    alone = list(export_rows(store, request))
    assert list(export_rows(store, replace(request, workers=2))) == alone


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), {0, 1, 2, 3}),
        (Selection(since=datetime(2026, 3, 2, tzinfo=UTC)), {2, 3}),
        (Selection(until=datetime(2026, 3, 2, tzinfo=UTC)), {0, 1}),
        (Selection(system=BodySystem.HEAD), {1}),
        (Selection(language=Language.ENGLISH), {2}),
        (Selection(verdict=Verdict.ACCEPTED), {3}),
        (Selection(radiologist="r-18"), {0}),
        (Selection(model="other"), {1}),
        (Selection(model="cdcdcdcd"), {2}),
        (Selection(model="cd"), set()),
        (Selection(model="*"), set()),
        (Selection(last=2), {0, 1}),
    ],
)
def test_decisions_are_chosen(
    store: FeedbackStore, selection: Selection, expected: set[int]
) -> None:
    later = datetime(2026, 3, 2, 9, tzinfo=UTC)
    kept = [
        decision(radiologist_id="r-18"),
        decision(model_id="other", header=replace(HEADER, body_system=BodySystem.HEAD)),
        decision(language=Language.ENGLISH, model_sha256="cd" * 32, decided_at=later),
        decision(verdict=Verdict.ACCEPTED, decided_at=later),
    ]
    for each in kept:
        store.keep(each)
    chosen = {each.id for each in store.selected(selection)}
    assert chosen == {kept[number].id for number in expected}


def test_nothing_of_a_decision_names_anybody(gate: Gate) -> None:
    kept = decision(
        header=replace(HEADER, age=93, indication="Referred by Dr. Okafor", prior="CT 12/03/2024"),
        findings="Discussed with Dr. Okafor. Okafor agrees. MRN: 4471902.",
        final="As told to Okafor, r-17.",
        checks=CHECKS,
        communication=COMMUNICATION,
        study_id="ef" * 16,
        draft_id="cd" * 16,
    )
    left = gate.let_out(kept).decision
    text = str(asdict(left))
    for secret in ("Okafor", "4471902", "12/03/2024", "r-17", "ct-2", HEADER.pseudonym,
                   kept.id, COMMUNICATION.told, "ef" * 16, "cd" * 16):  # fmt: skip
        assert str(secret) not in text
    assert left.header.age == 90
    assert left.findings.startswith("Discussed with Dr. [NAME 1]. [NAME 1] agrees.")
    assert "[NAME 1]" in left.final
    assert all(note.findings_span is None for note in left.checks)


@pytest.mark.parametrize("name", ["Mwangi Otieno", "欧阳明远", "MWANGI", "RX-771-20"])
@pytest.mark.parametrize("as_typed", [False, True])
def test_what_was_typed_as_the_study_is_found_in_its_texts(
    path: Any, unlocked_keyring: object, name: str, *, as_typed: bool
) -> None:
    kept = decision(
        header=StudyHeader(pseudonym=name), findings=f"Nodule in {name}, 5 mm.", final=f"{name}结节"
    )
    with open_store(path, Keyring(), StoreRules(names_as_typed=as_typed)) as store:
        store.keep(kept)
        (exported,) = export_rows(store, Request(Form.JSONL))
    assert name not in str(exported.row)


@pytest.mark.parametrize("name", ["Quillhaven Imaging", "启明影像"])
def test_the_institution_is_known(gate: Gate, name: str) -> None:
    kept = decision(findings=f"Prior at {name} 复查。", institution=name, signed=f"As at {name}.")
    left = gate.let_out(kept).decision
    assert name not in str(full_row(left))
    assert left.institution.startswith("H-")


@pytest.mark.parametrize("name", ["12", "chest", "胸部"])
def test_what_names_no_study_leaves_the_text_alone(gate: Gate, name: str) -> None:
    findings = f"Nodule of 12 mm in the chest. {name} 胸部平扫。"
    kept = decision(header=StudyHeader(pseudonym=name), findings=findings)
    assert gate.let_out(kept).decision.findings == findings


def test_times_of_one_study_move_together() -> None:
    ours, theirs = Identities(KEYS.export), Identities(KEYS.store)
    one, other = datetime(2026, 3, 1, 8, 30, 5, 123, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    moved = [ours.moved(moment, "S-1") for moment in (one, other)]
    assert moved[1] - moved[0] == other - one.replace(microsecond=0)
    assert timedelta(0) < one - moved[0] <= timedelta(days=366)
    assert len({identities.shift(name) for identities in (ours, theirs) for name in "ab"}) == 4


def test_ages_above_89_are_one_group() -> None:
    assert [grouped_age(age) for age in (None, 0, 89, 90, 107)] == [None, 0, 89, 90, 90]


def test_a_person_corrects_what_the_rules_did() -> None:
    findings = "Seen by Dr. Okafor. Quillhaven sign is absent."
    plain = Gate(KEYS).let_out(decision(findings=findings)).decision
    assert "Quillhaven" in plain.findings
    corrected = Corrections(keep=frozenset({"Okafor"}), replace=("Quillhaven",))
    left = Gate(KEYS, corrected).let_out(decision(findings=findings)).decision
    assert "Okafor" in left.findings
    assert "Quillhaven" not in left.findings


def test_every_field_of_a_decision_is_dealt_with() -> None:
    """A field that is new must be de-identified in ``leaving`` and get a place in ``forms``."""
    made_anew = {
        "id", "header", "decided_at", "station_id", "radiologist_id", "findings", "draft", "final",
        "reject_reason", "checks", "communication", "token_edits",
        "institution", "own_impression", "signed", "signed_at", "model_id", "model_sha256",
    }  # fmt: skip
    stay_behind = {"study_id", "draft_id"}
    known = set(AS_THEY_ARE) | made_anew | stay_behind
    assert {field.name for field in fields(Decision)} == known


def test_with_identifiers_everything_is_as_it_is_kept_but_the_id(store: FeedbackStore) -> None:
    kept = decision(findings="Seen by Dr. Okafor.")
    store.keep(kept)
    (plain,) = export_rows(store, Request(Form.JSONL, identifiers=True))
    (other,) = export_rows(store, Request(Form.JSONL))
    assert plain.leaving.decision == replace(kept, id=other.leaving.decision.id)


def test_candidates_are_words_numbers_and_han_names() -> None:
    found = set(candidates("Nodule of Jane Q. Roe, MRN 44-71. 患者张伟明，咳嗽"))
    assert {"Jane Q. Roe", "44-71", "张伟明", "Nodule of"} <= found


def test_a_servers_host_is_told_by_a_pseudonym(gate: Gate) -> None:
    served = decision(
        model_id="chat (ris-01.hospital.example:8080)",
        model_sha256="server:ris-01.hospital.example:8080/chat",
    )
    first, again = (gate.let_out(served).decision for _ in range(2))
    assert first.model_id == again.model_id
    assert re.fullmatch(r"chat \(N-[0-9A-F]{20}\)", first.model_id)
    assert first.model_sha256 == f"server:{first.model_id[6:-1]}/chat"
    path = replace(served, model_sha256="server:ris-01/C:\\Users\\okafor\\chat.gguf")
    assert re.fullmatch(r"server:N-\w+/chat\.gguf", gate.let_out(path).decision.model_sha256)
    hub = replace(served, model_sha256="server:ris-01/Qwen/Qwen3-8B")
    assert gate.let_out(hub).decision.model_sha256.endswith("/Qwen/Qwen3-8B")
    assert "ris-01" not in str(full_row(first))
    assert gate.let_out(decision()).decision.model_sha256 == decision().model_sha256


def test_a_manifest_says_only_that_there_was_a_filter_of_models() -> None:
    assert Selection(model="chat (ris-01.hospital.example)").described() == {"model": "given"}


@pytest.mark.parametrize(
    ("named", "plain"),
    [
        ("Dirapeba informed at once.", "Radiologist informed at once."),
        ("Compared with the outside study of Dirapeba.", "Compared with the outside study."),
        ("钱霞霞已知晓结果", "结果已知晓"),
        ("参考郑明秀外院片。", "参考外院片。"),
    ],
)
def test_a_name_that_no_rule_finds_is_likelier_to_be_read(
    gate: Gate, named: str, plain: str
) -> None:
    risks = []
    for text in (named, plain):
        leaving = gate.let_out(decision(findings=f"6 mm nodule. 右肺结节，约6mm。\n{text}"))
        risks.append(leaving.risk)
    assert named.strip("。.") in gate.let_out(decision(findings=named)).decision.findings
    assert risks[0] > risks[1]

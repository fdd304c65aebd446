"""Drafts of an evaluation: kept only where asked, gone on with, never mixed with others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from radvaluer_desktop.evaluation.drafting import ModelDrafts, draft_reports
from radvaluer_desktop.inference.scripted import ScriptedEngine, crash
from radvaluer_desktop.report.study import BodySystem, StudyHeader
from radvaluer_desktop.session.batch_run import BatchOfAnother
from radvaluer_desktop.session.engine_failures import EngineDied
from tests.unit.evaluation.samples import REPORTS
from tests.unit.session.samples import MODEL, session_with

NAME = f"{MODEL.id}-{MODEL.sha256[:12]}.jsonl"


def run(
    folder: Path | None,
    engine: ScriptedEngine | None = None,
    reports: tuple = REPORTS,  # type: ignore[type-arg]
) -> tuple[ModelDrafts, list[str]]:
    lines: list[str] = []
    session = session_with(engine or ScriptedEngine())
    return draft_reports(session, reports, folder, "demo", lines.append), lines


def test_without_a_folder_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    drafts, lines = run(None)
    assert drafts.writer.texts == ("1. Pneumonia.",) * 3
    assert (drafts.model, drafts.sha256, drafts.refused) == (MODEL.id, MODEL.sha256, 0)
    assert drafts.prompt
    assert list(tmp_path.iterdir()) == []
    assert "3 drafts" in lines[-1]


def test_a_stopped_evaluation_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    whole, _ = run(tmp_path / "new" / "drafts")
    output = tmp_path / "new" / "drafts" / NAME
    lines = output.read_bytes().splitlines(keepends=True)
    output.write_bytes(lines[0] + lines[1][:9])
    engine = ScriptedEngine()
    again, told = run(output.parent, engine)
    assert again == whole
    assert len(engine.prompts) == 2
    assert "1 of 3 drafts" in told[0]
    assert {file.name for file in output.parent.iterdir()} == {NAME, NAME + ".run.json"}


def test_an_engine_that_dies_keeps_what_was_drafted(tmp_path: Path) -> None:
    with pytest.raises(EngineDied):
        run(tmp_path, ScriptedEngine(failure=crash()))
    assert (tmp_path / NAME).read_bytes() == b""
    drafts, _ = run(tmp_path)
    assert len(drafts.writer.texts) == 3


@pytest.mark.row("evaluate-of-another")
def test_drafts_of_other_reports_are_refused_and_kept(tmp_path: Path) -> None:
    run(tmp_path)
    before = (tmp_path / NAME).read_bytes()
    header = StudyHeader(body_system=BodySystem.CHEST)
    for changed in (replace(REPORTS[2], findings="双肺清晰。"), replace(REPORTS[2], header=header)):
        with pytest.raises(BatchOfAnother, match="another input") as caught:
            run(tmp_path, reports=(*REPORTS[:2], changed))
        assert caught.value.exit_code == 2
    assert (tmp_path / NAME).read_bytes() == before


def test_the_reference_may_be_mended_without_drafting_again(tmp_path: Path) -> None:
    run(tmp_path)
    engine = ScriptedEngine()
    run(tmp_path, engine, (*REPORTS[:2], replace(REPORTS[2], impression="炎症。")))
    assert engine.prompts == []


def test_each_report_goes_with_its_own_header_and_language(tmp_path: Path) -> None:
    engine = ScriptedEngine()
    header = StudyHeader(order="Chest radiograph")
    run(None, engine, (replace(REPORTS[0], header=header), REPORTS[2]))
    first, second = ("".join(part.text for part in prompt) for prompt in engine.prompts)
    assert "Chest radiograph" in first
    assert "Chest radiograph" not in second
    assert REPORTS[2].findings in second


def test_refused_findings_count_as_an_empty_draft(tmp_path: Path) -> None:
    drafts, told = run(tmp_path, reports=(replace(REPORTS[0], findings="IMPRESSION: Edema."),))
    assert "no findings" in told[0]
    assert (drafts.writer.texts, drafts.refused) == (("",), 1)
    assert json.loads((tmp_path / NAME).read_text("utf-8"))["stop_reason"] == "refused"

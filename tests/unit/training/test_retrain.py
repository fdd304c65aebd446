"""One round of retraining on a tiny model: it trains, drafts and judges for real."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.adapters import adapted, find_adapter
from radvaluer_desktop.catalogue.installed import InstalledModel, find_model
from radvaluer_desktop.feedback.export.leaving import Gate, LeavingKeys
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import EngineSettings
from radvaluer_desktop.modelfile.header import read_header
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.retraining import loop
from radvaluer_desktop.retraining.held_out import read_held_out
from radvaluer_desktop.retraining.lessons import Lesson, lessons_of
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.retraining.verdict import RULES, read_verdict
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.training import finetune, train
from radvaluer_desktop.training.corpus import make_reports
from tests.unit.feedback.samples import decision

RECIPE = replace(finetune.ADAPTER, measure_every=2, batch_tokens=1024, rate=0.02, average=0.0)
KEYS = LeavingKeys(bytes(range(32)), bytes(range(32, 64)))
ORDER = loop.Order(Gate(KEYS), epochs=2, least_learn=20, least_test=5, recipe=RECIPE)


@dataclass(frozen=True)
class Station:
    """Folders with a tiny model, and sessions in which a model is loaded."""

    folders: tuple[Path, ...]
    places: Places
    present: InstalledModel
    opened: list[str] = field(default_factory=list)

    def run(self, lessons: list[Lesson], order: loop.Order = ORDER) -> loop.Round:
        return loop.retrain(
            lessons, self.present, self.folders, self.places, order, self.session, self.said.append
        )

    @property
    def said(self) -> list[str]:
        return _SAID

    @contextmanager
    def session(self, reference: str) -> Iterator[ReportingSession]:
        self.opened.append(reference)
        engine = LocalEngine()
        session = ReportingSession(engine, load_templates(resource("prompts")))
        try:
            list(session.load(find_model(reference, self.folders), EngineSettings(threads=1)))
            yield session
        finally:
            engine.close()


_SAID: list[str] = []


@pytest.fixture
def station(tmp_path: Path, tiny_files: Any) -> Station:
    models = tmp_path / "models"
    models.mkdir()
    shutil.copy(tiny_files.quantised, models / "tiny.gguf")
    present = find_model("tiny", (models,))
    _SAID.clear()
    return Station((models,), Places(tmp_path / "retraining"), present)


@pytest.fixture(scope="module")
def lessons() -> list[Lesson]:
    first = datetime(2026, 3, 1, 8, tzinfo=UTC)
    return lessons_of(
        decision(
            id=f"{number:032x}",
            study_id=None,
            header=replace(report.header, pseudonym=f"S-{number}"),
            findings=f"{report.findings}\nDiscussed with Dr. Okafor.",
            final=f"{report.impression}\nDr. Okafor was told.",
            language=report.language,
            decided_at=first + timedelta(minutes=number),
        )
        for number, report in enumerate(islice(make_reports(5, "dev", [1]), 48))
    )


def test_a_round_leaves_a_marked_candidate_and_its_verdict(
    station: Station, lessons: list[Lesson]
) -> None:
    judged = station.run(lessons)
    found = judged.verdict
    file = station.places.candidate(found.candidate.id)
    header = read_header(file)
    assert (header.adapter, header.patient_data) == (True, True)
    assert found.candidate.base == found.present.sha256 == station.present.sha256
    verdict, sha256 = read_verdict(station.places.verdict(found.candidate.id))
    assert (verdict, sha256) == (found, judged.sha256)
    assert {rule.figure for rule in RULES} <= found.figures.keys()
    held = read_held_out(station.places.held_out)
    assert found.tested == len(held.ids)
    assert found.circumstances["learnt"] == judged.learnt == 48 - found.tested
    assert found.circumstances["strings_replaced"] >= 2 * judged.learnt
    assert {each.name for each in station.places.folder.iterdir()} == {
        "held-out.json",
        file.name,
        station.places.verdict(found.candidate.id).name,
    }, "no checkpoint, no draft and no report is left"
    assert "Okafor" not in "".join(station.said)


def test_a_later_round_tests_on_the_same(station: Station, lessons: list[Lesson]) -> None:
    with pytest.raises(loop.TooFewLessons):
        station.run(lessons[:40], replace(ORDER, least_learn=100))
    before = read_held_out(station.places.held_out)
    judged = station.run(lessons, replace(ORDER, most_tested=5, epochs=1))
    assert read_held_out(station.places.held_out).ids[: len(before.ids)] == before.ids
    assert judged.verdict.tested == 5


def test_an_adapter_of_the_settings_is_named_with_its_base(
    station: Station, lessons: list[Lesson]
) -> None:
    base, quick = station.present, replace(ORDER, most_tested=5, epochs=1)
    first = station.run(lessons, quick).verdict.candidate
    beside = find_adapter(str(station.places.candidate(first.id)), base, station.folders)
    whole = replace(station, present=adapted(base, beside, 0.5), opened=[])
    verdict = whole.run(lessons, quick).verdict
    assert verdict.present.id == f"tiny+{first.id}"
    assert verdict.present.sha256 == f"{base.sha256}+{first.sha256}@0.5"
    assert verdict.present.base == verdict.candidate.base == base.sha256
    candidate = station.places.candidate(verdict.candidate.id)
    assert whole.opened == [str(base.path), str(candidate)], "the settings lay the adapter beside"


@pytest.mark.row("retrain-few")
def test_too_few_decisions_are_refused_before_anything_is_trained(
    station: Station, lessons: list[Lesson]
) -> None:
    with pytest.raises(loop.TooFewLessons):
        station.run(lessons[:10])
    assert [each.name for each in station.places.folder.iterdir()] == ["held-out.json"]


@pytest.mark.row("retrain-base")
def test_a_present_model_that_the_station_would_not_find_is_refused(
    station: Station, lessons: list[Lesson], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.gguf"
    shutil.copy(station.present.path, elsewhere)
    other = replace(station, present=find_model(str(elsewhere), ()))
    with pytest.raises(loop.BaseNotInstalled):
        other.run(lessons)


def test_names_are_learnt_only_where_that_is_asked_for(
    station: Station, lessons: list[Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[str] = []

    def remember(rows: Any, order: Any, say: Any) -> str:
        learnt.extend(f"{row.findings} {row.impression}" for row in rows)
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "train_department", remember)
    for kept in (False, True):
        learnt.clear()
        with pytest.raises(KeyboardInterrupt):
            station.run(lessons, replace(ORDER, gate=None if kept else ORDER.gate))
        assert ("Okafor" in " ".join(learnt)) is kept

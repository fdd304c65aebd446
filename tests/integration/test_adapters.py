"""Adapters beside the demonstration model: switched without a new load, off again bit for bit."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.adapters import (
    AdapterForAnotherBase,
    NotAnAdapter,
    adapted,
    adapters_of,
    find_adapter,
)
from radvaluer_desktop.catalogue.installed import InstalledModel, find_model
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    Adapted,
    Done,
    EngineSettings,
    Failed,
    FailureKind,
    Progress,
    Ready,
    Sampling,
)
from radvaluer_desktop.modelfile.weights import read_model
from radvaluer_desktop.modelfile.write import LowRank, ModelCard, write_adapter
from radvaluer_desktop.paths import locations
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import choose_template, load_templates
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.draft import Drafted
from radvaluer_desktop.session.failures import AdapterRefused
from radvaluer_desktop.session.loading import WithoutAdapter
from radvaluer_desktop.settings.policy import PolicySource

FINDINGS = "Patchy opacity in the right lower lobe. Small left pleural effusion."


def made_adapter(path: Path, base: InstalledModel, seed: int, base_hash: str | None = None) -> Path:
    """Write an adapter of rank 4 with drawn weights, large enough to change every draft."""
    rng = np.random.default_rng(seed)
    stored = read_model(base.path)
    layers = {}
    for name, matrix in stored.tensors.items():
        if ".attn_" in name and "norm" not in name:
            rows, columns = matrix.shape
            down = rng.standard_normal((4, columns)).astype(np.float32) * columns**-0.5
            up = rng.standard_normal((rows, 4)).astype(np.float32)
            layers[name] = LowRank(down, up)
    told = base.sha256 if base_hash is None else base_hash
    card = ModelCard(path.stem, "1", "For a test.", "Apache-2.0", ("en",), base=told)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_adapter(path, layers, 4.0, card)
    return path


@pytest.fixture(scope="module")
def base(demo_model: Path) -> InstalledModel:
    return find_model(str(demo_model), ())


@pytest.fixture(scope="module")
def folder(base: InstalledModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("adapters")
    made_adapter(folder / "chest.gguf", base, 1)
    made_adapter(folder / "r-17.gguf", base, 2)
    made_adapter(folder / "stranger.gguf", base, 3, "ab" * 32)
    return folder


@pytest.fixture
def engine(base: InstalledModel, folder: Path) -> Iterator[LocalEngine]:
    engine = LocalEngine()
    settings = EngineSettings(threads=1, adapters=tuple(adapters_of(base, (folder,))))
    assert isinstance(list(engine.load(base.path, settings))[-1], Ready)
    yield engine
    engine.close()


def draft(engine: LocalEngine, base: InstalledModel) -> str:
    template = choose_template(load_templates(resource("prompts")), base.control_tokens)
    segments = build_prompt(template, StudyHeader(), FINDINGS, Language.ENGLISH).segments
    last = list(engine.generate(segments, Sampling(max_tokens=40)))[-1]
    assert isinstance(last, Done)
    return last.text


def adapt(engine: LocalEngine, path: Path | None, scale: float = 1.0) -> float:
    began = time.perf_counter()
    (event,) = engine.adapt(path, scale)
    assert isinstance(event, Adapted)
    return (time.perf_counter() - began) * 1000


def test_on_changes_drafts_and_off_restores_them_bit_for_bit(
    engine: LocalEngine, base: InstalledModel, folder: Path
) -> None:
    pid, plain = engine.worker_pid, draft(engine, base)
    chest, own = folder / "chest.gguf", folder / "r-17.gguf"
    seen = {plain}
    for path in (chest, own):
        adapt(engine, path)
        seen.add(draft(engine, base))
        adapt(engine, None)
        assert draft(engine, base) == plain
    assert len(seen) == 3
    adapt(engine, chest, 0.0)
    assert draft(engine, base) == plain
    assert engine.worker_pid == pid
    times = sorted(adapt(engine, path) for path in (chest, own, None) * 5)
    assert times[len(times) // 2] < 100  # milliseconds, the pipe to the worker and back among them


def test_a_worker_that_is_started_anew_has_the_adapter(
    engine: LocalEngine, base: InstalledModel, folder: Path
) -> None:
    adapt(engine, folder / "chest.gguf")
    with_adapter = draft(engine, base)
    assert engine.worker_pid
    os.kill(engine.worker_pid, signal.SIGTERM)
    time.sleep(0.3)
    assert draft(engine, base) == with_adapter


@pytest.mark.row("adapter-other-base")
def test_one_of_another_base_is_refused(
    engine: LocalEngine, base: InstalledModel, folder: Path, slow_model: Path, tmp_path: Path
) -> None:
    assert [path.stem for path in adapters_of(base, (folder,))] == ["chest", "r-17"]
    with pytest.raises(AdapterForAnotherBase):
        find_adapter("stranger", base, (folder,))
    with pytest.raises(NotAnAdapter):
        find_adapter(str(base.path), base, (folder,))
    plain = draft(engine, base)
    (failed,) = engine.adapt(folder / "stranger.gguf")
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind.ADAPTER_REFUSED
    assert draft(engine, base) == plain
    # One that names no base, with matrices of another size: llama.cpp refuses it.
    other = find_model(str(slow_model), ())
    nameless = made_adapter(tmp_path / "nameless.gguf", other, 4, "")
    application = build_application(
        locations(tmp_path / "base"),
        policy=(PolicySource("p", lambda: {"adapter": str(nameless), "candidates": 1}),),
    )
    try:
        left, ready = (e for e in application.load_model() if not isinstance(e, Progress))
        assert isinstance(left, WithoutAdapter)
        assert isinstance(left.reason, AdapterRefused)
        assert isinstance(ready, Ready)
        assert application.session.model == base
    finally:
        application.engine.close()


def opened(folder: Path, adapters: Path, **policy: str | int) -> Application:
    values = {"candidates": 1, **policy}
    places = locations(folder)
    places.models.mkdir(parents=True, exist_ok=True)
    for path in adapters.iterdir():
        (places.models / path.name).write_bytes(path.read_bytes())
    return build_application(places, policy=(PolicySource("p", lambda: values),))


def test_every_draft_names_both_files_and_the_scale(
    base: InstalledModel, folder: Path, tmp_path: Path
) -> None:
    policy: dict[str, str | int] = {
        "adapter": "{radiologist}",
        "adapter_scale": 50,
        "radiologist": "r-17",
    }
    application = opened(tmp_path, folder, **policy)
    own = find_adapter("r-17", base, (folder,))
    try:
        list(application.load_model())
        *_, last = application.session.draft(StudyHeader(), FINDINGS, Sampling(max_tokens=10))
        assert isinstance(last, Drafted)
        assert last.draft.model_id == "chatradio-demo+r-17"
        assert last.draft.model_sha256 == f"{base.sha256}+{own.sha256}@0.5"
        application.models.adapt("")
        *_, last = application.session.draft(StudyHeader(), FINDINGS, Sampling(max_tokens=10))
        assert isinstance(last, Drafted)
        assert (last.draft.model_id, last.draft.model_sha256) == (base.id, base.sha256)
    finally:
        application.engine.close()


@pytest.mark.row("adapter-other-base")
def test_a_setting_that_names_one_of_another_base_does_not_keep_the_model_from_drafting(
    base: InstalledModel, folder: Path, tmp_path: Path
) -> None:
    application = opened(tmp_path, folder, adapter="stranger")
    try:
        left, ready = (e for e in application.load_model() if not isinstance(e, Progress))
        assert isinstance(left, WithoutAdapter)
        assert isinstance(left.reason, AdapterForAnotherBase)
        assert isinstance(ready, Ready)
        *_, last = application.session.draft(StudyHeader(), FINDINGS, Sampling(max_tokens=10))
        assert isinstance(last, Drafted)
        assert (last.draft.model_id, last.draft.model_sha256) == (base.id, base.sha256)
    finally:
        application.engine.close()


def test_a_radiologist_without_one_gets_the_base(folder: Path, tmp_path: Path) -> None:
    application = opened(tmp_path, folder, adapter="{radiologist}", radiologist="nobody")
    assert (
        application.models.find_adapter(find_model("chatradio-demo", application.model_folders))
        is None
    )
    application.engine.close()


def test_what_the_two_say_of_patients(base: InstalledModel, folder: Path) -> None:
    own = find_adapter("r-17", base, (folder,))
    assert adapted(base, None, 1.0) == base
    assert not adapted(base, own, 1.0).patient_data

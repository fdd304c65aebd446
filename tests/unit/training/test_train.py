"""``radvaluer train`` from rows to files. Skipped where PyTorch is missing."""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from radvaluer_desktop.assets import resource  # noqa: E402
from radvaluer_desktop.catalogue.installed import AdapterWithoutBase, find_model  # noqa: E402
from radvaluer_desktop.inference.local import LocalEngine  # noqa: E402
from radvaluer_desktop.inference.messages import EngineSettings  # noqa: E402
from radvaluer_desktop.modelfile.digest import sha256_of  # noqa: E402
from radvaluer_desktop.modelfile.header import read_header  # noqa: E402
from radvaluer_desktop.modelfile.weights import BaseUnsuitable  # noqa: E402
from radvaluer_desktop.modelfile.write import LlamaShape  # noqa: E402
from radvaluer_desktop.prompting.templates import load_templates  # noqa: E402
from radvaluer_desktop.report.study import Language, StudyHeader  # noqa: E402
from radvaluer_desktop.session.draft import Drafted  # noqa: E402
from radvaluer_desktop.session.reporting import ReportingSession  # noqa: E402
from radvaluer_desktop.training import canaries, finetune, train  # noqa: E402
from radvaluer_desktop.training.department import Row  # noqa: E402
from radvaluer_desktop.training.learning import RunDiffers  # noqa: E402
from radvaluer_desktop.training.reports import synthetic_reports  # noqa: E402

QUICK = replace(finetune.WHOLE, measure_every=2, batch_tokens=1024)
Run = tuple[Path, Any, Any]


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return tuple(
        Row(each.header, each.findings, each.impression, each.language, "1", f"{index:04}")
        for index, each in enumerate(islice(synthetic_reports(5), 40))
    )


def order_for(base: Path | None, out: Path, **more: Any) -> train.Order:
    options: dict[str, Any] = {"epochs": 1, "recipe": QUICK, **more}
    return train.Order(base=base, out=out, **options)


def test_a_model_is_taught_marked_and_measured(
    tmp_path: Path, rows: tuple[Row, ...], tiny_files: Any
) -> None:
    said: list[str] = []
    out = tmp_path / "mine.gguf"
    order = order_for(tiny_files.full, out, canaries=2, test_share=0.1)
    table = train.train_department(rows, order, said.append)
    header = read_header(out)
    assert header.patient_data
    assert header.base == sha256_of(tiny_files.full)
    assert find_model(str(out), ()).patient_data
    assert "min left" in "".join(said)
    assert table.splitlines()[1].split()[:2] == ["all", "4"]
    assert "of 2 in drafts" in table
    assert sorted(tmp_path.iterdir()) == [out], "neither a checkpoint nor a half file is left"


@pytest.mark.row("model-adapter-alone")
def test_an_adapter_works_beside_its_base_and_not_without_it(
    tmp_path: Path, rows: tuple[Row, ...], tiny_files: Any
) -> None:
    out = tmp_path / "adapter.gguf"
    recipe = replace(finetune.ADAPTER, measure_every=2, batch_tokens=1024, rate=0.05, average=0.0)
    order = order_for(tiny_files.quantised, out, adapter=True, recipe=recipe, epochs=4)
    train.train_department(rows, order, lambda _line: None)
    header = read_header(out)
    assert (header.adapter, header.patient_data) == (True, True)
    with pytest.raises(AdapterWithoutBase):
        find_model(str(out), ())
    model = find_model(str(out), (tiny_files.quantised.parent,))
    assert (model.id, model.adapter) == ("adapter", out)
    assert sha256_of(model.path) == header.base
    base = find_model(str(tiny_files.quantised), ())
    assert draft(base, rows[0].findings) != draft(model, rows[0].findings)


def draft(model: Any, findings: str) -> str:
    engine = LocalEngine()
    session = ReportingSession(engine, load_templates(resource("prompts")))
    try:
        list(session.load(model, EngineSettings(threads=1)))
        *_, last = session.draft(StudyHeader(), findings)
        assert isinstance(last, Drafted)
        return last.draft.impression
    finally:
        engine.close()


def test_random_weights_get_a_tokenizer_of_the_departments_own(
    tmp_path: Path, rows: tuple[Row, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tiny(vocabulary: int, **_sizes: int) -> LlamaShape:
        return LlamaShape(vocabulary, 32, layers=1, heads=2, kv_heads=1, feed_forward=32)

    monkeypatch.setattr(finetune, "LlamaShape", tiny)
    out = tmp_path / "own.gguf"
    train.train_department(rows, order_for(None, out), lambda _line: None)
    header = read_header(out)
    assert header.base == ""
    assert "<|impression|>" in header.control_tokens


@pytest.mark.row("train-resume")
def test_a_run_goes_on_and_other_data_is_another_run(
    tmp_path: Path, rows: tuple[Row, ...], tiny_files: Any
) -> None:
    order = order_for(tiny_files.full, tmp_path / "a.gguf", work=tmp_path / "work")
    train.train_department(rows, order, lambda _line: None)
    said: list[str] = []
    train.train_department(rows, replace(order, epochs=2), said.append)
    steps = [int(line.split("step ")[1].split()[0]) for line in said if "step " in line]
    first = torch.load(tmp_path / "work" / "checkpoint.pt", weights_only=True)["spent"][0]
    assert steps
    assert steps[-1] == first
    assert steps[0] > 2, "it did not begin anew"
    with pytest.raises(RunDiffers, match=r"\(data\)"):
        train.train_department(rows[:-10], order, lambda _line: None)


@pytest.mark.row("train-adapter-random")
def test_an_adapter_of_random_weights_is_refused(tmp_path: Path, rows: tuple[Row, ...]) -> None:
    with pytest.raises(train.AdapterOfNothing):
        train.train_department(
            rows, order_for(None, tmp_path / "a.gguf", adapter=True), lambda _line: None
        )


@pytest.mark.row("train-nothing")
@pytest.mark.parametrize("canaries_planted", [0, 2])
def test_rows_that_all_have_the_same_findings_are_nothing_to_learn(
    tmp_path: Path, rows: tuple[Row, ...], canaries_planted: int
) -> None:
    same = tuple(replace(row, findings=rows[0].findings) for row in rows)
    order = order_for(None, tmp_path / "a.gguf", canaries=canaries_planted)
    with pytest.raises(finetune.NothingToLearn):
        train.train_department(same, order, lambda _line: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.row("train-nothing")
def test_rows_that_are_all_too_long_are_nothing_to_learn(
    tmp_path: Path, rows: tuple[Row, ...], tiny_files: Any
) -> None:
    long = tuple(replace(row, findings=row.findings + " nodule" * 3000) for row in rows)
    order = order_for(tiny_files.full, tmp_path / "a.gguf")
    with pytest.raises(finetune.NothingToLearn, match="2048 tokens"):
        train.train_department(long, order, lambda _line: None)
    assert list(tmp_path.iterdir()) == []


def test_a_tokenizer_that_other_reports_left_is_not_used(
    tmp_path: Path, rows: tuple[Row, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ended before its first checkpoint leaves one; nothing compares its reports."""
    from radvaluer_desktop.training.pretrain import control_tokens
    from radvaluer_desktop.training.tokenizer import train_tokenizer

    monkeypatch.setattr(
        finetune,
        "LlamaShape",
        lambda vocabulary, **_sizes: LlamaShape(
            vocabulary, 32, layers=1, heads=2, kv_heads=1, feed_forward=32
        ),
    )
    work = tmp_path / "work"
    work.mkdir()
    other = train_tokenizer(["Zwilgmeyer Zwilgmeyer"], control_tokens(), 400)
    other.save(str(work / "tokenizer.json"))
    order = order_for(None, tmp_path / "a.gguf", work=work)
    train.train_department(rows, order, lambda _line: None)
    assert b"Zwilgmeyer" not in (tmp_path / "a.gguf").read_bytes()
    assert "Zwilgmeyer" not in (work / "tokenizer.json").read_text(encoding="utf-8")


def test_the_folder_of_the_model_is_made_before_anything_is_learnt(
    tmp_path: Path, rows: tuple[Row, ...], tiny_files: Any
) -> None:
    out = tmp_path / "new" / "a.gguf"
    order = order_for(tiny_files.full, out, work=tmp_path / "work")
    train.train_department(rows, order, lambda _line: None)
    assert out.exists()


@pytest.mark.row("train-resume")
def test_another_language_of_a_row_is_another_run(
    tmp_path: Path, rows: tuple[Row, ...], tiny_files: Any
) -> None:
    order = order_for(tiny_files.full, tmp_path / "a.gguf", work=tmp_path / "work")
    train.train_department(rows, order, lambda _line: None)
    other = tuple(replace(row, language=Language.CHINESE) for row in rows)
    assert other != rows
    with pytest.raises(RunDiffers, match=r"\(data\)"):
        train.train_department(other, order, lambda _line: None)


@pytest.mark.row("train-base")
def test_a_model_of_another_prompt_is_no_base(tmp_path: Path, rows: tuple[Row, ...]) -> None:
    from tests.soak.random_model import write_random_model

    base = tmp_path / "other.gguf"
    write_random_model(base, width=64, layers=1)
    read_header(base)
    data = base.read_bytes().replace(b"<|exam|>", b"<|else|>")
    base.write_bytes(data)
    with pytest.raises(BaseUnsuitable):
        train.train_department(rows, order_for(base, tmp_path / "a.gguf"), lambda _line: None)


@pytest.mark.row("train-unwritable")
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, rows: tuple[Row, ...]) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(train.ModelUnwritable):
        train.train_department(
            rows, order_for(None, tmp_path / "file" / "a.gguf"), lambda _line: None
        )


def test_a_secret_learnt_by_heart_is_found_and_another_is_not(tiny_run: Run) -> None:
    """Teach one of two canaries until nothing else is left in the model."""
    from copy import deepcopy

    from radvaluer_desktop.training.batches import Batching, encode_report
    from radvaluer_desktop.training.optimiser import Optimiser
    from radvaluer_desktop.training.pretrain import report_template

    _, trained, tokenizer = tiny_run
    model = deepcopy(trained).train()
    known, other = canaries.make_canaries(2, seed=3)
    batching = Batching.of(tokenizer, 1024, model.shape.context, 0.1)
    example = encode_report(tokenizer, report_template(), known.report)
    (batch,) = batching.all_of([example])
    optimiser = Optimiser(model, weight_decay=0.0, muon=True)
    for _ in range(120):
        logits = model(batch.ids).flatten(0, 1)
        losses = torch.nn.functional.cross_entropy(
            logits, batch.targets.flatten(), reduction="none"
        )
        (losses @ batch.weights.flatten()).backward()
        optimiser.step(5e-3)
    model.eval()
    learnt = canaries.ask_for(model, tokenizer, [known])
    assert (learnt.drafted, learnt.completed) == (1, 1)
    assert learnt.exposure == canaries.MOST_EXPOSURE
    unknown = canaries.ask_for(model, tokenizer, [other])
    assert (unknown.drafted, unknown.completed) == (0, 0)

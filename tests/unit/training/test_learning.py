"""The loop that learns. Skipped where PyTorch is missing."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from radvaluer_desktop.modelfile.weights import BaseUnsuitable  # noqa: E402
from radvaluer_desktop.modelfile.write import LlamaShape  # noqa: E402
from radvaluer_desktop.training import pretrain, tokenizer  # noqa: E402
from radvaluer_desktop.training.batches import Batch, Batching, Example, encode_report  # noqa: E402
from radvaluer_desktop.training.curve import read_curve  # noqa: E402
from radvaluer_desktop.training.learning import (  # noqa: E402
    Budget,
    Learner,
    Recipe,
    RunDiffers,
    Spent,
    measure,
)
from radvaluer_desktop.training.model import Llama  # noqa: E402
from radvaluer_desktop.training.optimiser import orthogonalised  # noqa: E402
from radvaluer_desktop.training.reports import synthetic_reports  # noqa: E402
from tests.unit.training.conftest import TINY_STEPS, tiny_plan  # noqa: E402

Run = tuple[Path, Any, Any]
SHAPE = LlamaShape(40, width=32, layers=1, heads=1, kv_heads=1, feed_forward=32, context=64)
RECIPE = Recipe(
    rate=1e-2, weight_decay=0.0, muon=True, batch_tokens=64, findings_weight=0.1, measure_every=5
)
BATCHING = Batching(tokens=64, context=64, padding=0)


def quiet(_line: str) -> None:
    pass


def copying(seed: int) -> Iterator[Example]:
    """A task that can be learnt in no time: the answer is the number 7."""
    generator = torch.Generator().manual_seed(seed)
    while True:
        findings = torch.randint(10, 40, (8,), generator=generator).tolist()
        yield Example([*findings, 7, 1], 8)


def batches(seed: int) -> Iterator[Batch]:
    return BATCHING.endless(copying(seed))


def learner(folder: Path, recipe: Recipe = RECIPE, **settings: object) -> Learner:
    folder.mkdir(exist_ok=True)
    torch.manual_seed(0)
    return Learner(Llama(SHAPE), recipe, folder, settings)


@pytest.mark.parametrize("muon", [True, False])
def test_the_loss_falls(tmp_path: Path, muon: bool) -> None:
    held_out = list(itertools.islice(batches(9), 2))
    run = learner(tmp_path, replace(RECIPE, muon=muon))
    before = measure(run.model, held_out).impression
    run.learn(batches(1), held_out, Budget(steps=40), quiet)
    assert measure(run.model, held_out).impression < before / 2


def test_a_run_goes_on_where_it_was(tmp_path: Path) -> None:
    learner(tmp_path).learn(batches(1), [], Budget(steps=10), quiet)
    again = learner(tmp_path)
    assert again.spent.steps == 10
    again.learn(batches(2), [], Budget(steps=20), quiet)
    assert [point.step for point in read_curve(tmp_path / "loss.csv")] == [5, 10, 15, 20]


def test_a_run_of_another_kind_is_refused_and_kept(tmp_path: Path) -> None:
    learner(tmp_path, width=1).learn(batches(1), [], Budget(steps=1), quiet)
    before = (tmp_path / "checkpoint.pt").read_bytes()
    with pytest.raises(RunDiffers, match=r"\(width\)"):
        learner(tmp_path, width=2)
    with pytest.raises(RunDiffers, match=r"\(rate\)"):
        learner(tmp_path, replace(RECIPE, rate=1.0), width=1)
    assert (tmp_path / "checkpoint.pt").read_bytes() == before


@pytest.mark.row("train-unwritable")
def test_a_checkpoint_that_the_disk_cannot_take_leaves_the_last_one(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    learner(tmp_path).learn(batches(1), [], Budget(steps=1), quiet)
    before = (tmp_path / "checkpoint.pt").read_bytes()
    again = learner(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, hard))
    try:
        with pytest.raises(OSError, match="the last one is kept"):
            again.learn(batches(2), [], Budget(steps=2), quiet)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (tmp_path / "checkpoint.pt").read_bytes() == before
    assert not (tmp_path / "checkpoint.part").exists()


def test_a_run_without_gain_ends_and_keeps_its_best(tmp_path: Path) -> None:
    """Held out is a task that training makes worse with every step."""
    other = [Example([*range(10, 18), 9, 1], 8)] * 4
    held_out = list(BATCHING.all_of(other))
    run = learner(tmp_path, replace(RECIPE, patience=2, measure_every=10))
    run.learn(batches(1), held_out, Budget(steps=500), quiet)
    assert run.spent.steps < 500
    points = read_curve(tmp_path / "loss.csv")
    best = min(point.held_out for point in points)
    assert measure(run.model, held_out).impression == pytest.approx(best, rel=1e-4)
    assert points[-1].held_out > best


def test_a_run_with_nothing_held_out_ends_by_its_budget(tmp_path: Path) -> None:
    run = learner(tmp_path, replace(RECIPE, patience=1, measure_every=2))
    run.learn(batches(1), [], Budget(steps=12), quiet)
    assert run.spent.steps == 12


def test_the_average_of_the_weights_is_the_model(tmp_path: Path) -> None:
    plain, averaged = learner(tmp_path / "a"), learner(tmp_path / "b", replace(RECIPE, average=0.9))
    for run in (plain, averaged):
        run.learn(batches(1), [], Budget(steps=6), quiet)
    assert not torch.equal(plain.model.token_embd.weight, averaged.model.token_embd.weight)


def test_a_budget_ends_at_the_first_of_steps_and_minutes() -> None:
    assert Spent(5, 30.0).share(Budget(minutes=1, steps=100)) == 0.5
    assert Spent(90, 30.0).share(Budget(minutes=1, steps=100)) == 0.9
    assert Spent(0, 0.0).share(Budget(minutes=1)) == 0.0


def test_orthogonalised_matrices_have_singular_values_near_one() -> None:
    torch.manual_seed(0)
    for shape in ((2, 24, 40), (2, 40, 24)):
        values = torch.linalg.svdvals(orthogonalised(torch.randn(shape)))
        assert 0.5 < values.min() < values.max() < 1.5


def test_every_example_is_in_one_batch_of_the_right_size() -> None:
    examples = [Example(list(range(1, length)), 2) for length in (5, 60, 20, 21, 64, 70, 9)]
    found = list(BATCHING.all_of(examples))
    assert sum(len(batch.ids) for batch in found) == 6, "the one over the context is left out"
    assert all(batch.ids.numel() <= 64 for batch in found)


def test_the_impression_weighs_more_than_the_findings_and_padding_nothing(tiny_run: Run) -> None:
    _, model, words = tiny_run
    template = pretrain.report_template()
    reports = itertools.islice(synthetic_reports(3), 400)
    examples = [encode_report(words, template, report) for report in reports]
    batching = Batching.of(words, 1024, model.shape.context, 0.1)
    batch = next(batching.endless(examples))
    padding = words.token_to_id(tokenizer.PADDING_TOKEN)
    assert set(batch.weights[batch.targets == padding].tolist()) <= {0.0}
    end = words.token_to_id(tokenizer.END_TOKEN)
    assert set(batch.weights[batch.targets == end].tolist()) == {1.0}
    assert torch.equal(batch.weights == 1.0, batch.answer)
    ends = (batch.targets == end).sum(dim=1)
    assert ends.tolist() == [1] * len(ends)


def test_pre_training_can_be_continued(tiny_run: Run, tmp_path: Path) -> None:
    import shutil

    folder, model, _ = tiny_run
    for name in ("checkpoint.pt", "tokenizer.json", "loss.csv"):
        shutil.copy(folder / name, tmp_path)
    budget = Budget(steps=TINY_STEPS + 1)
    again, _ = pretrain.pretrain(tmp_path, budget, tiny_plan(), quiet)
    state = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert state["spent"][0] == TINY_STEPS + 1
    assert not torch.equal(again.token_embd.weight, model.token_embd.weight)


@pytest.mark.row("train-resume")
def test_a_folder_of_another_run_keeps_its_tokenizer(tiny_run: Run, tmp_path: Path) -> None:
    import shutil

    from radvaluer_desktop.training.export import export_demo

    folder, model, words = tiny_run
    base = export_demo(model, words, tmp_path).full
    for name in ("checkpoint.pt", "tokenizer.json", "loss.csv"):
        shutil.copy(folder / name, tmp_path)
    (tmp_path / "tokenizer.json").write_bytes(b"another one's")
    with pytest.raises(RunDiffers):
        pretrain.pretrain(tmp_path, Budget(steps=1), replace(tiny_plan(), base=base), quiet)
    assert (tmp_path / "tokenizer.json").read_bytes() == b"another one's"


@pytest.mark.row("pretrain-base")
def test_what_was_taught_on_real_reports_is_no_base_of_a_demonstration(
    tiny_run: Run, tmp_path: Path
) -> None:
    from radvaluer_desktop.training.export import CARD, export_model

    _, model, words = tiny_run
    base = tmp_path / "ours.gguf"
    export_model(model, words, base, replace(CARD, patient_data=True))
    with pytest.raises(BaseUnsuitable, match="taught on real reports"):
        pretrain.pretrain(tmp_path / "new", Budget(steps=1), replace(tiny_plan(), base=base), quiet)


@pytest.mark.row("pretrain-base")
def test_a_model_of_another_prompt_is_no_base_of_a_demonstration(
    tiny_run: Run, tmp_path: Path
) -> None:
    from radvaluer_desktop.training.export import CARD, export_model

    _, model, words = tiny_run
    base = tmp_path / "other.gguf"
    export_model(model, words, base, CARD)
    base.write_bytes(base.read_bytes().replace(b"<|exam|>", b"<|else|>"))
    with pytest.raises(BaseUnsuitable, match="prompt"):
        pretrain.pretrain(tmp_path / "new", Budget(steps=1), replace(tiny_plan(), base=base), quiet)

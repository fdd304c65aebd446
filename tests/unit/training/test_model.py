"""The PyTorch side: parts that must agree with llama.cpp. Skipped where PyTorch is missing."""

import itertools
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from radvaluer_desktop.modelfile.write import LlamaShape  # noqa: E402
from radvaluer_desktop.training import batches, export, pretrain, tokenizer  # noqa: E402
from radvaluer_desktop.training.model import Llama, rotate, rotations  # noqa: E402
from tests.command_line import Run  # noqa: E402

STEPS = 3
Trained = tuple[Path, Any, Any]  # folder, model, tokenizer
SHAPE = LlamaShape(300, width=64, layers=2, heads=4, kv_heads=2, feed_forward=96)
STRINGS = ("It's 1.2 cm.", "左肺上叶结节，约6mm。", "XXXX  two\nlines 😀", "２０２６年 é")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("run")
    lines: list[str] = []
    model, words = pretrain.pretrain(folder, pretrain.Budget(steps=STEPS), 1, lines.append)
    return folder, model, words


@pytest.fixture(scope="module")
def exported(trained: Trained) -> Path:
    folder, model, words = trained
    return export.export_model(model, words, folder)


def test_a_later_position_never_changes_an_earlier_one() -> None:
    torch.manual_seed(0)
    model = Llama(SHAPE)
    ids = torch.randint(0, SHAPE.vocabulary, (1, 12))
    changed = ids.clone()
    changed[0, 8:] = 5
    assert torch.allclose(model(ids)[0, :8], model(changed)[0, :8], atol=1e-5)


def test_rope_depends_on_the_distance_alone() -> None:
    turns = rotations(40, SHAPE)
    one = torch.randn(SHAPE.head_width).expand(1, 1, 40, -1)
    other = torch.randn(SHAPE.head_width).expand(1, 1, 40, -1)
    scores = (rotate(one, turns) @ rotate(other, turns).transpose(-1, -2))[0, 0]
    assert torch.allclose(scores[3, 1], scores[33, 31], atol=1e-4)
    assert not torch.allclose(scores[3, 1], scores[3, 2], atol=1e-4)


def test_a_run_can_be_continued(trained: Trained) -> None:
    folder, model, _ = trained
    again, _ = pretrain.pretrain(folder, pretrain.Budget(steps=STEPS + 1), 1, lambda _line: None)
    state = torch.load(folder / "checkpoint.pt", weights_only=True)
    assert state["spent"][0] == STEPS + 1
    assert not torch.equal(again.token_embd.weight, model.token_embd.weight)


def test_the_impression_weighs_more_than_the_findings_and_padding_nothing(trained: Trained) -> None:
    _, model, words = trained
    template = pretrain.report_template()
    reports = itertools.islice(pretrain.synthetic_reports(3), 400)
    examples = [batches.encode_report(words, template, report) for report in reports]
    batch = next(batches.make_batches(examples, words, 1024, model.shape.context))
    padding = words.token_to_id(tokenizer.PADDING_TOKEN)
    assert set(batch.weights[batch.targets == padding].tolist()) <= {0.0}
    end = words.token_to_id(tokenizer.END_TOKEN)
    assert set(batch.weights[batch.targets == end].tolist()) == {1.0}
    ends = (batch.targets == end).sum(dim=1)
    assert ends.tolist() == [1] * len(ends)


def test_text_is_tokenised_as_llama_cpp_does(trained: Trained, exported: Path) -> None:
    from radvaluer_desktop.inference.messages import EngineSettings, Segment
    from tests.unit.training.native_model import open_model

    _, _, words = trained
    reports = itertools.islice(pretrain.synthetic_reports(99), 100)
    texts = [*STRINGS, *(report.findings for report in reports)]
    with open_model(exported, EngineSettings(threads=1)) as native:
        for text in texts:
            assert native.tokenize_all([Segment(text)]) == tokenizer.encode_text(words, text)


def test_the_full_file_gives_the_logits_of_pytorch(trained: Trained, exported: Path) -> None:
    from radvaluer_desktop.inference.messages import EngineSettings
    from tests.unit.training.native_model import last_logits, open_model

    folder, model, words = trained
    template = pretrain.report_template()
    path = folder / f"{export.MODEL_ID}-f32.gguf"
    with open_model(path, EngineSettings(threads=1)) as native, torch.no_grad():
        for report in itertools.islice(pretrain.synthetic_reports(98), 6):
            ids = batches.encode_report(words, template, report).ids
            expected = model(torch.tensor([ids]))[0, -1]
            given = torch.tensor(last_logits(native, ids))
            assert int(given.argmax()) == int(expected.argmax())
            assert torch.allclose(given, expected, atol=0.02)


def test_the_exported_file_drafts(exported: Path, run: Run) -> None:
    result = run("draft", "--model", exported, "--max-tokens", "8", text="Clear lungs.")
    assert result.returncode == 0, result.stderr

"""The PyTorch model by itself. Skipped where PyTorch is missing."""

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from radvaluer_desktop.modelfile.write import LlamaShape  # noqa: E402
from radvaluer_desktop.training import lora  # noqa: E402
from radvaluer_desktop.training.decoding import Drawing, draft_all  # noqa: E402
from radvaluer_desktop.training.model import Llama, rotate, rotations  # noqa: E402
from radvaluer_desktop.training.tokenizer import END_TOKEN, encode_text  # noqa: E402

SHAPE = LlamaShape(300, width=64, layers=2, heads=4, kv_heads=2, feed_forward=96)


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


def test_dropout_is_at_work_while_learning_alone() -> None:
    torch.manual_seed(0)
    model = Llama(SHAPE, dropout=0.5)
    ids = torch.randint(0, SHAPE.vocabulary, (1, 12))
    assert not torch.equal(model(ids), model(ids))
    model.eval()
    assert torch.equal(model(ids), model(ids))


def test_drafts_in_a_group_are_those_of_each_report_alone(tiny_run: tuple[Path, Any, Any]) -> None:
    _, model, tokenizer = tiny_run
    prompts = [encode_text(tokenizer, text) for text in ("No effusion.", "A 3 mm nodule, left.")]
    drafts = draft_all(model, tokenizer, prompts, Drawing(most_tokens=12))
    end = tokenizer.token_to_id(END_TOKEN)
    for prompt, (draft,) in zip(prompts, drafts, strict=True):
        ids = list(prompt)
        for _ in range(12):
            row = model(torch.tensor([ids]))[0, -1].detach()
            if len(ids) == len(prompt):
                row[end] = -torch.inf
            if int(row.argmax()) == end:
                break
            ids.append(int(row.argmax()))
        assert draft == tokenizer.decode(ids[len(prompt) :]).strip()


def test_drawn_drafts_differ_and_are_as_many_as_asked_for(tiny_run: tuple[Path, Any, Any]) -> None:
    _, model, tokenizer = tiny_run
    torch.manual_seed(0)
    prompts = [encode_text(tokenizer, "No effusion.")] * 2
    drawing = Drawing(drafts=5, temperature=1.0, nucleus=0.95, most_tokens=8)
    drafts = draft_all(model, tokenizer, prompts, drawing)
    assert [len(each) for each in drafts] == [5, 5]
    assert len({text for each in drafts for text in each}) > 1


def test_a_new_adapter_changes_nothing_and_learns_alone() -> None:
    torch.manual_seed(0)
    model = Llama(SHAPE)
    ids = torch.randint(0, SHAPE.vocabulary, (1, 12))
    before = model(ids)
    lora.adapt(model)
    assert torch.allclose(model(ids), before, atol=1e-6)
    model(ids).sum().backward()
    learning = {name.rsplit(".", 1)[-1] for name, p in model.named_parameters() if p.requires_grad}
    assert learning == {"lora_a", "lora_b"}
    assert model.token_embd.weight.grad is None


def test_an_adapted_matrix_computes_what_the_merged_one_does() -> None:
    torch.manual_seed(0)
    model = Llama(SHAPE)
    lora.adapt(model)
    layer = model.blk[0].attn_q
    torch.nn.init.normal_(layer.lora_b, std=0.1)
    stream = torch.randn(3, SHAPE.width)
    assert torch.allclose(layer(stream), stream @ layer.merged().T, atol=1e-5)
    layer(stream).sum().backward()
    assert layer.weight.grad is None
    assert layer.lora_a.grad is not None

"""Copying: where a new model looks before it is taught, and that it then says what it never saw."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from torch.nn import functional  # noqa: E402

from radvaluer_desktop.modelfile.write import LlamaShape  # noqa: E402
from radvaluer_desktop.training import copying  # noqa: E402
from radvaluer_desktop.training.model import Llama, _split, rotate, rotations  # noqa: E402

_SHAPE = LlamaShape(
    512, width=128, layers=3, heads=4, kv_heads=2, feed_forward=128, context=128, rope_base=1e4
)


def _model() -> Llama:
    torch.manual_seed(1)
    return Llama(_SHAPE)


def test_the_first_layer_looks_one_token_back_before_it_is_taught() -> None:
    model = _model()
    copying._prepare(model, torch.Generator().manual_seed(2))
    ids = torch.randint(0, 512, (2, 40), generator=torch.Generator().manual_seed(3))
    block, turns = model.blk[0], rotations(40, _SHAPE)
    normed = block.attn_norm(model.token_embd(ids))
    query = rotate(_split(block.attn_q(normed), 4), turns)
    key = rotate(_split(block.attn_k(normed), 2), turns).repeat_interleave(2, dim=1)
    scores = query @ key.mT / _SHAPE.head_width**0.5
    scores = scores.masked_fill(~torch.ones(40, 40, dtype=torch.bool).tril(), -torch.inf)
    looked = scores.softmax(dim=-1)[:, :, 1:].argmax(dim=-1)
    assert (looked == torch.arange(39)).float().mean() > 0.9


def test_a_model_that_was_taught_repeats_tokens_that_it_meets_for_the_first_time() -> None:
    model = _model()
    told: list[str] = []
    copying.teach_copying(model, told.append, seed=4)
    ids = torch.randint(0, 512, (8, 12), generator=torch.Generator().manual_seed(5)).repeat(1, 3)
    with torch.no_grad():
        logits = model(ids[:, :-1])[:, 12:]
    loss = functional.cross_entropy(logits.flatten(0, 1), ids[:, 13:].flatten())
    assert loss < 2.0, "3 layers, one of them untaught; chance is 6.2"
    assert told
    assert len(model.blk) == 3
    assert all(parameter.requires_grad for parameter in model.parameters())

"""Models of random weights: sizes as promised, the demo model's text, and sane numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.inference.messages import EngineSettings, Segment
from radvaluer_desktop.inference.native.exact import open_exactly
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import start_library
from radvaluer_desktop.inference.native.model import LoadHooks, NativeModel
from radvaluer_desktop.modelfile.header import ModelMissing, read_header
from radvaluer_desktop.modelfile.random_weights import SHAPES, RandomShape, write_random
from radvaluer_desktop.modelfile.weights import read_model
from radvaluer_desktop.modelfile.write import LlamaShape

TEXT_TOKENS = 6144  # of the demo model
SIZES = LlamaShape(
    7168, width=64, layers=2, heads=4, kv_heads=2, feed_forward=96, context=256, rope_base=5e4
)
TIED = RandomShape("tied", SIZES, tied=True)
UNTIED = RandomShape("untied", SIZES)
ENGLISH = "The lungs are clear. No pleural effusion; 5 mm nodule, unchanged."
CHINESE = "右肺下叶可见结节影，约5mm，建议复查。"


@pytest.fixture(scope="module", params=[TIED, UNTIED], ids=lambda shape: shape.name)
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, demo_model: Path
) -> Path:
    path = tmp_path_factory.mktemp("random") / "model.gguf"
    write_random(path, request.param, demo_model)
    assert [each.name for each in path.parent.iterdir()] == ["model.gguf"]
    return path


def use(path: Path, question: Callable[[NativeModel], Any]) -> Any:
    start_library()
    hooks = LoadHooks(Interrupt(), lambda _fraction: None)
    model = NativeModel(path, EngineSettings(context_tokens=256, threads=1), hooks)
    try:
        return question(model)
    finally:
        model.close()


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("llama-2-7b", 6.738e9), ("tinyllama-1.1b", 1.100e9), ("qwen2.5-3b", 3.086e9)],
)
def test_shapes_have_the_size_that_their_models_are_known_for(name: str, parameters: float) -> None:
    assert SHAPES[name].name == name
    assert SHAPES[name].parameters == pytest.approx(parameters, rel=1e-3)


def test_every_shape_is_tested() -> None:
    assert set(SHAPES) == {"llama-2-7b", "tinyllama-1.1b", "qwen2.5-3b"}


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, f"{ENGLISH} <|unused 3500|> {CHINESE}"])
def test_text_has_the_ids_of_the_demo_model(written: Path, demo_model: Path, text: str) -> None:
    segments = [Segment("<|report|>", special=True), Segment(text, special=True)]
    ids = use(written, lambda model: model.tokenize_all(segments))
    assert ids == use(demo_model, lambda model: model.tokenize_all(segments))
    assert max(ids) < TEXT_TOKENS


def test_control_tokens_and_the_end_are_those_of_the_demo_model(
    written: Path, demo_model: Path
) -> None:
    assert read_header(written).control_tokens == read_header(demo_model).control_tokens
    ends = use(written, lambda model: model.end_tokens)
    assert ends == use(demo_model, lambda model: model.end_tokens)


def test_the_vocabulary_is_filled_with_distinct_tokens(written: Path) -> None:
    header = read_header(written)
    tokens = gguf.GGUFReader(written).fields["tokenizer.ggml.tokens"].contents()
    assert header.vocabulary == len(set(tokens)) == SIZES.vocabulary
    assert header.name.startswith("random weights, ")
    assert use(written, lambda model: model.vocabulary_size) == SIZES.vocabulary
    assert use(written, lambda model: model.piece(TEXT_TOKENS)) == b""


def test_logits_are_finite_and_spread_and_favour_text(written: Path) -> None:
    with open_exactly(written) as model:
        logits = model.logits(model.tokenise(ENGLISH + CHINESE))
    assert np.isfinite(logits).all()
    text = logits[:, 6:TEXT_TOKENS]
    assert (text.std(axis=1) > 0.05).all()
    assert (abs(text) < 10).all()
    assert (logits.argmax(axis=1) == text.argmax(axis=1) + 6).all()
    assert len(set(logits.argmax(axis=1))) > 1, "what is written depends on what was read"


def test_weights_have_the_spread_that_models_begin_with(tmp_path: Path, demo_model: Path) -> None:
    path = tmp_path / "model.gguf"
    write_random(path, TIED, demo_model)
    stored = read_model(path)
    assert stored.shape == SIZES
    gate = stored.tensors["blk.1.ffn_gate.weight"]
    assert gate.shape == (SIZES.feed_forward, SIZES.width)
    assert gate.std() == pytest.approx(0.02, rel=0.05)
    assert abs(gate.mean()) < 0.001
    assert (stored.tensors["blk.0.attn_norm.weight"] == 1).all()


def test_the_seed_decides_the_weights(tmp_path: Path, demo_model: Path) -> None:
    contents = []
    for seed in (0, 0, 1):
        write_random(tmp_path / "model.gguf", TIED, demo_model, seed)
        contents.append((tmp_path / "model.gguf").read_bytes())
    assert contents[0] == contents[1] != contents[2]


@pytest.mark.parametrize("reason", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_interrupted_write_leaves_what_was_there(
    tmp_path: Path, demo_model: Path, monkeypatch: pytest.MonkeyPatch, reason: BaseException
) -> None:
    write = gguf.GGUFWriter.write_tensor_data

    def stop_at_the_third(writer: gguf.GGUFWriter, tensor: Any) -> None:
        if next(calls) == 2:
            raise reason
        write(writer, tensor)

    monkeypatch.setattr(gguf.GGUFWriter, "write_tensor_data", stop_at_the_third)
    (tmp_path / "old.gguf").write_bytes(b"old")
    for name in ("new.gguf", "old.gguf"):
        calls = itertools.count()
        with pytest.raises((KeyboardInterrupt, OSError)):
            write_random(tmp_path / name, UNTIED, demo_model)
    assert [each.name for each in tmp_path.iterdir()] == ["old.gguf"]
    assert (tmp_path / "old.gguf").read_bytes() == b"old"


def test_what_cannot_be_written_is_refused(tmp_path: Path, demo_model: Path) -> None:
    target = tmp_path / "model.gguf"
    with pytest.raises(InternalError, match="vocabulary"):
        write_random(target, replace(TIED, sizes=replace(SIZES, vocabulary=3071)), demo_model)
    with pytest.raises(ValueError, match="block size"):
        write_random(target, replace(TIED, sizes=replace(SIZES, width=72)), demo_model)
    with pytest.raises(ModelMissing):
        write_random(target, TIED, tmp_path / "none.gguf")
    assert not list(tmp_path.iterdir())

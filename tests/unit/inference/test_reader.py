"""The text in a real model's context, and trees of tokens on trial."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import llama_cpp
import numpy as np
import pytest

from radvaluer_desktop.inference.ahead.proposal import ROOT, Proposal
from radvaluer_desktop.inference.messages import EngineSettings
from radvaluer_desktop.inference.native.costs import measure_change
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import start_library
from radvaluer_desktop.inference.native.model import LoadHooks, NativeModel
from radvaluer_desktop.inference.native.reader import Reader

_TEXT = list(range(300, 320))


@pytest.fixture
def model(demo_model: Path) -> Iterator[NativeModel]:
    start_library()
    interrupt = Interrupt()
    settings = EngineSettings(context_tokens=256, threads=1)
    model = NativeModel(demo_model, settings, LoadHooks(interrupt, lambda _: None))
    yield model
    model.close()


@pytest.fixture
def reader(model: NativeModel) -> Iterator[Reader]:
    reader = Reader(model, Interrupt())
    yield reader
    reader.close()


def _logits(model: NativeModel, index: int) -> np.ndarray:
    row = llama_cpp.llama_get_logits_ith(model.context, index)
    return np.ctypeslib.as_array(row, shape=(model.vocabulary_size,)).copy()


def test_a_call_that_is_filled_up_leaves_nothing_behind(model: NativeModel, reader: Reader) -> None:
    reader.read([*_TEXT, 321, 322, 323])
    expected = _logits(model, -1)
    reader.forget()
    reader.read(_TEXT)
    reader.read_tree(321, Proposal([322, 400], [ROOT, ROOT], [0.5, 0.5]), tokens=6)
    reader.settle([0])
    assert reader.tokens == [*_TEXT, 321, 322]
    memory = llama_cpp.llama_get_memory(model.context)
    assert llama_cpp.llama_memory_seq_pos_max(memory, 0) == len(_TEXT) + 1
    reader.read_tree(323, Proposal(), tokens=4)
    assert _logits(model, 0) == pytest.approx(expected, abs=0.2)
    reader.settle([])
    assert reader.tokens == [*_TEXT, 321, 322, 323]
    assert llama_cpp.llama_memory_seq_pos_max(memory, 0) == len(_TEXT) + 2


def test_what_a_change_costs_is_no_gain_and_leaves_an_empty_context(
    model: NativeModel, reader: Reader
) -> None:
    assert measure_change(reader, model.vocabulary_size) >= 0
    assert reader.tokens == []

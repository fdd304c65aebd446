"""The text in a real model's context, and trees of tokens on trial."""

from __future__ import annotations

import math
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
from radvaluer_desktop.inference.native.model import SLICE_TOKENS, LoadHooks, NativeModel
from radvaluer_desktop.inference.native.reader import Reader, slices

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


@pytest.mark.parametrize("missing", [0, 1, 3, 127, 128, 129, 250, 398, 1000])
def test_slices_are_few_even_and_whole(missing: int) -> None:
    cut = list(slices(7, 7 + missing))
    assert [place for start, end in cut for place in range(start, end)] == [*range(7, 7 + missing)]
    assert len(cut) == math.ceil(missing / SLICE_TOKENS)
    lengths = [end - start for start, end in cut]
    assert all(length <= SLICE_TOKENS for length in lengths)
    assert all(length % 4 == 0 for length in lengths[:-1])
    assert not lengths or max(lengths) - min(lengths) < 4 * len(lengths)

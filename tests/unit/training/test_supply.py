"""Batches of synthetic reports, from this process and from several."""

import itertools
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from radvaluer_desktop.training import means, pretrain  # noqa: E402
from radvaluer_desktop.training.batches import Batch, Batching  # noqa: E402
from radvaluer_desktop.training.supply import Source, batches_of  # noqa: E402


@pytest.fixture(scope="module")
def source(tiny_run: tuple[Path, Any, Any]) -> Source:
    _, model, words = tiny_run
    batching = Batching.of(words, 512, model.shape.context, 0.1)
    return Source(words, pretrain.report_template(), batching)


def _first(source: Source, seed: int, workers: int) -> list[Batch]:
    return list(itertools.islice(batches_of(source, seed, workers), 4))


@pytest.mark.parametrize("workers", [0, 2])
def test_a_seed_gives_the_same_batches_again(source: Source, workers: int) -> None:
    one, other = _first(source, 3, workers), _first(source, 3, workers)

    assert all(torch.equal(a.ids, b.ids) for a, b in zip(one, other, strict=True))


def test_workers_make_reports_of_their_own(source: Source) -> None:
    first, second, *_ = _first(source, 3, 2)

    assert not torch.equal(first.ids, second.ids)


@pytest.mark.skipif(torch.cuda.is_available(), reason="this computer has a card")
def test_without_a_card_the_processor_computes_or_says_why_not() -> None:
    assert means.means_of("auto") == means.means_of("cpu") == means.Means()
    with pytest.raises(means.NoCard, match="no NVIDIA graphics card"):
        means.means_of("cuda")

"""Batches of synthetic reports without end, made in this process or in several beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.training.batches import Batch, Batching, encode_report
from radvaluer_desktop.training.reports import synthetic_reports
from radvaluer_desktop.training.strange_words import Strangeness, StrangeWords

_MOST_WORKERS = 256


@dataclass(frozen=True, slots=True)
class Source:
    """What reports are made from: the houses (none: all), and how they become ids."""

    tokenizer: Tokenizer
    template: PromptTemplate
    batching: Batching
    institutions: Sequence[int] = ()

    def batches(self, seed: int) -> Iterator[Batch]:
        """Yield the batches of ``seed`` without end."""
        rng = random.Random(seed)  # noqa: S311 - it must be reproducible, not secret
        strange = StrangeWords(Strangeness(), rng)
        reports = synthetic_reports(seed, self.institutions)
        return self.batching.endless(
            encode_report(self.tokenizer, self.template, strange.vary(report)) for report in reports
        )


class _EachWorkersOwn(IterableDataset[Batch]):  # type: ignore[misc]
    """Gives every worker process a seed of its own."""

    def __init__(self, source: Source, seed: int) -> None:
        self._source = source
        self._seed = seed

    def __iter__(self) -> Iterator[Batch]:
        """Yield batches without end."""
        return self._source.batches(self._seed * _MOST_WORKERS + get_worker_info().id)


def batches_of(source: Source, seed: int, workers: int = 0) -> Iterator[Batch]:
    """Yield batches without end; the order of several workers' batches is fixed too."""
    if workers == 0:
        return source.batches(seed)
    loaded = DataLoader(
        _EachWorkersOwn(source, seed), batch_size=None, num_workers=min(workers, _MOST_WORKERS)
    )
    return iter(loaded)

"""Teaches a model a department's own reports: whole, or as an adapter beside a base.

The work folder holds the checkpoint and a random base's tokenizer, so that a run that was cut off
goes on. Whatever comes out of here remembers reports: it is patient data.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.write import LlamaShape
from radvaluer_desktop.training import lora
from radvaluer_desktop.training.augment import Augmentation, augmented
from radvaluer_desktop.training.batches import Batch, Batching, Example, encode_report
from radvaluer_desktop.training.canaries import Canary
from radvaluer_desktop.training.department import Parts, Row
from radvaluer_desktop.training.export import model_of
from radvaluer_desktop.training.learning import Budget, Learner, Recipe, Say
from radvaluer_desktop.training.means import Means
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.pretrain import (
    TOKENIZER,
    base_of,
    control_tokens,
    kept_tokenizer,
    report_template,
)
from radvaluer_desktop.training.reports import Report
from radvaluer_desktop.training.tokenizer import tokenizer_of, train_tokenizer

_VOCABULARY = 2048
_CHUNK_BATCHES = 8
WHOLE = Recipe(
    rate=1e-3,
    weight_decay=0.1,
    muon=True,
    batch_tokens=2048,
    findings_weight=0.1,
    dropout=0.1,
    smoothing=0.1,
    average=0.98,
    measure_every=50,
    patience=8,
)
FROM_RANDOM = replace(WHOLE, rate=3e-3)
ADAPTER = replace(WHOLE, rate=2e-3, weight_decay=0.0, muon=False, findings_weight=0.0)


class NothingToLearn(InputError):
    """No row can be read."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "No row is left to learn from: the others have the findings of one that is held out, or "
        "are longer than the {context} tokens that the model reads.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Give more reports that differ, or shorter ones.")


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked for. ``base``: a model file, None for random weights.

    ``epochs``: times that every report is read at most; a run ends at the first of these,
    ``minutes`` and no more gain on the held-out part.
    """

    base: Path | None
    adapter: bool
    minutes: float
    epochs: int
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Taught:
    """A model that has learnt. ``base_digest``: SHA-256 of the file it began as, or empty.

    ``too_long``: rows that do not fit into its context and were not read.
    """

    model: Llama
    tokenizer: Tokenizer
    base_digest: str
    too_long: int


def teach(
    task: Task,
    parts: Parts,
    canaries: Sequence[Canary],
    work: Path,
    say: Say,
    recipe: Recipe,
    means: Means | None = None,
) -> Taught:
    """Learn from ``parts`` and planted ``canaries``.

    Raises NothingToLearn or RunDiffers; of a base, ModelError.
    """
    torch.manual_seed(task.seed)
    model, tokenizer = _begin(task, parts, work, recipe)
    if task.adapter:
        lora.adapt(model)
    batching = Batching.of(
        tokenizer, recipe.batch_tokens, model.shape.context, recipe.findings_weight
    )
    reports: list[Report] = [*parts.learn, *(canary.report for canary in canaries)]
    lessons = _Lessons(tokenizer, batching, reports, task.seed)
    if not parts.learn or lessons.too_long() == len(reports):
        raise NothingToLearn(context=model.shape.context)
    held_out = list(batching.all_of(lessons.encode(parts.development)))
    work.mkdir(parents=True, exist_ok=True)
    learner = Learner(model, recipe, work, _settings(task, parts, canaries), means)
    if not learner.spent.steps:
        tokenizer.save(str(work / TOKENIZER))
    steps = task.epochs * lessons.steps_an_epoch()
    learner.learn(lessons.batches(learner.spent.steps), held_out, Budget(task.minutes, steps), say)
    digest = sha256_of(task.base) if task.base else ""
    return Taught(model, tokenizer, digest, lessons.too_long())


def _begin(task: Task, parts: Parts, work: Path, recipe: Recipe) -> tuple[Llama, Tokenizer]:
    if task.base is None:
        tokenizer = kept_tokenizer(work)
        if tokenizer is None:
            tokenizer = _own_tokenizer(parts.learn)
        shape = LlamaShape(tokenizer.get_vocab_size(), layers=4, feed_forward=704)
        return Llama(shape, recipe.dropout), tokenizer
    stored = base_of(task.base)
    return model_of(stored, recipe.dropout), tokenizer_of(stored.vocabulary)


def _own_tokenizer(rows: Sequence[Row]) -> Tokenizer:
    texts = (text for row in rows for text in (row.findings, row.impression))
    return train_tokenizer(texts, control_tokens(), _VOCABULARY)


def _settings(task: Task, parts: Parts, canaries: Sequence[Canary]) -> dict[str, Any]:
    """Return what a run is, for the checkpoint: other data or another base are another run."""
    digest = hashlib.sha256()
    for part in (parts.learn, parts.development):
        for row in part:
            given = f"{row.key} {row.language} {row.header.body_system}"
            digest.update(f"{given} {row.findings}\0{row.impression}\0".encode())
    base = sha256_of(task.base) if task.base else "random"
    told = asdict(task) | {"base": base, "data": digest.hexdigest(), "canaries": len(canaries)}
    del told["minutes"], told["epochs"]  # a finished run may go on with more of them
    return told


@dataclass(frozen=True, slots=True)
class _Lessons:
    """A department's reports as batches, epoch after epoch, each time in another order."""

    tokenizer: Tokenizer
    batching: Batching
    reports: Sequence[Report]
    seed: int

    def encode(self, reports: Sequence[Report]) -> list[Example]:
        template = report_template()
        return [encode_report(self.tokenizer, template, report) for report in reports]

    def too_long(self) -> int:
        return sum(len(each.ids) > self.batching.context for each in self.encode(self.reports))

    def steps_an_epoch(self) -> int:
        return max(1, sum(1 for _ in self.batching.all_of(self.encode(self.reports))))

    def batches(self, steps_before: int) -> Iterator[Batch]:
        """Yield batches without end; a run that goes on after ``steps_before`` gets other ones."""
        rng = random.Random(f"{self.seed} {steps_before}")  # noqa: S311 - no secret
        while True:
            reports = [augmented(each, Augmentation(), rng) for each in self.reports]
            rng.shuffle(reports)
            examples = self.encode(reports)
            mean = max(1, sum(len(each.ids) for each in examples) // len(examples))
            step = max(1, _CHUNK_BATCHES * self.batching.tokens // mean)
            for start in range(0, len(examples), step):
                batches = list(self.batching.all_of(examples[start : start + step]))
                rng.shuffle(batches)
                yield from batches

"""Pre-trains the demo model on synthetic reports: AdamW, warm-up and cosine, resumable.

The schedule runs over steps or over minutes. What is needed to go on lies in the folder: the
tokenizer and a checkpoint. A run that was cut off goes on where it was, and a finished one goes on
when it is given a larger budget: the budget counts from the first step.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from radvaluer_desktop.assets import resource
from radvaluer_desktop.modelfile.write import LlamaShape
from radvaluer_desktop.prompting.templates import PromptTemplate, load_templates
from radvaluer_desktop.training.batches import Batch, encode_report, make_batches
from radvaluer_desktop.training.corpus import SyntheticReport, make_reports
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.tokenizer import END_TOKEN, load_tokenizer, train_tokenizer

VOCABULARY_SIZE = 3072
_TOKENIZER_REPORTS = 20_000
_BATCH_TOKENS = 1024
_PEAK_RATE = 2e-3
_WARM_UP = 0.04
_LAST_RATE = 0.02
_CLIP = 1.0
_CHECKPOINT_S = 60.0
_REPORT_STEPS = 50

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to train: ``steps``, or ``minutes`` of wall time."""

    minutes: float | None = None
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """How far a run is, from its first step on."""

    steps: int = 0
    seconds: float = 0.0

    def share(self, budget: Budget) -> float:
        """Return the part of the budget that is used, 0 to 1."""
        if budget.steps is not None:
            return min(1.0, self.steps / budget.steps)
        return min(1.0, self.seconds / (60 * (budget.minutes or 1.0)))


def report_template() -> PromptTemplate:
    """Return the template that the demo model is taught on."""
    templates = load_templates(resource("prompts"))
    return next(template for template in templates if template.id == "report")


def synthetic_reports(seed: int) -> Iterator[SyntheticReport]:
    """Yield the reports of ``seed`` without end."""
    return make_reports(seed)


def pretrain(folder: Path, budget: Budget, seed: int, say: Say) -> tuple[Llama, Tokenizer]:
    """Train until ``budget`` is used; return the model and its tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    tokenizer = _tokenizer(folder / "tokenizer.json", seed, say)
    model = Llama(LlamaShape(tokenizer.get_vocab_size(), layers=4, feed_forward=512))
    optimiser = torch.optim.AdamW(
        model.parameters(), lr=_PEAK_RATE, betas=(0.9, 0.95), weight_decay=0.05
    )
    run = _Run(model, optimiser, folder / "checkpoint.pt")
    spent = run.restore()
    run.train(_batches(tokenizer, model.shape, seed + spent.steps), budget, spent, say)
    return model, tokenizer


def _tokenizer(path: Path, seed: int, say: Say) -> Tokenizer:
    if path.exists():
        return load_tokenizer(path)
    say("training the tokenizer")
    reports = itertools.islice(synthetic_reports(seed), _TOKENIZER_REPORTS)
    texts = (text for report in reports for text in (report.findings, report.impression))
    control = [token for token in report_template().tokens if token != END_TOKEN]
    tokenizer = train_tokenizer(texts, [END_TOKEN, *control], VOCABULARY_SIZE)
    tokenizer.save(str(path))
    return tokenizer


def _batches(tokenizer: Tokenizer, shape: LlamaShape, seed: int) -> Iterator[Batch]:
    template = report_template()
    examples = (encode_report(tokenizer, template, each) for each in synthetic_reports(seed))
    return make_batches(examples, tokenizer, _BATCH_TOKENS, shape.context)


@dataclass(frozen=True, slots=True)
class _Run:
    model: Llama
    optimiser: Any
    checkpoint: Path

    def restore(self) -> Spent:
        """Load the checkpoint, where there is one, and return how far it was."""
        if not self.checkpoint.exists():
            return Spent()
        state = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        return Spent(*state["spent"])

    def keep(self, spent: Spent) -> None:
        """Write the checkpoint, whole or not at all."""
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "spent": [spent.steps, spent.seconds],
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)

    def train(self, batches: Iterator[Batch], budget: Budget, spent: Spent, say: Say) -> None:
        """Take steps until the budget is used, with a progress line and a checkpoint at times."""
        started = kept = time.monotonic()
        before = spent.seconds
        for batch in batches:
            if spent.share(budget) >= 1.0:
                break
            losses = self._step(batch, _rate(spent.share(budget)))
            seconds = before + time.monotonic() - started
            spent = Spent(spent.steps + 1, seconds)
            if spent.steps % _REPORT_STEPS == 0:
                say(_progress(spent, budget, losses))
            if time.monotonic() - kept > _CHECKPOINT_S:
                self.keep(spent)
                kept = time.monotonic()
        self.keep(spent)

    def _step(self, batch: Batch, rate: float) -> tuple[float, float]:
        """Take one step; return the loss over the findings and over the impressions."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.model(batch.ids)
        losses = functional.cross_entropy(
            logits.float().flatten(0, 1), batch.targets.flatten(), reduction="none"
        )
        weights = batch.weights.flatten()
        (losses @ weights / weights.sum()).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), _CLIP)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        answer = weights == 1.0
        findings = (weights > 0) & ~answer
        return losses[findings].mean().item(), losses[answer].mean().item()


def _rate(share: float) -> float:
    """Return the learning rate after ``share`` of the run: linear warm-up, then cosine."""
    warm = min(1.0, share / _WARM_UP + 0.01)
    cosine = 0.5 * (1 + math.cos(math.pi * share))
    return _PEAK_RATE * warm * (_LAST_RATE + (1 - _LAST_RATE) * cosine)


def _progress(spent: Spent, budget: Budget, losses: tuple[float, float]) -> str:
    share = max(spent.share(budget), 1e-6)
    left = spent.seconds * (1 - share) / share / 60
    findings, impression = losses
    return (
        f"{share:4.0%}  step {spent.steps}  loss findings {findings:.3f}, "
        f"impression {impression:.3f}  {left:.1f} min left"
    )

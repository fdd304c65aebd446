"""The loop that learns: budget, rate, steps, measuring on held-out reports, checkpoints.

Pre-training and learning from a department run the same loop; they differ in where batches come
from and when it ends. What is needed to go on lies in one checkpoint, written whole or not at all.
"""

from __future__ import annotations

import errno
import math
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.training.batches import Batch
from radvaluer_desktop.training.curve import CurvePoint, LossCurve
from radvaluer_desktop.training.means import Means
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.optimiser import Optimiser

CHECKPOINT = "checkpoint.pt"
_CLIP = 1.0
_CHECKPOINT_S = 60.0
_TELL_S = 20.0

Say = Callable[[str], None]


class RunDiffers(InputError):
    """The folder holds a run of another kind."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} holds a run with other options or other data ({what}). It is kept."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Give the same options as before, or another folder.")


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to learn: ``steps``, or ``minutes`` of wall time; both: whichever ends first."""

    minutes: float | None = None
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """How far a run is, from its first step on. ``tokens``: read, padding among them."""

    steps: int = 0
    seconds: float = 0.0
    tokens: int = 0

    def share(self, budget: Budget) -> float:
        """Return the part of the budget that is used, 0 to 1."""
        by_steps = self.steps / budget.steps if budget.steps else 0.0
        by_time = self.seconds / (60 * budget.minutes) if budget.minutes else 0.0
        return min(1.0, max(by_steps, by_time))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to learn. Rates are those of the highest point; ``warm_up``: its share of the budget.

    ``findings_share``: the part of the findings' tokens, drawn anew each step, that are learnt.
    ``embedding_rate``: the embedding's rate as a share of the others'.
    ``smoothing``: of the targets (Szegedy et al. 2016). ``measure_every``: steps between two
    measurements on held-out reports; so many of these (``patience``) without a gain end the run, 0
    for never. ``average``: the model is the moving average of its weights, of which a step keeps
    this share, 0 for the last weights.
    """

    rate: float
    weight_decay: float
    muon: bool
    batch_tokens: int
    findings_weight: float
    findings_share: float = 1.0
    embedding_rate: float = 1.0
    dropout: float = 0.0
    smoothing: float = 0.0
    warm_up: float = 0.04
    last_rate: float = 0.02
    measure_every: int = 250
    patience: int = 0
    average: float = 0.0

    def rate_at(self, share: float) -> float:
        """Return the learning rate after ``share`` of the run: linear warm-up, then cosine."""
        warm = min(1.0, share / self.warm_up + 0.01)
        cosine = 0.5 * (1 + math.cos(math.pi * share))
        return self.rate * warm * (self.last_rate + (1 - self.last_rate) * cosine)


@dataclass(frozen=True, slots=True)
class Losses:
    """Mean negative log-likelihood a token, in nats, over findings and over impressions."""

    findings: float
    impression: float


class Learner:
    """A model, what moves it, and the folder of its checkpoint and loss curve.

    ``settings`` says what the run is; a checkpoint of another run is refused (RunDiffers).
    """

    def __init__(
        self,
        model: Llama,
        recipe: Recipe,
        folder: Path,
        settings: dict[str, Any],
        means: Means | None = None,
    ) -> None:
        self._means = means or Means()
        self.model = model
        model.to(self._means.device)
        self._average = deepcopy(model).eval() if recipe.average else None
        self.recipe = recipe
        self.spent = Spent()
        self._settings = settings | asdict(recipe)
        self._checkpoint = folder / CHECKPOINT
        self._curve = LossCurve(folder / "loss.csv")
        self._optimiser = Optimiser(
            model,
            weight_decay=recipe.weight_decay,
            muon=recipe.muon,
            embedding_rate=recipe.embedding_rate,
        )
        self._best: dict[str, torch.Tensor] | None = None
        self._best_loss = math.inf
        self._worse = 0
        if self._checkpoint.exists():
            self._restore()

    def learn(
        self, batches: Iterator[Batch], held_out: Sequence[Batch], budget: Budget, say: Say
    ) -> None:
        """Take steps until the budget is used or nothing is gained.

        With ``patience`` the model then is what it was when its loss on ``held_out`` was lowest,
        otherwise what it is at the end. It then lies in the processor's memory.
        """
        began = kept = told = time.monotonic()
        before = self.spent.seconds
        recent: list[torch.Tensor] = []
        self.model.train()
        while not self._is_over(budget):
            batch = next(batches)
            recent.append(self._step(batch, self.recipe.rate_at(self.spent.share(budget))))
            now = time.monotonic()
            self.spent = Spent(
                self.spent.steps + 1, before + now - began, self.spent.tokens + batch.ids.numel()
            )
            if self.spent.steps % self.recipe.measure_every == 0:
                self._measure(held_out, _mean(recent), budget, say)
                recent, told = [], now
            elif now - told > _TELL_S:
                say(_progress(self.spent, budget, _mean(recent), math.nan))
                told = now
            if now - kept > _CHECKPOINT_S:
                self._keep()
                kept = now
        if recent:
            self._measure(held_out, _mean(recent), budget, say)
        self._keep()
        self.model.load_state_dict(self._best or self._measured().state_dict())
        self.model.cpu().eval()

    def _measured(self) -> Llama:
        return self.model if self._average is None else self._average

    def _is_over(self, budget: Budget) -> bool:
        tired = self.recipe.patience and self._worse >= self.recipe.patience
        return bool(tired) or self.spent.share(budget) >= 1.0

    def _step(self, batch: Batch, rate: float) -> torch.Tensor:
        """Learn from ``batch``; return its losses of findings and impression (2)."""
        # Logits of padding, or of findings that teach little, would cost much.
        weighty = batch.weights > 0
        if self.recipe.findings_share < 1:
            drawn = torch.rand(batch.weights.shape) < self.recipe.findings_share
            weighty &= batch.answer | drawn
        device = self._means.device
        places = weighty.flatten().nonzero()[:, 0]  # found here, so that a card need not wait
        targets, weights, answer = (
            each.flatten()[places].to(device, non_blocking=True)
            for each in (batch.targets, batch.weights, batch.answer)
        )
        with self._means.precision():
            hidden = self.model.hidden(batch.ids.to(device, non_blocking=True))
            learnt = hidden.flatten(0, 1).index_select(0, places.to(device, non_blocking=True))
            logits = learnt @ self.model.token_embd.weight.T
        logits = logits.float()
        losses = functional.cross_entropy(logits, targets, reduction="none")
        taught = losses
        if self.recipe.smoothing:
            taught = functional.cross_entropy(
                logits, targets, reduction="none", label_smoothing=self.recipe.smoothing
            )
        (taught @ weights / weights.sum()).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), _CLIP)
        self._optimiser.step(rate)
        self._follow()
        return _two_means(losses.detach(), answer)

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def _follow(self) -> None:
        """Move the average; early on it keeps less, so as not to remember the first weights."""
        if self._average is None:
            return
        keep = min(self.recipe.average, (1 + self.spent.steps) / (10 + self.spent.steps))
        torch._foreach_lerp_(
            list(self._average.parameters()), list(self.model.parameters()), 1 - keep
        )

    def _measure(self, held_out: Sequence[Batch], seen: Losses, budget: Budget, say: Say) -> None:
        held = math.nan
        if held_out:
            held = measure(self._measured(), held_out, self._means).impression
        self._curve.add(
            CurvePoint(
                self.spent.steps,
                self.spent.seconds,
                self.spent.tokens,
                seen.findings,
                seen.impression,
                held,
            )
        )
        say(_progress(self.spent, budget, seen, held))
        if not self.recipe.patience or math.isnan(held):  # nothing held out: nothing to end by
            return
        if held < self._best_loss:
            self._best_loss, self._worse = held, 0
            state = self._measured().state_dict()
            self._best = {name: each.clone() for name, each in state.items()}
        else:
            self._worse += 1

    def _restore(self) -> None:
        state = torch.load(self._checkpoint, weights_only=True, map_location="cpu")
        differing = [k for k in self._settings if state["settings"].get(k) != self._settings[k]]
        if differing:
            raise RunDiffers(path=self._checkpoint.parent, what=", ".join(differing))
        self.model.load_state_dict(state["model"])
        self._optimiser.load_state_dict(state["optimiser"])
        if self._average is not None:
            self._average.load_state_dict(state["average"])
        self.spent = Spent(*state["spent"])
        self._best, self._best_loss, self._worse = state["best"]
        self._curve.cut_after(self.spent.steps)

    def _keep(self) -> None:
        """Write the checkpoint, whole or not at all. Raises OSError where the disk takes none."""
        state = {
            "settings": self._settings,
            "model": self.model.state_dict(),
            "average": self._average.state_dict() if self._average is not None else None,
            "optimiser": self._optimiser.state_dict(),
            "spent": [self.spent.steps, self.spent.seconds, self.spent.tokens],
            "best": [self._best, self._best_loss, self._worse],
        }
        part = self._checkpoint.with_suffix(".part")
        try:
            torch.save(state, part)
        except RuntimeError as error:  # PyTorch hides what the disk said
            part.unlink(missing_ok=True)
            raise OSError(errno.EIO, "no room for the checkpoint; the last one is kept") from error
        part.replace(self._checkpoint)


@torch.no_grad()  # type: ignore[untyped-decorator]
def measure(model: Llama, batches: Sequence[Batch], means: Means | None = None) -> Losses:
    """Return the losses over all tokens of ``batches``; the model goes on as it was."""
    means = means or Means()
    was_learning = model.training
    model.eval()
    sums = torch.zeros(2)
    counts = torch.zeros(2)
    for batch in batches:
        with means.precision():
            logits = model(batch.ids.to(means.device)).flatten(0, 1)
        targets = batch.targets.flatten().to(means.device)
        losses = functional.cross_entropy(logits.float(), targets, reduction="none").cpu()
        answer = batch.answer.flatten()
        findings = (batch.weights.flatten() > 0) & ~answer
        sums += torch.stack((losses[findings].sum(), losses[answer].sum()))
        counts += torch.stack((findings.sum(), answer.sum()))
    model.train(was_learning)
    findings_mean, impression_mean = (sums / counts).tolist()
    return Losses(findings_mean, impression_mean)


def _two_means(losses: torch.Tensor, answer: torch.Tensor) -> torch.Tensor:
    """Return the means of findings and impression, where they are; nothing waits for a card.

    That of the findings is NaN where they have no weight.
    """
    shares = torch.stack((~answer, answer)).to(losses.dtype)
    return shares @ losses / shares.sum(dim=1)


def _mean(losses: Sequence[torch.Tensor]) -> Losses:
    """Return the mean over steps: batches are of like length, so one alone says little."""
    findings, impression = torch.stack(list(losses)).mean(dim=0).tolist()
    return Losses(findings, impression)


def _progress(spent: Spent, budget: Budget, seen: Losses, held: float) -> str:
    share = max(spent.share(budget), 1e-6)
    left = spent.seconds * (1 - share) / share / 60
    losses = {"findings": seen.findings, "impression": seen.impression, "held out": held}
    told = ", ".join(f"{name} {loss:.3f}" for name, loss in losses.items() if not math.isnan(loss))
    return f"{share:4.0%}  step {spent.steps}  loss {told}  {left:.1f} min left"

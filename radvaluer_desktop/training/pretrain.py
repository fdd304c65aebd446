"""Pre-trains the demo model on synthetic reports: resumable, by steps or by minutes.

What is needed to go on lies in the folder: the tokenizer and a checkpoint. A run that was cut off
goes on where it was, and a finished one goes on when it is given a larger budget: the budget counts
from the first step.
"""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from radvaluer_desktop.assets import resource
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.weights import BaseUnsuitable, StoredModel, read_model
from radvaluer_desktop.modelfile.write import LlamaShape
from radvaluer_desktop.prompting.templates import PromptTemplate, load_templates
from radvaluer_desktop.training.batches import Batch, Batching, encode_report
from radvaluer_desktop.training.copying import teach_copying
from radvaluer_desktop.training.export import model_of
from radvaluer_desktop.training.learning import CHECKPOINT, Budget, Learner, Recipe, Say
from radvaluer_desktop.training.means import Means
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.reports import development_reports, synthetic_reports
from radvaluer_desktop.training.supply import Source, batches_of
from radvaluer_desktop.training.tokenizer import (
    END_TOKEN,
    load_tokenizer,
    tokenizer_of,
    train_tokenizer,
)

_DEVELOPMENT_REPORTS = 200
TOKENIZER = "tokenizer.json"
_HEAD_WIDTH = 32
_CONTEXT = 2048  # tokens: the longest reports that departments write
RECIPE = Recipe(
    rate=2e-3,
    embedding_rate=0.1,
    weight_decay=0.05,
    muon=True,
    batch_tokens=3072,
    findings_weight=0.1,
    findings_share=0.25,
)
_GOING_ON = 2  # a model that came to rest is undone by the rate of a new one
# A card needs more at once to be busy, and a model that reads so much keeps what it copies with.
RECIPE_ON_A_CARD = replace(RECIPE, batch_tokens=32_768, embedding_rate=0.25)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made: sizes, the houses whose reports are read (none named: all), and the seed.

    ``base``: a model file whose weights and tokenizer are gone on with, whatever the sizes.
    ``copying``: a new model is taught to copy before it reads reports.
    """

    width: int = 256
    layers: int = 6
    feed_forward: int = 0
    vocabulary: int = 4096
    tokenizer_reports: int = 20_000
    institutions: tuple[int, ...] = ()
    seed: int = 0
    base: Path | None = None
    copying: bool = True

    def shape(self, vocabulary: int) -> LlamaShape:
        """Return the model's sizes; the feed-forward part is 8/3 of the width where not given.

        That is what makes SwiGLU's three matrices as large as two of four widths (Shazeer 2020,
        arXiv:2002.05202). Two heads share a key.
        """
        heads = self.width // _HEAD_WIDTH
        return LlamaShape(
            vocabulary,
            width=self.width,
            layers=self.layers,
            heads=heads,
            kv_heads=heads // 2 if heads % 2 == 0 else heads,
            feed_forward=self.feed_forward or -(-self.width * 8 // 3 // 32) * 32,
            context=_CONTEXT,
        )


def report_template() -> PromptTemplate:
    """Return the template that this project's own models are taught on."""
    templates = load_templates(resource("prompts"))
    return next(template for template in templates if template.id == "report")


def pretrain(
    folder: Path, budget: Budget, plan: Plan, say: Say, means: Means | None = None
) -> tuple[Llama, Tokenizer]:
    """Train until ``budget`` is used; return the model and its tokenizer.

    Raises RunDiffers, or of a base what ``base_of`` raises; a base that was taught on real reports
    is refused (BaseUnsuitable), since what is made here says that it knows none.
    """
    means = means or Means()
    recipe = RECIPE_ON_A_CARD if means.on_card else RECIPE
    if plan.base:
        recipe = replace(recipe, rate=recipe.rate / _GOING_ON)
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    model, tokenizer = _begin(folder, plan, recipe, say, means)
    base = sha256_of(plan.base) if plan.base else None
    settings = asdict(plan) | {"institutions": list(plan.institutions), "base": base}
    learner = Learner(model, recipe, folder, settings, means)
    if not learner.spent.steps:  # not before: the folder may hold another run, which was refused
        tokenizer.save(str(folder / TOKENIZER))
    batching = Batching.of(
        tokenizer, recipe.batch_tokens, model.shape.context, recipe.findings_weight
    )
    learner.learn(
        batches_of(
            Source(tokenizer, report_template(), batching, plan.institutions),
            plan.seed + learner.spent.steps,
            means.workers,
        ),
        _held_out(tokenizer, batching, plan),
        budget,
        say,
    )
    return model, tokenizer


def control_tokens() -> list[str]:
    """Return the control tokens of the report template, the end first."""
    return [END_TOKEN, *(token for token in report_template().tokens if token != END_TOKEN)]


def base_of(path: Path) -> StoredModel:
    """Return the model of a file that can be taught with the report template.

    Raises what ``read_model`` raises, and BaseUnsuitable where it has another prompt.
    """
    stored = read_model(path)
    known = {stored.vocabulary.tokens[at] for at in stored.vocabulary.control}
    if not known.issuperset(control_tokens()):
        raise BaseUnsuitable(path=path, reason="its prompt is another one")
    return stored


def kept_tokenizer(folder: Path) -> Tokenizer | None:
    """Return the tokenizer of the run that was begun in ``folder``; None where none was.

    One without a checkpoint may be of other reports: nothing has compared them yet.
    """
    kept = folder / TOKENIZER
    return load_tokenizer(kept) if kept.exists() and (folder / CHECKPOINT).exists() else None


def _begin(
    folder: Path, plan: Plan, recipe: Recipe, say: Say, means: Means
) -> tuple[Llama, Tokenizer]:
    """Return model and tokenizer as they are before the first step."""
    if plan.base is None:
        tokenizer = kept_tokenizer(folder)
        if tokenizer is None:
            tokenizer = _tokenizer(plan, say)
        model = Llama(plan.shape(tokenizer.get_vocab_size()), recipe.dropout)
        if plan.copying and not (folder / CHECKPOINT).exists():
            teach_copying(model, say, plan.seed, means)
        return model, tokenizer
    stored = base_of(plan.base)
    if stored.patient_data:
        raise BaseUnsuitable(
            path=plan.base, reason="it was taught on real reports, and pretrain is for made-up ones"
        )
    return model_of(stored, recipe.dropout), tokenizer_of(stored.vocabulary)


def _tokenizer(plan: Plan, say: Say) -> Tokenizer:
    say("training the tokenizer")
    reports = itertools.islice(
        synthetic_reports(plan.seed, plan.institutions), plan.tokenizer_reports
    )
    texts = (text for report in reports for text in (report.findings, report.impression))
    return train_tokenizer(texts, control_tokens(), plan.vocabulary)


def _held_out(tokenizer: Tokenizer, batching: Batching, plan: Plan) -> list[Batch]:
    template = report_template()
    reports = development_reports(_DEVELOPMENT_REPORTS, plan.institutions)
    return list(batching.all_of(encode_report(tokenizer, template, each) for each in reports))

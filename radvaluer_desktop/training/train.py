"""``radvaluer train`` from rows to a file: parts, learning, export, figures."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.inference.native.quantise import Quantisation, quantise
from radvaluer_desktop.modelfile.write import ModelCard, write_adapter
from radvaluer_desktop.training.canaries import ask_for, make_canaries
from radvaluer_desktop.training.department import Parts, Row, split
from radvaluer_desktop.training.export import PROMPT, adapter_layers, export_model
from radvaluer_desktop.training.figures import figures_of, table_of
from radvaluer_desktop.training.finetune import ADAPTER, FROM_RANDOM, WHOLE, Task, Taught, teach
from radvaluer_desktop.training.learning import Recipe, Say
from radvaluer_desktop.training.lora import ALPHA
from radvaluer_desktop.training.means import Means

_DEVELOPMENT_SHARE = 0.06
_CANARY_SEED = 20


class AdapterOfNothing(InputError):
    """An adapter was asked for without a base."""

    what = QT_TRANSLATE_NOOP("errors", "An adapter needs a base, and --base random has none.")
    next_step = QT_TRANSLATE_NOOP("errors", "Give --base demo or a model file.")


class ModelUnwritable(InputError):
    """The file cannot be written."""

    what = QT_TRANSLATE_NOOP("errors", "The model {path} cannot be written ({reason}).")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the folder and the space that is left, then run the same command again."
    )


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. ``base``: None for random weights; ``test_share``: of all rows."""

    base: Path | None
    out: Path
    work: Path | None = None
    adapter: bool = False
    minutes: float = 30.0
    epochs: int = 20
    test_share: float = 0.1
    canaries: int = 0
    seed: int = 0
    recipe: Recipe | None = None
    means: Means = field(default_factory=Means)


def train_department(rows: Sequence[Row], order: Order, say: Say) -> str:
    """Learn from ``rows``, write the file, and return the table of figures.

    Raises InputError or ModelError; what was learnt so far stays in the work folder.
    """
    if order.adapter and order.base is None:
        raise AdapterOfNothing
    parts = split(rows, _DEVELOPMENT_SHARE, order.test_share)
    say(
        f"{len(parts.learn)} rows to learn from, {len(parts.development)} to end the run by, "
        f"{len(parts.test)} to measure on; {parts.dropped} dropped, whose findings stand in two "
        "of these"
    )
    work = order.work or order.out.with_name(f"{order.out.name}.work")
    try:
        order.out.parent.mkdir(parents=True, exist_ok=True)  # now, not when all is learnt
        return _train(parts, order, work, say)
    except OSError as error:
        raise ModelUnwritable(path=order.out, reason=error.strerror) from error


def _train(parts: Parts, order: Order, work: Path, say: Say) -> str:
    canaries = make_canaries(order.canaries, _CANARY_SEED)
    task = Task(order.base, order.adapter, order.minutes, order.epochs, order.seed)
    recipe = order.recipe or _recipe(order)
    taught = teach(task, parts, canaries, work, say, recipe, order.means)
    if taught.too_long:
        say(f"{taught.too_long} rows do not fit into the model's context and were not read")
    _write(taught, order, parts, work)
    say(f"{order.out} ({order.out.stat().st_size / 1e6:.1f} MB): patient data")
    given_back = ask_for(taught.model, taught.tokenizer, canaries) if canaries else None
    table = table_of(figures_of(taught.model, taught.tokenizer, parts), given_back)
    if order.work is None:
        shutil.rmtree(work)
    return table


def _recipe(order: Order) -> Recipe:
    if order.base is None:
        return FROM_RANDOM
    return ADAPTER if order.adapter else WHOLE


def _write(taught: Taught, order: Order, parts: Parts, work: Path) -> None:
    """Write the file whole or not at all."""
    card = _card(taught, order, parts)
    part = order.out.with_name(f"{order.out.name}.part")
    if order.adapter:
        write_adapter(part, adapter_layers(taught.model), ALPHA, card)
    else:
        full = work / "full.gguf"
        export_model(taught.model, taught.tokenizer, full, card)
        quantise(full, part, Quantisation.Q8_0)
        full.unlink()
    part.replace(order.out)


def _card(taught: Taught, order: Order, parts: Parts) -> ModelCard:
    rows = len(parts.learn)
    card = ModelCard(
        name=order.out.stem,
        version="1",
        description=(
            f"Taught on {rows} real reports of a department, which it may give back: patient data."
        ),
        licence="not for distribution",
        languages=tuple(sorted({row.language.value for row in parts.learn})),
        training_data=(f"{rows} real reports of a department",),
        intended_use="Drafting in the department whose reports it was taught on.",
        prompt=PROMPT,
        base=taught.base_digest,
        patient_data=True,
    )
    if order.canaries:
        return replace(card, intended_use="Measuring what a model remembers. Not for any use.")
    return card

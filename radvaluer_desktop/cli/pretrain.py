"""``radvaluer pretrain``: makes the embedded demo model from synthetic reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from radvaluer_desktop.cli.stopping import FROM_CHECKPOINT, stopped_says
from radvaluer_desktop.cli.training import device_option, training_or_why_not
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError


class BudgetUnclear(InputError):
    """Both --minutes and --steps were given."""

    what = QT_TRANSLATE_NOOP("errors", "Training cannot follow both --minutes and --steps.")
    next_step = QT_TRANSLATE_NOOP("errors", "Give one of them.")


@click.command()
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the checkpoint, the tokenizer, the loss curve and the model file.",
)
@click.option("--minutes", type=click.FloatRange(min=0, min_open=True), help="Train this long.")
@click.option("--steps", type=click.IntRange(min=1), help="Train this many steps.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of corpus and weights.")
@click.option("--width", type=click.IntRange(min=32), help="Width of the model.")
@click.option("--layers", type=click.IntRange(min=1), help="Layers of the model.")
@click.option("--vocabulary", type=click.IntRange(min=300), help="Most tokens of the tokenizer.")
@click.option(
    "--base",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Go on with the weights and the tokenizer of this model file.",
)
@device_option
@click.option(
    "--institution",
    "institutions",
    type=click.IntRange(1, 6),
    multiple=True,
    help="Read the reports of this institution alone (may be given again).",
)
def pretrain(
    folder: Path,
    minutes: float | None,
    steps: int | None,
    institutions: tuple[int, ...],
    base: Path | None,
    device: str,
    **sizes: int | None,
) -> None:
    """Make the demo model from synthetic reports (needs the train extra).

    Without --minutes and --steps it trains for 30 minutes. Run again on the same folder, it goes
    on from the checkpoint; the budget counts from the first step.
    """
    training_or_why_not()
    if minutes is not None and steps is not None:
        raise BudgetUnclear
    from radvaluer_desktop.training.export import export_demo
    from radvaluer_desktop.training.learning import Budget
    from radvaluer_desktop.training.means import means_of
    from radvaluer_desktop.training.pretrain import Plan
    from radvaluer_desktop.training.pretrain import pretrain as train
    from radvaluer_desktop.training.train import ModelUnwritable

    budget = Budget(minutes if steps or minutes else 30.0, steps)
    given: dict[str, Any] = {name: value for name, value in sizes.items() if value is not None}
    plan = Plan(institutions=institutions, base=base, **given)
    means = means_of(device)
    try:
        with stopped_says(FROM_CHECKPOINT):
            model, tokenizer = train(folder, budget, plan, click.echo, means)
        path = export_demo(model, tokenizer, folder).quantised
    except OSError as error:
        raise ModelUnwritable(path=folder, reason=error.strerror) from error
    click.echo(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")

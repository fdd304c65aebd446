"""``radvaluer pretrain``: makes the embedded demo model from synthetic reports."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError


class TrainingNotInstalled(InputError):
    """PyTorch or the tokenizers library is missing."""

    what = QT_TRANSLATE_NOOP("errors", "Training needs more than is installed: {missing}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Install it with: pip install 'radvaluer-desktop[train]'."
    )


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
    help="Folder for the checkpoint, the tokenizer and the model file.",
)
@click.option("--minutes", type=click.FloatRange(min=0, min_open=True), help="Train this long.")
@click.option("--steps", type=click.IntRange(min=1), help="Train this many steps.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of corpus and weights.")
def pretrain(folder: Path, minutes: float | None, steps: int | None, seed: int) -> None:
    """Make the demo model from synthetic reports (needs the train extra).

    Without --minutes and --steps it trains for 30 minutes. Run again on the same folder, it goes
    on from the checkpoint; the budget counts from the first step.
    """
    missing = [name for name in ("torch", "tokenizers") if find_spec(name) is None]
    if missing:
        raise TrainingNotInstalled(missing=" and ".join(missing))
    if minutes is not None and steps is not None:
        raise BudgetUnclear
    from radvaluer_desktop.training.export import export_model
    from radvaluer_desktop.training.pretrain import Budget
    from radvaluer_desktop.training.pretrain import pretrain as train

    budget = Budget(minutes if steps or minutes else 30.0, steps)
    model, tokenizer = train(folder, budget, seed, click.echo)
    path = export_model(model, tokenizer, folder)
    click.echo(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")

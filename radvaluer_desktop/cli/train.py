"""``radvaluer train``: teaches a model a department's own reports."""

from __future__ import annotations

from pathlib import Path

import click

from radvaluer_desktop.assets import resource
from radvaluer_desktop.cli.reading import MOST_BATCH_MIB, read_report
from radvaluer_desktop.cli.stopping import FROM_CHECKPOINT, stopped_says
from radvaluer_desktop.cli.training import device_option, training_or_why_not

_BASES = ("demo", "random")
_MOST_SHOWN = 20


@click.command()
@click.option(
    "--base",
    required=True,
    metavar="demo|random|FILE.gguf",
    help="What to begin with: the demonstration model, random weights, or a model file.",
)
@click.option("--data", required=True, metavar="FILE", help="CSV or JSON Lines of reports.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
@click.option("--adapter", is_flag=True, help="Write a LoRA adapter for the base, not a model.")
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="Train at most this long.",
)
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Read every report at most this many times.",
)
@click.option(
    "--test-share",
    type=click.FloatRange(0.01, 0.5),
    default=0.1,
    show_default=True,
    help="Share of the rows that the figures at the end are measured on.",
)
@click.option(
    "--canaries",
    type=click.IntRange(min=0, max=1000),
    default=0,
    help="Plant so many made-up secrets and measure how many come back; not for a model in use.",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the checkpoint; by default OUT.work, removed at the end.",
)
@click.option("--seed", type=int, default=0, show_default=True)
@device_option
def train(
    base: str,
    data: str,
    out: Path,
    work: Path | None,
    device: str,
    **options: float,
) -> None:
    """Teach a model a department's reports (needs the train extra).

    The file has the columns findings and impression; it may have system, language, institution and
    id. Run again with the same options, it goes on from the checkpoint.
    """
    training_or_why_not()
    from radvaluer_desktop.training.department import read_department
    from radvaluer_desktop.training.means import means_of
    from radvaluer_desktop.training.train import Order, train_department

    demo = resource("models") / "chatradio-demo.gguf"
    base_file = {"demo": demo, "random": None}[base] if base in _BASES else Path(base)
    read = read_department(Path(data), read_report(data, MOST_BATCH_MIB))
    click.echo(
        "The model will remember parts of these reports: it is patient data. Keep the file and its "
        "work folder as you keep the reports."
    )
    for skipped in read.skipped[:_MOST_SHOWN]:
        click.echo(f"line {skipped.line} is skipped: {skipped.reason}")
    if len(read.skipped) > _MOST_SHOWN:
        click.echo(f"{len(read.skipped) - _MOST_SHOWN} more lines are skipped")
    order = Order(
        base=base_file,
        out=out,
        work=work,
        means=means_of(device),
        **options,  # type: ignore[arg-type]
    )
    with stopped_says(FROM_CHECKPOINT):
        table = train_department(read.rows, order, click.echo)
    click.echo(table)

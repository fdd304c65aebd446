"""``radvaluer corpus``: writes synthetic reports, a JSON object a line."""

from __future__ import annotations

import itertools
import json
from importlib.util import find_spec
from typing import TextIO

import click

from radvaluer_desktop.cli.training import TrainingNotInstalled
from radvaluer_desktop.report.study import BodySystem, Language


@click.command()
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the reports.")
@click.option("--count", type=click.IntRange(min=1), default=1000, show_default=True)
@click.option("--split", type=click.Choice(("train", "dev", "test")), default="test")
@click.option(
    "--institution",
    "institutions",
    type=click.IntRange(1, 6),
    multiple=True,
    help="1 to 6; repeatable.",
)
@click.option(
    "--system", "systems", type=click.Choice([each.value for each in BodySystem]), multiple=True
)
@click.option(
    "--language", "languages", type=click.Choice([each.value for each in Language]), multiple=True
)
@click.option(
    "--out", required=True, type=click.File("w", encoding="utf-8"), help="A .jsonl file, or -."
)
def corpus(
    seed: int,
    count: int,
    split: str,
    institutions: tuple[int, ...],
    systems: tuple[str, ...],
    languages: tuple[str, ...],
    out: TextIO,
) -> None:
    """Write made-up reports with their impressions, for training or evaluation.

    The splits share no combination of findings. Without --institution all six are drawn from.
    """
    if find_spec("radvaluer_desktop.training") is None:  # the frozen program has none
        raise TrainingNotInstalled(missing="radvaluer_desktop.training")
    from radvaluer_desktop.training.corpus import make_reports
    from radvaluer_desktop.training.corpus.rows import row

    reports = make_reports(
        seed,
        split,
        institutions or range(1, 7),
        [BodySystem(name) for name in systems] or None,
        [Language(name) for name in languages] or None,
    )
    for number, report in enumerate(itertools.islice(reports, count), 1):
        line = json.dumps(row(report, f"{split}-{seed}-{number}"), ensure_ascii=False)
        click.echo(line, file=out)

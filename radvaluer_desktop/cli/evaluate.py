"""``radvaluer evaluate``: how like the radiologists' impressions are a model's drafts?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import click

from radvaluer_desktop.cli.drafting import loaded_application, server_load, server_options
from radvaluer_desktop.cli.reading import MOST_BATCH_MIB, read_report
from radvaluer_desktop.cli.stopping import stopped_says
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.session.batch import writing
from radvaluer_desktop.session.drafts import Drafts

_NOTHING_KEPT = "Nothing is kept; with --out or --drafts the drafts would be."
_EXTRA = {"rouge_score": "rouge-score", "sacrebleu": "sacrebleu"}


class EvaluationNotInstalled(InputError):
    """A library that measures is missing."""

    what = "Evaluating needs more than is installed: {missing}."
    next_step = "Install it with: pip install 'radvaluer-desktop[evaluate]'."


@click.command()
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option(
    "--model",
    "models",
    metavar="PATH|ID",
    multiple=True,
    help="A GGUF file or an installed model; more than one may be given.",
)
@click.option("--floors-only", is_flag=True, help="Draft nothing: how hard are these reports?")
@click.option(
    "--train",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What the models were taught on: for the neighbours, and for what is unseen.",
)
@click.option(
    "--group",
    metavar="COLUMNS",
    default="",
    help="Figures by system, institution, language; system+language for each pair of them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--out",
    metavar="FILE.md",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the table there; the drafts are kept beside it, in FILE.md.drafts.",
)
@click.option(
    "--drafts",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the drafts in this folder instead.",
)
@click.option(
    "--load-anyway",
    is_flag=True,
    help="Load a model although the engine ended while it loaded it before.",
)
@server_options
@click.pass_context
def evaluate(
    ctx: click.Context,
    /,
    data: Path,
    models: tuple[str, ...],
    train: Path | None,
    group: str,
    out: Path | None,
    folder: Path | None,
    server: str | None,
    in_flight: int,
    *,
    floors_only: bool,
    as_json: bool,
    load_anyway: bool,
) -> None:
    """Draft the reports of DATA and measure the drafts beside floors that need no model.

    DATA and --train: CSV or JSON Lines with findings and impression, and id, system, language,
    institution and exam header where known. Kept drafts are as confidential as the reports;
    stopped, the same command goes on behind them.
    """
    missing = [name for module, name in _EXTRA.items() if find_spec(module) is None]
    if missing:
        raise EvaluationNotInstalled(missing=" and ".join(missing))
    from radvaluer_desktop.evaluation import run
    from radvaluer_desktop.evaluation.reports import read_reports
    from radvaluer_desktop.evaluation.table import as_dictionary, as_markdown

    groupings = run.groupings_of(group)
    if out:
        with writing(out):
            out.parent.mkdir(parents=True, exist_ok=True)  # now, not when all is measured
    reports = read_reports(data, read_report(str(data), MOST_BATCH_MIB))
    training = (
        read_reports(train, read_report(str(train), MOST_BATCH_MIB), unique=False)
        if train
        else None
    )
    locations: Locations = ctx.obj.locations

    @contextmanager
    def open_session(reference: str | None) -> Iterator[Drafts]:
        load = server_load(in_flight)
        with loaded_application(
            locations, reference, anyway=load_anyway, server=server, load=load
        ) as application:
            if application.served is not None:
                application.served.connect()
            yield application.drafts

    drafts = folder or (out.with_name(f"{out.name}.drafts") if out else None)
    kept = f"The drafts are kept in {drafts}; the same command goes on behind them."
    with stopped_says(f"Stopped. {kept if drafts else _NOTHING_KEPT}"):
        evaluation = run.evaluate(
            reports,
            training,
            () if floors_only else models or (None,),
            open_session,
            groupings=groupings,
            drafts=drafts,
            tell=lambda line: click.echo(line, err=True),
            in_flight=in_flight if server else 1,
        )
    page = as_markdown(evaluation)
    if out:
        with writing(out):
            out.write_text(page, encoding="utf-8")
    if as_json:
        click.echo(json.dumps(as_dictionary(evaluation), ensure_ascii=False))
    else:
        click.echo(page, nl=False)

"""``radvaluer bench``: how fast does a model draft on this computer?"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from radvaluer_desktop.app import build_application
from radvaluer_desktop.cli.reading import MOST_BATCH_MIB, read_report
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, EngineError, InputError
from radvaluer_desktop.paths import Locations

if TYPE_CHECKING:
    from radvaluer_desktop.evaluation.reports import LabelledReport

_SHAPES = ("llama-2-7b", "tinyllama-1.1b", "qwen2.5-3b")
_SEED = 5


class BenchInterrupted(EngineError):
    """The engine failed while it was measured."""

    what = QT_TRANSLATE_NOOP("errors", "The benchmark ended: the engine failed ({reason}).")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Run 'radvaluer doctor'; try a smaller model or fewer reports."
    )


class BothModels(InputError):
    """Both --model and --shape were given."""

    what = QT_TRANSLATE_NOOP("errors", "A benchmark takes --model or --shape, not both.")
    next_step = QT_TRANSLATE_NOOP("errors", "Leave one of them out.")


@click.command()
@click.option("--model", metavar="PATH|ID", help="A GGUF file, or an installed model.")
@click.option(
    "--shape",
    type=click.Choice(_SHAPES),
    help="Random weights of this shape, written once into the folder 'bench' of the data.",
)
@click.option(
    "--data",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Reports to write, CSV or JSON Lines; without it made-up ones.",
)
@click.option(
    "--history",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Reports whose impressions tokens are proposed from; those of DATA are left out.",
)
@click.option(
    "--drafter", metavar="PATH|ID", help="A small model that proposes tokens beside the n-grams."
)
@click.option("--reports", type=click.IntRange(1), default=10, show_default=True)
@click.option(
    "--typed",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    help="Reports that are also typed, at 150 words a minute.",
)
@click.option(
    "--plot",
    metavar="FILE.svg",
    type=click.Path(path_type=Path),
    help="Also draw what a decode call costs by the tokens in it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def bench(
    ctx: click.Context,
    /,
    model: str | None,
    shape: str | None,
    data: Path | None,
    history: Path | None,
    drafter: str | None,
    reports: int,
    typed: int,
    plot: Path | None,
    *,
    as_json: bool,
) -> None:
    """Measure loading, reading, writing, the first word and stopping.

    The radiologists' own impressions are dictated to the model: every token costs what it costs,
    and a proposed one counts only where it is theirs.
    """
    from radvaluer_desktop.catalogue.installed import find_model
    from radvaluer_desktop.evaluation.bench import BenchFailed
    from radvaluer_desktop.evaluation.bench_cases import cases_of, impressions_of
    from radvaluer_desktop.evaluation.bench_run import as_plot, as_table, run_bench
    from radvaluer_desktop.evaluation.reports import read_reports
    from radvaluer_desktop.inference.local import LocalEngine
    from radvaluer_desktop.inference.messages import EngineSettings
    from radvaluer_desktop.session.batch import writing

    if model and shape:
        raise BothModels
    locations: Locations = ctx.obj.locations
    engine = LocalEngine()
    application = build_application(locations, engine)
    settings = application.settings
    if data:
        table = read_reports(data, read_report(str(data), MOST_BATCH_MIB), unique=False).reports
    else:
        table = _made_up(reports)
    known = (
        read_reports(history, read_report(str(history), MOST_BATCH_MIB), unique=False).reports
        if history
        else ()
    )
    found = application.find_model(str(_random_model(locations, shape)) if shape else model)
    small = find_model(drafter, application.model_folders) if drafter else None
    cases = cases_of(table, found.control_tokens, reports, small.control_tokens if small else None)
    try:
        result = run_bench(
            engine,
            found,
            EngineSettings(
                context_tokens=settings.context_tokens,
                threads=settings.threads,
                gpu_layers=settings.gpu_layers,
                memory_mb=settings.engine_memory_mb,
                stall_s=settings.engine_stall_s,
                adapter=found.adapter,
                small_model=small.path if small else None,
            ),
            cases,
            impressions_of(known, cases),
            typed,
            lambda line: click.echo(line, err=True),
        )
    except BenchFailed as error:
        raise BenchInterrupted(reason=error) from error
    finally:
        engine.close()
    if as_json:
        more = {"decode_costs": list(result.model.decode_costs), "reports": result.reports()}
        click.echo(json.dumps({"model": found.id, **result.figures(), **more}))
    else:
        source = data.name if data else "made-up reports"
        kept = f", {len(known)} earlier ones" if history else ""
        click.echo(as_table(result, f"{len(cases)} reports of {source}{kept}"), nl=False)
    if plot:
        with writing(plot):
            plot.write_text(as_plot(result), encoding="utf-8")


def _made_up(count: int) -> tuple[LabelledReport, ...]:
    """Return ``count`` synthetic reports that no model of this project was taught on."""
    from radvaluer_desktop.evaluation.reports import LabelledReport
    from radvaluer_desktop.training.corpus import make_reports

    drawn = itertools.islice(make_reports(_SEED, "test"), count)
    return tuple(
        LabelledReport(number, each.findings, each.impression, each.language, each.header)
        for number, each in enumerate(drawn)
    )


def _random_model(locations: Locations, shape: str) -> Path:
    """Return the file of random weights, written where it is not there yet."""
    from radvaluer_desktop.assets import resource
    from radvaluer_desktop.modelfile.random_weights import SHAPES, write_random
    from radvaluer_desktop.session.batch import writing

    path = locations.data / "bench" / f"random-{shape}.gguf"
    if not path.exists():
        click.echo(f"writing {path}", err=True)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_random(path, SHAPES[shape], resource("models") / "chatradio-demo.gguf")
    return path

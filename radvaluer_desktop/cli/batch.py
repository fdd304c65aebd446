"""``radvaluer batch``: a file of findings in, a file of impressions out."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from radvaluer_desktop.cli.drafting import (
    engine_options,
    loaded_application,
    sampling_of,
    server_load,
    server_options,
)
from radvaluer_desktop.cli.header import header_of
from radvaluer_desktop.cli.reading import MOST_BATCH_MIB, read_report
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.session.batch import (
    Answer,
    Row,
    draft_rows,
    finished_rows,
    read_rows,
    writing,
)
from radvaluer_desktop.session.batch_run import BatchRun, check_run, digest_of, exclusive
from radvaluer_desktop.session.drafts import Drafts
from radvaluer_desktop.settings import machine_policy, read_configuration


@click.command()
@click.argument("source", metavar="IN.jsonl", type=click.Path(path_type=Path))
@click.argument("output", metavar="OUT.jsonl", type=click.Path(path_type=Path))
@engine_options
@server_options
@click.pass_context
def batch(ctx: click.Context, /, source: Path, output: Path, **values: Any) -> None:  # noqa: ANN401
    """Draft every row of IN.jsonl ({"id", "findings"}) into OUT.jsonl.

    Stopped or killed, the same command goes on where it was. A row whose findings are empty or too
    long is answered with the stop reason "refused". With --server no model is loaded here.
    """
    rows = read_rows(source, read_report(str(source), MOST_BATCH_MIB))
    options = {name: values[name] for name in ("lang", "system", "max_tokens", "temperature")}
    configuration = read_configuration(ctx.obj.locations.settings_file, machine_policy())
    options["candidates"] = configuration.settings.candidates
    run = BatchRun(digest_of(rows), None, options)
    with exclusive(output):
        done, _ = finished_rows(output, rows)
        if done == len(rows):
            check_run(output, run, done)
            with writing(output):
                output.touch()
            click.echo(f"All {len(rows)} rows are in {output} already.", err=True)
            return
        if done:
            click.echo(f"Going on behind row {done} of {len(rows)}.", err=True)
        with loaded_application(
            ctx.obj.locations,
            values["model"],
            anyway=values["load_anyway"],
            server=values["server"],
            load=server_load(values["in_flight"]),
        ) as application:
            drafts = application.drafts
            if application.served is not None:
                application.served.connect()
            model = drafts.model
            check_run(output, replace(run, model=model.sha256 if model else None), done)
            _draft_all(drafts, rows, output, len(rows) - done, values)


def _draft_all(
    session: Drafts, rows: list[Row], output: Path, left: int, values: dict[str, Any]
) -> None:
    in_flight = values["in_flight"] if values["server"] else 1
    language = Language(values["lang"]) if values["lang"] else None
    started = time.perf_counter()
    header, sampling = header_of(values), sampling_of(values)
    answers = draft_rows(session, rows, output, header, sampling, language, in_flight)
    with click.progressbar(answers, length=left, label="Drafting", file=sys.stderr) as shown:
        summary = _Summary(shown)
    _print_summary(summary, time.perf_counter() - started)


class _Summary:
    """Adds up the answers as they come."""

    def __init__(self, answers: Any) -> None:  # noqa: ANN401 - click's progress bar, an iterable
        self.rows = self.prompt_tokens = self.completion_tokens = 0
        self.problems: list[tuple[str | int, str]] = []
        for answer in answers:
            self._add(answer)

    def _add(self, answer: Answer) -> None:
        self.rows += 1
        if answer.draft is None:
            self.problems.append((answer.id, answer.problem))
            return
        self.prompt_tokens += answer.draft.timings.prompt_tokens
        self.completion_tokens += answer.draft.timings.completion_tokens


def _print_summary(summary: _Summary, seconds: float) -> None:
    for identifier, problem in summary.problems[:20]:
        click.echo(f"row {identifier}: {problem}", err=True)
    click.echo(
        f"{summary.rows} reports in {seconds:.1f} s ({summary.rows / seconds:.1f} reports/s), "
        f"{summary.prompt_tokens} tokens read, {summary.completion_tokens} written, "
        f"{len(summary.problems)} refused.",
        err=True,
    )

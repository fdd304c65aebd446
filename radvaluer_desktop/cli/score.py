"""``radvaluer score``: how far does a text say clinically what another one says?"""

from __future__ import annotations

import json

import click

from radvaluer_desktop.cli.reading import read_report
from radvaluer_desktop.safety.scoring import Scorer


@click.command()
@click.option("--reference", "reference_file", metavar="FILE|-", required=True)
@click.option("--candidate", "candidate_file", metavar="FILE|-", required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def score(reference_file: str, candidate_file: str, *, as_json: bool) -> None:
    """Score the clinical consistency of a candidate text with a reference text, from 0 to 1."""
    if reference_file == candidate_file == "-":
        raise click.UsageError("Only one of the two texts can come from standard input.")
    reference, candidate = read_report(reference_file), read_report(candidate_file)
    found = Scorer().score(reference, candidate)
    if as_json:
        values = {"score": found.score, "parts": found.parts, "rougeL": found.rouge_l}
        click.echo(json.dumps(values))
        return
    click.echo(f"consistency {found.score:.3f}   ROUGE-L {found.rouge_l:.3f}")
    for name, weight in found.parts.items():
        click.echo(f"  {name:<9} {weight:.2f}")

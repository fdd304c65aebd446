"""``--corrections FILE.json``: what a person decided in a review, for exports and retraining."""

from __future__ import annotations

import json
from pathlib import Path

import click

from radvaluer_desktop.feedback.export.failures import CorrectionsInvalid
from radvaluer_desktop.feedback.export.leaving import Corrections

_MOST = 10_000_000  # bytes

corrections_option = click.option(
    "--corrections",
    metavar="FILE.json",
    type=click.Path(dir_okay=False, path_type=Path),
    help='What the review decided: {"keep": [strings that stay], "replace": [missed names]}.',
)


def read_corrections(path: Path | None) -> Corrections:
    """Return what ``path`` says, nothing without one. Raises CorrectionsInvalid."""
    if path is None:
        return Corrections()
    try:
        with path.open("rb") as file:
            table = json.loads(file.read(_MOST))
    except (OSError, ValueError, RecursionError) as error:
        raise CorrectionsInvalid(path=path) from error
    if not isinstance(table, dict) or not table.keys() <= {"keep", "replace"}:
        raise CorrectionsInvalid(path=path)
    for values in table.values():
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise CorrectionsInvalid(path=path)
    return Corrections(frozenset(table.get("keep", ())), tuple(table.get("replace", ())))

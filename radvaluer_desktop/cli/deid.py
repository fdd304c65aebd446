"""``radvaluer deid``: puts tags or surrogates in the place of what identifies a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

import click

from radvaluer_desktop.cli.reading import read_report
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.safety.deid.deidentify import (
    Deidentified,
    bundled_deidentifier,
    put_in_place,
    without,
)
from radvaluer_desktop.safety.deid.kinds import SAFE_HARBOR_CLASS, Kind
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.safety.deid.surrogates import Replacer, Style
from radvaluer_desktop.settings import machine_policy, read_configuration

MOST_MIB = 1  # of text at once: hundreds of reports, and some ten seconds of work


class NothingToRead(InputError):
    """There is no text to look for identifiers in."""

    what = "{name} holds no text. Nothing was printed."
    next_step = "Check whether it is the right file."


class KnownListInvalid(InputError):
    """The file that says what is known of the study does not follow its form."""

    what = "{path} does not say what is known of the study: {problem}. No text was printed."
    next_step = (
        'Write one JSON object of lists of texts, such as {{"person": ["…"], "record": ["…"]}}; '
        "the kinds are: {kinds}."
    )


@click.command()
@click.argument("source", metavar="[FILE|-]", default="-")
@click.option(
    "--known",
    "known_file",
    metavar="FILE.json",
    help="What is known of the study: a JSON object of lists, such as person, record, phone.",
)
@click.option(
    "--keep",
    "kept",
    metavar="TEXT",
    multiple=True,
    help="A string that stays although it is found; may be given more than once.",
)
@click.option("--surrogates", is_flag=True, help="Made-up values of the same form, not tags.")
@click.option("--review", is_flag=True, help="List what is replaced, not the text.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def deid(
    ctx: click.Context,
    /,
    source: str,
    known_file: str | None,
    kept: tuple[str, ...],
    *,
    surrogates: bool,
    review: bool,
    as_json: bool,
) -> None:
    """Replace what identifies a person in the text in FILE, or on standard input.

    Rules miss some identifiers: a person must read the text before it leaves. With --review and
    --json the output holds the identifiers themselves. Nothing is kept.
    """
    if source == known_file == "-":
        raise click.UsageError("Only one of the two texts can come from standard input.")
    known = _known(ctx.obj.locations, known_file)
    text = read_report(source, MOST_MIB)
    if not text.strip():
        raise NothingToRead(name="standard input" if source == "-" else source)
    found = without(bundled_deidentifier().find(text, known), text, kept)
    style = Style.SURROGATES if surrogates else Style.TAGS
    result = put_in_place(text, found, Replacer(style))
    if as_json:
        click.echo(json.dumps(as_dictionary(result), ensure_ascii=False))
    elif review:
        for line in _review(result):
            click.echo(line)
    else:
        click.echo(result.text, nl=not result.text.endswith("\n"))
    click.echo(_summary(result), err=True)


def as_dictionary(result: Deidentified) -> dict[str, object]:
    """Return ``result`` as it is printed with ``--json``."""
    return {
        "text": result.text,
        "replacements": [
            {
                "start": each.start,
                "end": each.end,
                "new_start": each.new_start,
                "new_end": each.new_end,
                "kind": each.kind.value,
                "safe_harbor": SAFE_HARBOR_CLASS[each.kind],
                "rule": each.rule.value,
                "original": each.original,
                "replacement": each.replacement,
            }
            for each in result.replacements
        ],
        "groups": [
            {
                "kind": group.kind.value,
                "original": group.original,
                "replacement": group.replacement,
                "places": [list(place) for place in group.places],
            }
            for group in result.groups()
        ],
        "residual_risk": result.residual_risk,
    }


def _known(places: Locations, file: str | None) -> Known:
    """Return what ``file`` and the settings know."""
    configuration = read_configuration(places.settings_file, machine_policy())
    radiologist = str(configuration.choices["radiologist"].value)
    others = {} if file is None else _listed(file)
    return Known.of_study(StudyHeader(), radiologist, others)


def _listed(file: str) -> Mapping[Kind, list[str]]:
    def invalid(problem: str) -> KnownListInvalid:
        kinds = ", ".join(Kind)
        return KnownListInvalid(path=file, problem=problem, kinds=kinds)

    try:
        table = json.loads(read_report(file))
    except (ValueError, RecursionError):
        raise invalid("it is no JSON") from None
    if not isinstance(table, dict):
        raise invalid("it is no JSON object")
    if not table.keys() <= set(Kind):
        raise invalid("it names a kind that is not there")
    for values in table.values():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise invalid("what stands under a kind is no list of texts")
    return {Kind(kind): values for kind, values in table.items()}


def _review(result: Deidentified) -> Iterator[str]:
    for group in result.groups():
        places = ", ".join(f"{start}-{end}" for start, end in group.places)
        original = " ".join(group.original.split())
        yield f"{group.kind.value:<12} {original}  ->  {group.replacement}  ({places})"


def _summary(result: Deidentified) -> str:
    counts = Counter(each.kind.value for each in result.replacements)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())) or "nothing"
    return f"Replaced: {told}.\n{result.residual_risk}"

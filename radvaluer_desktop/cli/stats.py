"""``radvaluer feedback stats``: how drafts fared, by group, and whether acceptance drifts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from radvaluer_desktop.app import may_tell_radiologists_apart
from radvaluer_desktop.cli.store import opened, store_place
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.statistics import (
    GROUPINGS,
    RADIOLOGIST,
    Statistics,
    short_names,
    statistics_of,
)
from radvaluer_desktop.metrics.drift import BASELINE_POINTS, Chart, Point
from radvaluer_desktop.metrics.intervals import Interval
from radvaluer_desktop.metrics.tally import GroupFigures, Share, Spread
from radvaluer_desktop.report.study import BodySystem, Language
from radvaluer_desktop.settings import machine_policy, read_configuration

_DAY = click.DateTime(["%Y-%m-%d"])
_WIDTH = 19
_TITLES = (
    *("accepted %", "rejected %", "words edited", "distance %", "ROUGE-L", "seconds"),
    "overridden %",
)
_NAME = 26  # characters, or more where a name is longer
_NOT_MEASURED = "–"


class RadiologistsNotShown(InputError):
    """Nobody has decided that radiologists may be told apart."""

    what = (
        "Figures of single radiologists are not given: this computer's policy has not turned "
        "them on. Nothing was counted."
    )
    next_step = (
        "Leave out '--by radiologist'; or, once their use is agreed on, set radiologist_figures "
        "in the policy (administrator guide, Statistics)."
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--since", type=_DAY, metavar="DAY", help="From this day on (UTC, YYYY-MM-DD).")
@click.option("--until", type=_DAY, metavar="DAY", help="Up to this day.")
@click.option(
    "--system",
    type=click.Choice([each.value for each in BodySystem]),
    help="Only this body system.",
)
@click.option(
    "--language", type=click.Choice([each.value for each in Language]), help="Only this language."
)
@click.option("--institution", metavar="NAME", help="Only this institution.")
@click.option("--model", metavar="ID|SHA256", help="Only drafts of this model.")
@click.option(
    "--by",
    "by",
    multiple=True,
    type=click.Choice([*GROUPINGS, RADIOLOGIST]),
    help="Groups by this; may be given more than once. Without it all but radiologists.",
)
@click.pass_context
def stats(
    ctx: click.Context,
    /,
    *,
    as_json: bool,
    since: datetime | None,
    until: datetime | None,
    by: tuple[str, ...],
    **wanted: str | None,
) -> None:
    """Show how drafts fared, with 95 % intervals, and whether their acceptance drifts.

    A group with too few decisions is named without figures (setting least_group). The figures are
    about drafts; they do not measure anybody's work.
    """
    file = ctx.obj.locations.settings_file
    configuration = read_configuration(file, machine_policy())
    if RADIOLOGIST in by and not may_tell_radiologists_apart(configuration):
        raise RadiologistsNotShown
    chosen = Chosen(
        since=since.date() if since else None, until=until.date() if until else None, **wanted
    )
    groups = list(dict.fromkeys(by or GROUPINGS))
    with opened(store_place()) as store:
        found = statistics_of(store, chosen, groups, configuration.settings.least_group)
        store.note(Event.VIEWED, statistics=True, radiologists=RADIOLOGIST in by)
    if as_json:
        click.echo(json.dumps(_as_dictionary(found), ensure_ascii=False))
    else:
        for line in _lines(found):
            click.echo(line)


def _as_dictionary(found: Statistics) -> dict[str, Any]:
    groups = {name: [asdict(each) for each in group] for name, group in found.tally.groups.items()}
    return {
        "least": found.least,
        "whole": asdict(found.tally.whole),
        "groups": groups,
        "chart": None if found.chart is None else asdict(found.chart),
    }


def _lines(found: Statistics) -> Iterator[str]:
    whole = found.tally.whole
    names = short_names([each.name for group in found.tally.groups.values() for each in group])
    space = max([_NAME, *(len(name) + 3 for name in names.values())])
    yield f"{'':<{space}}{'decisions':>10}" + "".join(f"{title:>{_WIDTH}}" for title in _TITLES)
    yield _line(f"{'all':<{space}}", whole, found.least)
    for name, groups in found.tally.groups.items():
        yield f"by {name}"
        for each in groups:
            if name != "week" or each.decisions is not None:
                yield _line(f"  {names[each.name] or 'not said':<{space - 2}}", each, found.least)
        small = sum(each.decisions is None for each in groups)
        if name == "week" and small:
            yield f"  and {small} weeks of fewer than {found.least} decisions"
    yield ""
    yield from _chart_lines(found.chart, found.least)
    yield from _own_lines(whole.spreads)
    yield from _signed_lines(whole)


def _line(start: str, group: GroupFigures, least: int) -> str:
    if group.decisions is None:
        return f"{start}{f'< {least}':>10}  too few for figures"
    shares, spreads = group.shares, group.spreads
    cells = (
        _percent(shares["accepted"]),
        _percent(shares["rejected"]),
        _median(spreads["edits"]),
        _mean(spreads["edit_fraction"]),
        _mean(spreads["rouge_l"]),
        _median(spreads["seconds"]),
        _percent(shares["with_override"]),
    )
    return f"{start}{group.decisions:>10}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _percent(share: Share | None) -> str:
    return _NOT_MEASURED if share is None else _cell(share.share, 100)


def _mean(spread: Spread | None) -> str:
    return _NOT_MEASURED if spread is None else _cell(spread.mean, 100)


def _median(spread: Spread | None) -> str:
    return _NOT_MEASURED if spread is None else _cell(spread.median, 1)


def _cell(interval: Interval, scale: float) -> str:
    value, low, high = (scale * each for each in (interval.value, interval.low, interval.high))
    return f"{value:.1f} ({low:.1f}-{high:.1f})"


def _chart_lines(chart: Chart | None, least: int) -> Iterator[str]:
    if chart is None:
        yield (
            f"Drift: not looked for yet; it needs more than {BASELINE_POINTS} weeks of "
            f"{least} decisions."
        )
        return
    began, ended = chart.points[0].first, chart.points[BASELINE_POINTS - 1].last
    yield f"Drift: {chart.baseline:.1%} were accepted as drafted from {began} to {ended}."
    for point in chart.warnings:
        yield f"  {_span(point)}: acceptance {_WORDS[point.warning]} (about {point.level:.1%})."
    if not chart.warnings:
        yield f"  No drift since, up to {chart.points[-1].last}."


_WORDS: Mapping[str | None, str] = {
    "fall": "has FALLEN",
    "rise": "has RISEN; are drafts better, or are they read less?",
}


def _span(point: Point) -> str:
    return point.first if point.first == point.last else f"{point.first} to {point.last}"


def _own_lines(spreads: Mapping[str, Spread | None]) -> Iterator[str]:
    draft, final = spreads.get("own_to_draft"), spreads.get("own_to_final")
    if draft is None:
        return
    yield (
        f"Own impressions first: {draft.number}, in {_median(spreads['own_seconds'])} s; "
        f"distance to the draft {_mean(draft)} %, to what was accepted {_mean(final)} %."
    )


def _signed_lines(whole: GroupFigures) -> Iterator[str]:
    changed = whole.shares.get("changed_after")
    if changed is None:
        return
    yield (
        f"As signed: {changed.of} known; changed after acceptance {_percent(changed)} %, "
        f"by {_mean(whole.spreads['signed_change'])} % on average over all."
    )

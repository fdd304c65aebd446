"""What became of drafts, counted by group while decisions stream past.

A group keeps how often each rounded value of each measure came, so that its size does not grow with
the number of decisions. A figure over fewer decisions than a least number is not given: it would
say little of the drafts, and maybe much of one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from radvaluer_desktop.metrics.intervals import (
    Interval,
    mean_interval,
    median_interval,
    wilson,
)
from radvaluer_desktop.metrics.outcomes import MEASURES, VERDICTS, Outcome, measured

SHARES: Mapping[str, tuple[str, Callable[[int], bool]]] = {
    "accepted": ("verdict", lambda verdict: verdict == VERDICTS.index("accepted")),
    "edited": ("verdict", lambda verdict: verdict == VERDICTS.index("edited")),
    "rejected": ("verdict", lambda verdict: verdict == VERDICTS.index("rejected")),
    "with_issue": ("shown", lambda issues: issues > 0),
    "with_dismissal": ("dismissed", lambda issues: issues > 0),
    "with_override": ("overridden", lambda issues: issues > 0),
    "changed_after": ("signed_change", lambda change: change > 0),
}
SPREADS = (
    *("edits", "edit_fraction", "rouge_l", "seconds", "shown"),
    *("own_seconds", "own_to_draft", "own_to_final", "signed_change"),
)


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``of``, with Wilson's interval."""

    count: int
    of: int
    share: Interval


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and median over ``number`` decisions, with their intervals."""

    number: int
    mean: Interval
    median: Interval


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A group's figures by name; ``decisions`` is None, and nothing given, where it is too small.

    A single figure that rests on too few decisions is None.
    """

    name: str
    decisions: int | None
    shares: Mapping[str, Share | None] = field(default_factory=dict)
    spreads: Mapping[str, Spread | None] = field(default_factory=dict)


class Group:
    """Counts how often each value of each measure came, in steps of ``MEASURES``."""

    def __init__(self) -> None:
        self._times: list[dict[int, int]] = [{} for _ in MEASURES]

    def add(self, values: Sequence[tuple[int, int]]) -> None:
        """Count one decision more: places in ``MEASURES`` with their values."""
        for place, value in values:
            times = self._times[place]
            times[value] = times.get(value, 0) + 1

    def figures(self, name: str, least: int) -> GroupFigures:
        """Return what came out, without figures that rest on fewer than ``least`` decisions."""
        tables = dict(zip(MEASURES, self._times, strict=True))
        decisions = sum(tables["verdict"].values())
        if decisions < least:
            return GroupFigures(name, None)
        shares = {share: _share(tables[of], test, least) for share, (of, test) in SHARES.items()}
        spreads = {each: spread_of(tables[each], MEASURES[each], least) for each in SPREADS}
        return GroupFigures(name, decisions, shares, spreads)


def _share(times: Mapping[int, int], test: Callable[[int], bool], least: int) -> Share | None:
    of = sum(times.values())
    if of < max(least, 1):
        return None
    count = sum(number for value, number in times.items() if test(value))
    return Share(count, of, wilson(count, of))


def spread_of(times: Mapping[int, int], steps: int, least: int) -> Spread | None:
    """Return mean and median of values that were counted in steps, so many of them in a unit.

    None where there are fewer than ``least``, and always under two.
    """
    number = sum(times.values())
    if number < max(least, 2):
        return None
    values = {value / steps: times for value, times in times.items()}
    total = sum(value * times for value, times in values.items())
    squares = sum(value * value * times for value, times in values.items())
    return Spread(number, mean_interval(number, total, squares), median_interval(values))


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole, groups by what they are grouped by, and accepted and all decisions by week."""

    whole: GroupFigures
    groups: Mapping[str, Sequence[GroupFigures]]
    weeks: Sequence[tuple[str, int, int]] = ()


def tally(outcomes: Iterable[Outcome], by: Sequence[str], least: int) -> Tally:
    """Count decisions, whole and by each of the fields ``by`` of an Outcome.

    Of radiologists at least two groups are withheld where one is: what a single one lacks could
    be reckoned from the whole. Source: Hundepool et al., Statistical Disclosure Control, 2012,
    chapter 4, secondary suppression.
    """
    whole = Group()
    groups: dict[str, dict[str, Group]] = {name: {} for name in by}
    places = [(Outcome._fields.index(name), groups[name]) for name in by]
    weeks: dict[str, list[int]] = {}
    for outcome in outcomes:
        values = measured(outcome)
        whole.add(values)
        counts = weeks.setdefault(outcome.week, [0, 0])
        counts[0] += outcome.verdict == "accepted"
        counts[1] += 1
        for place, known in places:
            name = str(outcome[place])
            if name not in known:
                known[name] = Group()
            known[name].add(values)
    figures = {
        name: [known[each].figures(each, least) for each in sorted(known)]
        for name, known in groups.items()
    }
    if "radiologist" in figures:
        figures["radiologist"] = _without_a_single_gap(figures["radiologist"])
    return Tally(
        whole.figures("", least),
        figures,
        [(week, accepted, of) for week, (accepted, of) in sorted(weeks.items())],
    )


def _without_a_single_gap(figures: list[GroupFigures]) -> list[GroupFigures]:
    given = [each for each in figures if each.decisions is not None]
    if len(figures) - len(given) != 1 or not given:
        return figures
    smallest = min(given, key=lambda each: each.decisions or 0)
    return [GroupFigures(each.name, None) if each is smallest else each for each in figures]

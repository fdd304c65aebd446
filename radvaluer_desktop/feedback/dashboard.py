"""The charts of the dashboard, made of the same figures as ``radvaluer feedback stats``.

What is said in them is English here; ``say`` puts it into another language, by its English text.
Groups below the least size stay without a value, and each chart says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from radvaluer_desktop.feedback import chart_words as words
from radvaluer_desktop.feedback.statistics import Statistics, short_names
from radvaluer_desktop.metrics.charts.description import Chart, Dash, Mark, Series, Value
from radvaluer_desktop.metrics.drift import BASELINE_POINTS, Drift, Point
from radvaluer_desktop.metrics.drift import Chart as DriftChart
from radvaluer_desktop.metrics.intervals import Interval
from radvaluer_desktop.metrics.limits import individual_limits
from radvaluer_desktop.metrics.tally import GroupFigures

Say = Callable[[str], str]
GROUPS = ("system", "language", "model", "week")  # that the charts need


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The charts, and how many decisions they rest on; None: too few to say."""

    decisions: int | None
    least: int
    charts: tuple[Chart, ...]


def dashboard(found: Statistics, say: Say = str) -> Dashboard:
    """Return the charts of statistics that were grouped by ``GROUPS``, at least."""
    weeks = found.tally.groups["week"]
    make = _Charts(found.least, say)
    charts = (
        make.acceptance(found.chart, weeks),
        make.edits(weeks),
        *(make.grouped(name, found.tally.groups[name]) for name in ("system", "language", "model")),
        make.weekly("time", "seconds", words.TIME, weeks, _seconds),
        make.weekly("overrides", "decisions", words.OVERRIDDEN, weeks, _share("with_override")),
    )
    return Dashboard(found.tally.whole.decisions, found.least, charts)


class _Charts:
    """Makes charts in the words of ``say``."""

    def __init__(self, least: int, say: Say) -> None:
        self._least, self._say = least, say

    def acceptance(self, drift: DriftChart | None, weeks: Sequence[GroupFigures]) -> Chart:
        """The share of drafts accepted as they were, with the chart that warns of drift."""
        if drift is None:
            early = self._say(words.TOO_EARLY).format(BASELINE_POINTS, self._least)
            share = _share("accepted")
            return self.weekly("acceptance", "decisions", words.ACCEPTED, weeks, share, early)
        points, say = drift.points, self._say
        weekly = tuple(Value(100 * point.accepted / point.decisions) for point in points)
        series = (
            Series(say(words.ACCEPTED), weekly, mark=Mark.CIRCLE),
            Series(say(words.AVERAGE), self._levels(points), dash=Dash.SOLID, ink=2),
            Series(say(words.UPPER), _limits(drift, 1), dash=Dash.DASHED, ink=1),
            Series(say(words.LOWER), _limits(drift, -1), dash=Dash.DASHED, ink=1),
            Series(
                say(words.BASELINE),
                _flat(100 * drift.baseline, len(points)),
                dash=Dash.DOTTED,
                ink=1,
            ),
        )
        warned = [f"{_span(point)}: {self._warning(point)}" for point in drift.warnings]
        first, last = points[0].first, points[BASELINE_POINTS - 1].last
        told = warned or [say(words.NO_WARNING).format(first, last)]
        notes = (*told, say(words.POOLED).format(self._least))
        return self._chart("acceptance", "decisions", "week", map(_span, points), series, notes)

    def edits(self, weeks: Sequence[GroupFigures]) -> Chart:
        """How much of drafts was changed, with limits from the first weeks."""
        values = [_changed(week) for week in weeks]
        known = [each.value for each in values if each is not None]
        limits = individual_limits(known)
        if limits is None:
            return self.weekly("edits", "words", words.EDITED, weeks, _changed)
        outside = self._say(words.OUTSIDE)
        followed: list[Value | None] = []
        seen = 0
        for each in values:
            seen += each is not None
            beyond = each is not None and not limits.low <= each.value <= limits.high
            warns = outside if beyond and seen > BASELINE_POINTS else ""
            followed.append(each and Value(each.value, each.low, each.high, warns))
        say, number = self._say, len(weeks)
        series = (
            Series(say(words.EDITED), tuple(followed), mark=Mark.CIRCLE, dash=Dash.SOLID),
            Series(say(words.UPPER), _flat(limits.high, number), dash=Dash.DASHED, ink=1),
            Series(say(words.LOWER), _flat(limits.low, number), dash=Dash.DASHED, ink=1),
            Series(say(words.BASELINE), _flat(limits.centre, number), dash=Dash.DOTTED, ink=1),
        )
        places = (week.name for week in weeks)
        return self._chart("edits", "words", "week", places, series, self._hidden_weeks(weeks))

    def weekly(
        self,
        key: str,
        unit: str,
        name: str,
        weeks: Sequence[GroupFigures],
        of: Callable[[GroupFigures], Value | None],
        *notes: str,
    ) -> Chart:
        """One measure by week, with its intervals."""
        values = tuple(of(week) for week in weeks)
        series = (Series(self._say(name), values, mark=Mark.CIRCLE, dash=Dash.SOLID),)
        told = (*notes, *self._hidden_weeks(weeks))
        return self._chart(key, unit, "week", (week.name for week in weeks), series, told)

    def grouped(self, by: str, groups: Sequence[GroupFigures]) -> Chart:
        """Acceptance and edits of each group, side by side."""
        say = self._say
        shares = tuple(map(_share("accepted"), groups))
        series = (
            Series(say(words.ACCEPTED), shares, mark=Mark.CIRCLE),
            Series(say(words.EDITED), tuple(map(_changed, groups)), mark=Mark.SQUARE, ink=2),
        )
        short = short_names([group.name for group in groups])
        names = [say(words.NAMES.get(group.name, short[group.name])) for group in groups]
        hidden = [
            name for name, group in zip(names, groups, strict=True) if group.decisions is None
        ]
        notes = (
            (say(words.HIDDEN_GROUPS).format(self._least, " · ".join(hidden)),) if hidden else ()
        )
        return self._chart(by, "percent", by, names, series, notes)

    def _chart(
        self,
        key: str,
        unit: str,
        across: str,
        places: Iterable[str],
        series: tuple[Series, ...],
        notes: tuple[str, ...],
    ) -> Chart:
        say = self._say
        return Chart(
            key=key,
            title=say(words.TITLES[key]),
            across=say(words.ACROSS[across]),
            up=say(words.UNITS[unit]),
            places=tuple(places),
            series=series,
            notes=notes,
            interval=say(words.INTERVAL),
        )

    def _hidden_weeks(self, weeks: Sequence[GroupFigures]) -> tuple[str, ...]:
        hidden = sum(week.decisions is None for week in weeks)
        return (self._say(words.HIDDEN_WEEKS).format(hidden, self._least),) if hidden else ()

    def _levels(self, points: Sequence[Point]) -> tuple[Value | None, ...]:
        return tuple(
            None
            if point.level is None
            else Value(100 * point.level, warns=self._warning(point), begins=anew)
            for point, anew in zip(points, _begun_anew(points), strict=True)
        )

    def _warning(self, point: Point) -> str:
        if point.warning is None:
            return ""
        return self._say(words.FALL if point.warning is Drift.FALL else words.RISE)


def _begun_anew(points: Sequence[Point]) -> list[bool]:
    """Whether the average begins with each point, because the one before it warned."""
    return [False, *(point.warning is not None for point in points[:-1])]


def _limits(drift: DriftChart, side: int) -> tuple[Value | None, ...]:
    return tuple(
        None
        if point.limit is None
        else Value(100 * (drift.baseline + side * point.limit), begins=anew)
        for point, anew in zip(drift.points, _begun_anew(drift.points), strict=True)
    )


def _flat(value: float, number: int) -> tuple[Value, ...]:
    return (Value(value),) * number


def _span(point: Point) -> str:
    return point.first if point.first == point.last else f"{point.first} – {point.last}"


def _percent(interval: Interval) -> Value:
    return Value(100 * interval.value, 100 * max(interval.low, 0.0), 100 * min(interval.high, 1.0))


def _share(name: str) -> Callable[[GroupFigures], Value | None]:
    def of(group: GroupFigures) -> Value | None:
        share = group.shares.get(name)
        return None if share is None else _percent(share.share)

    return of


def _changed(group: GroupFigures) -> Value | None:
    spread = group.spreads.get("edit_fraction")
    return None if spread is None else _percent(spread.mean)


def _seconds(group: GroupFigures) -> Value | None:
    spread = group.spreads.get("seconds")
    if spread is None:
        return None
    median = spread.median
    return Value(median.value, median.low, median.high)

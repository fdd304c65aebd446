"""The charts say what the statistics say, name what is hidden, and speak the window's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from radvaluer_desktop.feedback.dashboard import GROUPS, Dashboard, dashboard
from radvaluer_desktop.feedback.statistics import Statistics
from radvaluer_desktop.metrics.charts.description import Chart
from radvaluer_desktop.metrics.charts.svg import as_svg
from radvaluer_desktop.metrics.drift import BASELINE_POINTS, acceptance_chart
from radvaluer_desktop.metrics.outcomes import Outcome
from radvaluer_desktop.metrics.tally import tally

LEAST = 10


def outcomes(weeks: int, shares: Sequence[float], system: str = "chest") -> list[Outcome]:
    """Twenty decisions a week; of each week's a share was accepted, the rest changed by a tenth."""
    made = []
    for week in range(weeks):
        day = date(2025, 1, 6) + timedelta(weeks=week)
        year, number, _ = day.isocalendar()
        accepted = round(20 * shares[week % len(shares)])
        for at in range(20):
            kept = at < accepted
            made.append(
                Outcome(
                    week=f"{year}-W{number:02}",
                    system=system,
                    language="zh" if at % 2 else "en",
                    institution="",
                    model="demo " + "ab" * 32,
                    radiologist="",
                    verdict="accepted" if kept else "edited",
                    edits=0 if kept else 5,
                    edit_fraction=0.0 if kept else 0.1,
                    rouge_l=1.0,
                    seconds=10.0 + at,
                    checked=1,
                    shown=1,
                    dismissed=0,
                    overridden=int(at == 0),
                    own_seconds=None,
                    own_to_draft=None,
                    own_to_final=None,
                    signed_change=None,
                )
            )
    return made


def board(made: Sequence[Outcome], say: object = str) -> Dashboard:
    counted = tally(made, GROUPS, LEAST)
    found = Statistics(LEAST, counted, acceptance_chart(counted.weeks, LEAST))
    return dashboard(found, say)  # type: ignore[arg-type]


def chart_of(made: Dashboard, key: str) -> Chart:
    (chart,) = (chart for chart in made.charts if chart.key == key)
    return chart


def test_few_weeks_have_shares_with_intervals_and_no_limits() -> None:
    chart = chart_of(board(outcomes(4, [0.5])), "acceptance")
    (series,) = chart.series
    assert [value and value.value for value in series.values] == [50.0] * 4
    assert all(value and value.low is not None for value in series.values)
    assert "20 weeks of 10 decisions" in chart.notes[0]


def test_a_fall_is_warned_of_in_words_and_with_a_mark() -> None:
    shares = [0.6] * 25 + [0.2] * 10
    chart = chart_of(board(outcomes(35, shares)), "acceptance")
    average = chart.series[1]
    warned = [at for at, value in enumerate(average.values) if value is not None and value.warns]
    assert warned
    assert warned[0] >= 25
    after = average.values[warned[0] + 1]
    assert after is not None
    assert after.begins  # no line suggests that the average rose at once
    assert f"{chart.places[warned[0]]}: acceptance has fallen" in chart.notes
    assert average.values[:BASELINE_POINTS] == (None,) * BASELINE_POINTS
    assert all(series.values[-1] is not None for series in chart.series)


def test_steady_weeks_are_said_to_be_steady() -> None:
    made = board(outcomes(30, [0.5, 0.55, 0.6]))
    chart = chart_of(made, "acceptance")
    assert "No drift since the baseline (2025-W02 to 2025-W21)." in chart.notes
    assert made.decisions == 600


def test_edits_outside_the_limits_are_marked() -> None:
    shares = [0.6, 0.65] * 12 + [0.0] * 3
    chart = chart_of(board(outcomes(27, shares)), "edits")
    warned = [at for at, value in enumerate(chart.series[0].values) if value and value.warns]
    assert warned == [24, 25, 26]
    assert len(chart.series) == 4


def test_small_groups_and_weeks_are_named_without_figures() -> None:
    few = outcomes(1, [1.0], system="head")[:3]
    made = board([*outcomes(3, [0.5]), *few, few[0]._replace(week="2025-W40")])
    system = chart_of(made, "system")
    assert system.places == ("Chest", "Head")
    assert [series.values[1] for series in system.series] == [None, None]
    assert system.notes == ("Not shown, fewer than 10 decisions: Head.",)
    assert chart_of(made, "time").notes[0] == "Weeks not shown, fewer than 10 decisions: 1."


def test_a_model_is_named_by_the_beginning_of_its_hash() -> None:
    assert chart_of(board(outcomes(3, [0.5])), "model").places == ("demo abababab",)


def test_the_whole_may_be_too_small() -> None:
    made = board(outcomes(1, [1.0])[:5])
    assert made.decisions is None
    for chart in made.charts:
        assert chart.is_empty
        as_svg(chart)


def test_time_and_overrides_follow_the_weeks() -> None:
    made = board(outcomes(3, [0.5]))
    (time,) = chart_of(made, "time").series
    assert [value and value.value for value in time.values] == [19.5] * 3
    (overrides,) = chart_of(made, "overrides").series
    assert [value and value.value for value in overrides.values] == [pytest.approx(5.0)] * 3


def test_every_word_goes_through_the_translation() -> None:
    made = board(outcomes(25, [0.5]), lambda text: f"«{text}»")
    for chart in made.charts:
        for text in (chart.title, chart.across, *(series.name for series in chart.series)):
            assert text.startswith("«"), text
        assert all(note.startswith(("«", "2025-")) for note in chart.notes)

"""How soon a fall of acceptance is noticed, and how often one is seen that is none.

Simulated weeks: so many decisions a week on average (Poisson), each accepted with the share of its
week, which is the true share and a week's own chance beside it (case mix, normal). From the planted
week on the true share is lower. First, charts beside each other, each with the limit that gives the
same number of false warnings a year; then the program's own chart as it is.

Source of the charts: Montgomery, Introduction to Statistical Quality Control, 7th ed., 2013,
sections 7.3 (Shewhart), 9.1 (CUSUM; Page, Biometrika 41, 100-115, 1954), 9.2 (EWMA; Roberts,
Technometrics 1(3), 239-250, 1959).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from radvaluer_desktop.metrics.drift import BASELINE_POINTS, Drift, acceptance_chart
from tests.soak.provenance import provenance

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Chart = Callable[[Numbers, float], npt.NDArray[np.bool_]]

_YEAR = 52
_LEAST = 10
_NEVER = 10**6
SETTINGS = (
    *((8, 0.0), (20, 0.0), (50, 0.0), (200, 0.0), (1000, 0.0)),
    *((50, 0.03), (200, 0.03), (1000, 0.03)),
)


@dataclass(frozen=True, slots=True)
class Simulated:
    """Accepted and all decisions, runs x weeks; the fall, if any, after the baseline."""

    accepted: Counts
    decisions: Counts


def simulate(
    chance: np.random.Generator, runs: int, weeks: int, per_week: int, share: float, own: float,
    fall: float,
) -> Simulated:  # fmt: skip
    """Return ``runs`` of ``weeks`` behind a baseline, which is as many weeks as fill its points."""
    size = (runs, _baseline_weeks(per_week) + weeks)
    true = np.full(size, share)
    true[:, -weeks:] -= fall
    shares = np.clip(true + own * chance.standard_normal(size), 0.0, 1.0)
    decisions = chance.poisson(per_week, size)
    return Simulated(chance.binomial(decisions, shares), decisions)


def _baseline_weeks(per_week: int) -> int:
    """Return how many weeks the baseline takes: small ones are taken together."""
    return BASELINE_POINTS * max(1, -(-_LEAST // per_week))


def scores(weeks: Simulated) -> Numbers:
    """Return weeks behind the baseline, standardised by it and by how much weeks vary."""
    of = np.maximum(weeks.decisions, 1)
    first = slice(0, BASELINE_POINTS)
    accepted, all_of = weeks.accepted[:, first].sum(axis=1), of[:, first].sum(axis=1)
    base = ((accepted + 0.5) / (all_of + 1))[:, None]
    found = (weeks.accepted / of - base) / np.sqrt(base * (1 - base) / of)
    spread = np.abs(np.diff(found[:, first], axis=1)).mean(axis=1) / 1.128
    return np.asarray(found[:, BASELINE_POINTS:] / np.maximum(spread, 1.0)[:, None])


def shewhart(found: Numbers, limit: float) -> npt.NDArray[np.bool_]:
    """A week by itself beyond the limit."""
    return np.asarray(np.abs(found) > limit)


def cusum(reference: float) -> Chart:
    """Two one-sided cumulative sums, begun anew after a warning."""

    def chart(found: Numbers, limit: float) -> npt.NDArray[np.bool_]:
        up, down = np.zeros(len(found)), np.zeros(len(found))
        hits = []
        for week in found.T:
            up = np.maximum(0, up + week - reference)
            down = np.maximum(0, down - week - reference)
            hit = (up > limit) | (down > limit)
            up[hit] = down[hit] = 0
            hits.append(hit)
        return np.array(hits).T

    return chart


def ewma(weight: float) -> Chart:
    """A moving average with exact limits, widened for the baseline, begun anew after a warning."""

    def chart(found: Numbers, limit: float) -> npt.NDArray[np.bool_]:
        level, since = np.zeros(len(found)), np.zeros(len(found))
        hits = []
        for week in found.T:
            level, since = weight * week + (1 - weight) * level, since + 1
            rest = (1 - weight) ** since
            variance = weight / (2 - weight) * (1 - rest**2) + (1 - rest) ** 2 / BASELINE_POINTS
            hit = np.abs(level) > limit * np.sqrt(variance)
            level[hit], since[hit] = 0, 0
            hits.append(hit)
        return np.array(hits).T

    return chart


CHARTS: dict[str, Chart] = {
    "week by week (Shewhart)": shewhart,
    "CUSUM, k 0.5": cusum(0.5),
    "EWMA, weight 0.1": ewma(0.1),
    "EWMA, weight 0.2": ewma(0.2),
    "EWMA, weight 0.3": ewma(0.3),
    "EWMA, weight 0.4": ewma(0.4),
}


def limit_for(chart: Chart, steady: Numbers, wanted: float) -> float:
    """Return the limit at which ``steady`` years give so many warnings a year, by halving."""
    low, high = 0.5, 30.0
    for _ in range(16):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if chart(steady, middle).sum(axis=1).mean() > wanted else (low, middle)
        )
    return high


def waits(hits: npt.NDArray[np.bool_]) -> Numbers:
    """Return the week of each run's first warning, from 1; a great number where there is none."""
    return np.where(hits.any(axis=1), hits.argmax(axis=1) + 1.0, _NEVER)


def beside_each_other(asked: argparse.Namespace) -> Iterator[str]:
    """Yield how soon each chart warns, at the same number of false warnings a year."""
    yield f"Weeks until the warning, median and 90 %, at {asked.false} false warnings a year"
    for per_week, own in SETTINGS:
        if per_week < _LEAST:  # points of several weeks: not what these compare
            continue
        chance = np.random.default_rng(asked.seed)
        given = (chance, asked.runs, _YEAR, per_week, asked.share, own)
        steady, fallen = scores(simulate(*given, 0.0)), scores(simulate(*given, asked.fall))
        yield f"  {per_week} decisions a week, weeks vary by {own:.0%} beside chance"
        for name, chart in CHARTS.items():
            limit = limit_for(chart, steady, asked.false)
            found = waits(chart(fallen, limit))
            yield f"    {name:<24} limit {limit:5.2f}   {_quantiles(found)}"


def as_it_is(asked: argparse.Namespace) -> Iterator[str]:
    """Yield what the program's own chart does."""
    yield f"The program's chart, share {asked.share}, fall of {asked.fall}"
    yield "  decisions  beside  false warnings  years with  weeks until the  warned within  a rise"
    yield "     a week  chance          a year         one  warning, 50, 90          a year   first"
    for per_week, own in SETTINGS:
        chance = np.random.default_rng(asked.seed + 1)
        given = (chance, asked.runs, _YEAR, per_week, asked.share, own)
        steady = [_warned(*each) for each in _runs(simulate(*given, 0.0))]
        fallen = [_warned(*each) for each in _runs(simulate(*given, asked.fall))]
        false = sum(map(len, steady)) / len(steady)
        years = sum(map(bool, steady)) / len(steady)
        falls = [[at for at, way in each if way is Drift.FALL] for each in fallen]
        found = np.array([each[0] if each else _NEVER for each in falls], dtype=float)
        wrong = sum(bool(each) and each[0][1] is Drift.RISE for each in fallen) / len(fallen)
        yield (
            f"  {per_week:>9}  {own:>6.0%}  {false:>14.3f}  {years:>10.1%}  {_quantiles(found):>17}"
            f"  {(found < _NEVER).mean():>14.1%}  {wrong:>8.2%}"
        )


def _runs(weeks: Simulated) -> Iterator[tuple[list[int], list[int]]]:
    for accepted, decisions in zip(weeks.accepted, weeks.decisions, strict=True):
        yield accepted.tolist(), decisions.tolist()


def _warned(accepted: list[int], decisions: list[int]) -> list[tuple[int, Drift]]:
    """Return the warnings of the last year, by its weeks from 1."""
    before = len(decisions) - _YEAR
    weeks = [
        (f"{at:04}", accepted[at], decisions[at]) for at in range(len(decisions)) if decisions[at]
    ]
    chart = acceptance_chart(weeks, _LEAST)
    points = chart.warnings if chart else ()
    numbered = [(int(point.last) - before + 1, point.warning) for point in points]
    return [(week, way) for week, way in numbered if week > 0 and way is not None]


def _quantiles(found: Numbers) -> str:
    values = np.quantile(found, [0.5, 0.9], method="higher")
    return ", ".join("> 52" if value >= _NEVER else f"{value:.0f}" for value in values)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--share", type=float, default=0.7, help="accepted before the fall")
    parser.add_argument("--fall", type=float, default=0.1)
    parser.add_argument("--false", type=float, default=0.2, help="false warnings a year, compared")
    parser.add_argument("--own-only", action="store_true", help="only the program's own chart")
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}, {asked.runs} runs", flush=True)
    for part in (as_it_is,) if asked.own_only else (beside_each_other, as_it_is):
        for line in part(asked):
            print(line, flush=True)


if __name__ == "__main__":
    main()

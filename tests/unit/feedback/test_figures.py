"""What is counted of decisions, when it is made, and which decisions are chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.statistics import GROUPINGS, statistics_of
from radvaluer_desktop.feedback.store import FeedbackStore
from radvaluer_desktop.metrics.edit_distance import edit_distance
from radvaluer_desktop.metrics.outcomes import Outcome
from radvaluer_desktop.metrics.rouge import rouge_l
from radvaluer_desktop.report.study import BodySystem, Language
from tests.unit.feedback.samples import CHECKS, DRAFT, FINAL, HEADER, decision

ALL = Chosen()
OWN = "Nodule, probably benign."


def _only(store: FeedbackStore, **asked: Any) -> Outcome:
    (found,) = store.outcomes(ALL, **asked)
    return found


def _fill(store: FeedbackStore) -> list[Decision]:
    kept = [
        decision(decided_at=datetime(2026, 3, day, tzinfo=UTC), **changes)
        for day, changes in (
            (1, {"language": Language.ENGLISH}),
            (2, {"institution": "North"}),
            (9, {"header": replace(HEADER, body_system=None), "model_sha256": "cd" * 32}),
            (10, {"model_id": "other"}),
        )
    ]
    for each in kept:
        store.keep(each)
    return kept


def test_a_decision_is_counted_when_it_is_kept(store: FeedbackStore) -> None:
    store.keep(
        decision(
            checked=True, checks=CHECKS, institution="North", own_impression=OWN, own_seconds=31.5
        )
    )
    assert _only(store) == Outcome(
        week="2026-W09",
        system="chest",
        language="zh",
        institution="North",
        model=f"synthetic-4m {decision().model_sha256}",
        radiologist="",
        verdict="edited",
        edits=7,
        edit_fraction=0.25,
        rouge_l=rouge_l(FINAL, DRAFT),
        seconds=12.5,
        checked=1,
        shown=3,
        dismissed=1,
        overridden=1,
        own_seconds=31.5,
        own_to_draft=edit_distance(OWN, DRAFT).fraction,
        own_to_final=edit_distance(OWN, FINAL).fraction,
        signed_change=None,
    )
    assert store.fill_figures() == 0


def test_what_was_rejected_has_no_likeness(store: FeedbackStore) -> None:
    store.keep(decision(verdict=Verdict.REJECTED, final="", own_impression=OWN, own_seconds=1.0))
    found = _only(store)
    assert (found.rouge_l, found.own_to_final) == (None, None)
    assert found.own_to_draft is not None


def test_rows_that_are_missing_are_made(store: FeedbackStore) -> None:
    _fill(store)
    before = list(store.outcomes(ALL))
    store._database.execute("DELETE FROM figures WHERE serial != 2")
    assert len(list(store.outcomes(ALL))) == 1
    assert store.fill_figures() == 3
    assert list(store.outcomes(ALL)) == before
    assert store.verify_trail().findings == ()


def test_what_leaves_the_store_is_not_counted_any_more(store: FeedbackStore) -> None:
    kept = _fill(store)
    newest = kept[-1].decided_at
    store.expire(5, newest + timedelta(days=1))
    assert [each.week for each in store.outcomes(ALL)] == ["2026-W11", "2026-W11"]


@pytest.mark.parametrize(
    ("chosen", "days"),
    [
        (ALL, [1, 2, 9, 10]),
        (Chosen(since=date(2026, 3, 2)), [2, 9, 10]),
        (Chosen(until=date(2026, 3, 2)), [1, 2]),
        (Chosen(since=date(2026, 3, 2), until=date(2026, 3, 9)), [2, 9]),
        (Chosen(system=BodySystem.CHEST), [1, 2, 10]),
        (Chosen(language="en"), [1]),
        (Chosen(institution="North"), [2]),
        (Chosen(institution=""), [1, 9, 10]),
        (Chosen(model="other"), [10]),
        (Chosen(model="cdcd"), [9]),
        (Chosen(model="x' OR 1"), []),
    ],
)
def test_decisions_are_chosen(store: FeedbackStore, chosen: Chosen, days: list[int]) -> None:
    kept = _fill(store)
    expected = [
        list(store.outcomes(ALL))[at] for at, d in enumerate(kept) if d.decided_at.day in days
    ]
    assert list(store.outcomes(chosen)) == expected


def test_radiologists_have_a_pseudonym_where_it_is_asked_for(store: FeedbackStore) -> None:
    store.keep(decision())
    store.keep(decision(radiologist_id="r-18"))
    assert {each.radiologist for each in store.outcomes(ALL)} == {""}
    one, other = (each.radiologist for each in store.outcomes(ALL, radiologists=True))
    assert one != other
    assert one.startswith("R-")
    assert "r-17" not in one.lower()


def test_statistics_are_whole_grouped_and_charted(store: FeedbackStore) -> None:
    for week in range(24):
        moment = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(weeks=week)
        for _ in range(6):
            store.keep(decision(decided_at=moment, verdict=Verdict.ACCEPTED))
    found = statistics_of(store, ALL, GROUPINGS, least=5)
    assert found.tally.whole.decisions == 144
    assert {name: len(group) for name, group in found.tally.groups.items()} == {
        "system": 1, "language": 1, "institution": 1, "model": 1, "week": 24,
    }  # fmt: skip
    assert found.chart is not None
    assert len(found.chart.points) == 24
    assert found.chart.warnings == ()

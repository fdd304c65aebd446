"""Figures by group: counted right, withheld where they rest on too little."""

from __future__ import annotations

from typing import Any

import pytest

from radvaluer_desktop.metrics.outcomes import Outcome
from radvaluer_desktop.metrics.tally import Spread, Tally, tally


def outcome(**changes: Any) -> Outcome:
    values: dict[str, Any] = {
        "week": "2026-W09", "system": "chest", "language": "en", "institution": "", "model": "m",
        "radiologist": "", "verdict": "edited", "edits": 3, "edit_fraction": 0.2, "rouge_l": 0.8,
        "seconds": 12.0, "checked": 1, "shown": 2, "dismissed": 1, "overridden": 0,
        "own_seconds": None, "own_to_draft": None, "own_to_final": None, "signed_change": None,
    }  # fmt: skip
    return Outcome(**values | changes)


def _spread(found: Tally, measure: str) -> Spread:
    spread = found.whole.spreads[measure]
    assert spread is not None
    return spread


def test_shares_and_spreads_of_the_whole() -> None:
    accepted = outcome(verdict="accepted", edits=0, edit_fraction=0.0, rouge_l=1.0, shown=0,
                       dismissed=0)  # fmt: skip
    rejected = outcome(verdict="rejected", edits=9, edit_fraction=1.0, rouge_l=None, overridden=1)
    found = tally([accepted] * 6 + [outcome()] * 3 + [rejected], [], 5)
    shares = {name: share and (share.count, share.of) for name, share in found.whole.shares.items()}
    assert shares == {
        "accepted": (6, 10),
        "edited": (3, 10),
        "rejected": (1, 10),
        "with_issue": (4, 10),
        "with_dismissal": (4, 10),
        "with_override": (1, 10),
        "changed_after": None,
    }
    assert _spread(found, "edits").number == 9, "a rejected draft was not edited"
    assert _spread(found, "edits").mean.value == pytest.approx(1.0)
    assert _spread(found, "edits").median.value == 0
    assert _spread(found, "rouge_l").mean.value == pytest.approx((6 + 3 * 0.8) / 9)
    assert _spread(found, "seconds").number == 10


def test_what_the_checks_did_not_see_counts_for_nothing() -> None:
    found = tally([outcome(checked=0, shown=0, dismissed=0)] * 20 + [outcome()] * 5, [], 5)
    share = found.whole.shares["with_issue"]
    assert share is not None
    assert (share.count, share.of) == (5, 5)


def test_a_small_group_is_named_without_figures() -> None:
    found = tally([outcome()] * 10 + [outcome(system="head")] * 9, ["system"], 10)
    chest, head = found.groups["system"]
    assert (chest.name, chest.decisions) == ("chest", 10)
    assert (head.name, head.decisions, head.shares, head.spreads) == ("head", None, {}, {})


def test_a_figure_that_rests_on_too_little_is_withheld_in_a_large_group() -> None:
    own = outcome(own_seconds=40.0, own_to_draft=0.5, own_to_final=0.25)
    few = tally([outcome()] * 50 + [own] * 9, [], 10).whole
    assert few.spreads["own_to_draft"] is None
    enough = tally([outcome()] * 50 + [own] * 10, [], 10)
    assert _spread(enough, "own_to_draft").mean.value == 0.5
    assert _spread(enough, "own_seconds").median.value == 40.0


def test_one_small_radiologist_cannot_be_reckoned_from_the_whole() -> None:
    many = [outcome(radiologist="R-1")] * 30 + [outcome(radiologist="R-2")] * 20
    found = tally([*many, outcome(radiologist="R-3")], ["radiologist"], 10)
    given = {each.name: each.decisions for each in found.groups["radiologist"]}
    assert given == {"R-1": 30, "R-2": None, "R-3": None}
    whole = tally(many, ["radiologist"], 10).groups["radiologist"]
    assert [each.decisions for each in whole] == [30, 20]


def test_weeks_come_in_their_order_with_what_was_accepted() -> None:
    later = outcome(week="2027-W01", verdict="accepted")
    found = tally([later, outcome(), outcome(verdict="accepted"), later], ["week"], 5)
    assert found.weeks == [("2026-W09", 1, 2), ("2027-W01", 2, 2)]


def test_a_decision_that_waited_for_a_day_does_not_decide_the_mean() -> None:
    found = tally([outcome(seconds=86_400.0)] * 5 + [outcome(seconds=10.0)] * 5, [], 5)
    assert _spread(found, "seconds").mean.value == pytest.approx((3600 + 10) / 2)


def test_nothing_kept_gives_nothing() -> None:
    found = tally([], ["system"], 5)
    assert found.whole.decisions is None
    assert found.groups == {"system": []}

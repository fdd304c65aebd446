"""What is tested on is chosen once and never learnt from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from radvaluer_desktop.retraining.held_out import (
    HELD_OUT_SHARE,
    HeldOut,
    HeldOutUnreadable,
    halves,
    joined,
    keep_held_out,
    read_held_out,
)
from radvaluer_desktop.retraining.lessons import lessons_of
from radvaluer_desktop.retraining.writing import RetrainingUnwritable
from tests.unit.retraining.samples import decisions

LESSONS = lessons_of(decisions(400))


def test_a_share_is_held_out_whatever_the_order() -> None:
    held = joined(HeldOut(HELD_OUT_SHARE), LESSONS)
    assert 70 < len(held.ids) < 130
    assert set(held.ids) == set(joined(HeldOut(HELD_OUT_SHARE), LESSONS[::-1]).ids)


def test_later_runs_test_on_the_same_and_new_decisions_join_behind() -> None:
    first = joined(HeldOut(HELD_OUT_SHARE), LESSONS[:200])
    second = joined(first, LESSONS)
    assert second.ids[: len(first.ids)] == first.ids
    assert len(second.ids) > len(first.ids)
    assert halves(second, LESSONS, 20).test == halves(first, LESSONS[:200], 20).test


def test_a_listed_decision_stays_held_out_where_the_share_would_not_take_it() -> None:
    held = HeldOut(1e-9, (LESSONS[0].id,))
    parts = halves(joined(held, LESSONS), LESSONS, 400)
    assert parts.test == (LESSONS[0],)
    assert LESSONS[0] not in parts.learn


def test_nothing_is_learnt_of_a_study_that_is_tested_on() -> None:
    first, second, third, fourth, *_ = LESSONS
    second = replace(second, studies=first.studies)
    third = replace(third, studies=third.studies | {"S-1"})
    first = replace(first, studies=first.studies | {"S-1"})
    parts = halves(HeldOut(0.5, (first.id,)), [first, second, third, fourth], 400)
    assert (parts.learn, parts.test, parts.dropped) == ((fourth,), (first,), 2)


def test_the_same_findings_are_one_study() -> None:
    one, other = decisions(2)
    lessons = lessons_of([one, replace(other, findings=one.findings.upper())])
    parts = halves(HeldOut(0.5, (one.id,)), lessons, 400)
    assert (len(parts.learn), parts.dropped) == (0, 1)


def test_what_left_the_store_is_counted() -> None:
    held = joined(HeldOut(HELD_OUT_SHARE), LESSONS)
    kept = [each for each in LESSONS if each.id != held.ids[0]]
    assert halves(held, kept, 400).gone == 1


def test_the_list_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    held = joined(HeldOut(HELD_OUT_SHARE), LESSONS)
    file = tmp_path / "deep" / "held-out.json"
    assert read_held_out(file) == HeldOut(HELD_OUT_SHARE)
    keep_held_out(file, held)
    assert read_held_out(file) == held
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.row("retrain-held-out")
@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"format": 2, "share": 0.2, "ids": []}', '{"share": 7, "ids": []}']
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "held-out.json"
    file.write_text(text, "utf-8")
    with pytest.raises(HeldOutUnreadable):
        read_held_out(file)


def test_the_list_holds_no_text(tmp_path: Path) -> None:
    file = tmp_path / "held-out.json"
    keep_held_out(file, joined(HeldOut(HELD_OUT_SHARE), LESSONS))
    assert set(json.loads(file.read_text("utf-8"))) == {"format", "share", "ids"}
    assert "study" not in file.read_text("utf-8")


@pytest.mark.row("retrain-unwritable")
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RetrainingUnwritable):
        keep_held_out(tmp_path / "file" / "held-out.json", HeldOut(0.5))

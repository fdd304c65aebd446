"""Where two texts differ, in both languages."""

from __future__ import annotations

import pytest

from radvaluer_desktop.metrics.differences import Change, differences, pieces

PAIRS = [
    ("No pneumothorax. Effusion.", "Pneumothorax. Small effusion."),
    ("1. 右肺下叶炎症。\n2. 未见气胸。", "1. 左肺下叶炎症。\n2. 见气胸，建议复查。"),
    ("", "New."),
    ("Gone.", ""),
    ("same", "same"),
    ("a  b\nc", "a b c d"),
    ("6 mm nodule 🫁 here", "8 mm nodule 🫁 there"),
]


def test_a_denial_and_a_side_are_marked_on_both_sides() -> None:
    before, after = PAIRS[0]
    found = differences(before, after)
    assert [before[slice(*place)] for place in found.before] == ["No"]
    assert [after[slice(*place)] for place in found.after] == ["Small"]
    before, after = PAIRS[1]
    found = differences(before, after)
    assert [before[slice(*place)] for place in found.before] == ["右", "未"]
    assert [after[slice(*place)] for place in found.after] == ["左", "，建议复查"]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_was_not_deleted_is_the_text_as_it_is_now(before: str, after: str) -> None:
    told = pieces(before, after)
    assert "".join(each.text for each in told if each.change is not Change.DELETED) == after
    deleted = "".join(each.text for each in told if each.change is Change.DELETED)
    places = differences(before, after).before
    expected = "".join(before[slice(*place)] for place in places)
    assert "".join(deleted.split()) == "".join(expected.split())

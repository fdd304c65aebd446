"""Word-level edit distance in English and Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.metrics.edit_distance import EditDistance, edit_distance, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("No acute findings.", ["No", "acute", "findings", "."]),
        ("3.5 mm, T12", ["3.5", "mm", ",", "T", "12"]),
        ("1,200 mL.", ["1,200", "mL", "."]),
        ("3mm", ["3", "mm"]),
        ("右肺上叶3mm结节。", ["右", "肺", "上", "叶", "3", "mm", "结", "节", "。"]),
        ("CT示𠮷", ["CT", "示", "𠮷"]),
        ("well-defined", ["well", "-", "defined"]),
        ("e\u0301tude", ["\u00e9tude"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("draft", "final", "edits", "fraction"),
    [
        ("", "", 0, 0.0),
        ("", "Normal chest.", 3, 1.0),
        ("Normal chest.", "", 3, 1.0),
        ("No effusion.", "No effusion.", 0, 0.0),
        ("No effusion.", "No   effusion .", 0, 0.0),
        ("No effusion.", "Small effusion.", 1, 1 / 3),
        ("no effusion", "No effusion", 1, 1 / 2),
        ("左肺结节", "右肺结节", 1, 1 / 4),
        ("a 3.5 mm nodule", "a 4.5 mm nodule", 1, 1 / 4),
    ],
)
def test_distance(draft: str, final: str, edits: int, fraction: float) -> None:
    assert edit_distance(draft, final) == EditDistance(edits, fraction)


TEXTS = st.text(alphabet=st.sampled_from("ab 1.5肺结。\n"), max_size=30)


@given(TEXTS, TEXTS)
def test_is_a_distance(one: str, other: str) -> None:
    there, back = edit_distance(one, other), edit_distance(other, one)
    assert there == back
    assert 0 <= there.fraction <= 1
    assert (there.edits == 0) == (words(one) == words(other))
    longest = max(len(words(one)), len(words(other)))
    assert abs(len(words(one)) - len(words(other))) <= there.edits <= longest


@given(TEXTS, TEXTS, TEXTS)
def test_a_detour_is_never_shorter(one: str, two: str, three: str) -> None:
    direct = edit_distance(one, three).edits
    assert direct <= edit_distance(one, two).edits + edit_distance(two, three).edits

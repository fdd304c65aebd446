"""Word-level edit distance in English and Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.metrics.edit_distance import EditDistance, edit_distance, token_edits, words


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


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("", ""),
        ("", "新 text"),
        ("gone 了", ""),
        ("Small effusion.", "Small right effusion."),
        ("右肺结节，建议随访。", "左肺结节8mm，建议三个月后复查。"),
    ],
)
def test_token_edits_lead_from_the_draft_to_the_final_text(draft: str, final: str) -> None:
    before, after = words(draft), words(final)
    edits = token_edits(draft, final)
    built, at = [], 0
    for edit in edits:
        built += before[at : edit.draft[0]] + after[edit.final[0] : edit.final[1]]
        at = edit.draft[1]
    assert built + before[at:] == after
    longest = [max(e.draft[1] - e.draft[0], e.final[1] - e.final[0]) for e in edits]
    assert sum(longest) == edit_distance(draft, final).edits

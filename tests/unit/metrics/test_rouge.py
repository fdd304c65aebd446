"""ROUGE-L in English and Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.metrics.rouge import rouge_l, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" .,\n。", []),
        ("No acute findings.", ["no", "acute", "findings"]),
        ("3.5 cm, T12.", ["3.5", "cm", "t12"]),
        ("右肺3mm结节。", ["右", "肺", "3mm", "结", "节"]),
        ("well-defined", ["well", "defined"]),
        ("Ⅱ区 ３", ["ii", "区", "3"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("reference", "candidate", "expected"),
    [
        ("", "", 1.0),
        ("No effusion.", "", 0.0),
        ("", "No effusion.", 0.0),
        ("No pleural effusion.", "no pleural effusion", 1.0),
        # Lin 2004, section 3.1: the common subsequence is longer where the order is kept.
        ("police killed the gunman", "police kill the gunman", 0.75),
        ("police killed the gunman", "the gunman kill police", 0.5),
        ("左肺结节", "右肺结节", 0.75),
        ("a b c d", "a c", 2 * 2 / 6),
    ],
)
def test_rouge_l(reference: str, candidate: str, expected: float) -> None:
    assert rouge_l(reference, candidate) == pytest.approx(expected)


@given(st.text(), st.text())
def test_is_a_symmetric_fraction(one: str, other: str) -> None:
    assert 0.0 <= rouge_l(one, other) <= 1.0
    assert rouge_l(one, other) == pytest.approx(rouge_l(other, one))
    assert rouge_l(one, one) == 1.0

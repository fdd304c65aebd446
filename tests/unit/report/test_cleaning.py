"""Pasted text is made safe without losing a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.report.cleaning import clean_text, normalised


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
        ("page one\fpage two\vend", "page one\npage two\nend"),
        ("a\x00b\x1b[31mc\x7f\x9b", "ab[31mc"),
        ("\ufeff右肺", "右肺"),
        ("half \ud83d a character", "half \ufffd a character"),
        ("tab\tstays", "tab\tstays"),
        ("\u202eright\u202c \u2066left\u2069\u200f", "right left"),
        ("no\u200bdule, ef\u00adfusion, l\u2060eft, 右\u200d肺", "nodule, effusion, left, 右肺"),
        ("a\u200b\u200d\u200cb", "ab"),
        ("می\u200cشود الرئة", "می\u200cشود الرئة"),
        ("\ufffcfigure\ufff9\ufdd0\U000e0041", "figure"),
        ("👩‍⚕️ e\u0301 ≥ 5 mm", "👩‍⚕️ e\u0301 ≥ 5 mm"),
    ],
)
def test_clean(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


@given(st.text(alphabet=st.characters(categories=None)))
def test_any_text_becomes_text_that_can_be_encoded(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert clean_text(clean) == clean
    assert not [c for c in clean if c < " " and c not in "\t\n"]


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_words_are_untouched(text: str) -> None:
    assert clean_text(text) == text


def test_normalised_text_folds_case_and_white_space() -> None:
    assert normalised("  No  acute\nFINDING. ") == "no acute finding."

"""What was kept, taken out and put in, word by word, in both languages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.metrics.diff import Change, Piece, diff
from radvaluer_desktop.metrics.edit_distance import words

KEPT, OUT, IN = Change.KEPT, Change.OUT, Change.IN


def test_english_words() -> None:
    assert diff("Small left effusion.", "Small right effusion, stable.") == (
        Piece(KEPT, "Small "),
        Piece(OUT, "left "),
        Piece(IN, "right "),
        Piece(KEPT, "effusion"),
        Piece(IN, ", stable"),
        Piece(KEPT, "."),
    )


def test_chinese_characters() -> None:
    assert diff("建议随访。", "建议复查随访。") == (
        Piece(KEPT, "建议"),
        Piece(IN, "复查"),
        Piece(KEPT, "随访。"),
    )


def test_nothing_and_all() -> None:
    assert diff("", "") == ()
    assert diff("", "New.") == (Piece(IN, "New."),)
    assert diff("Old.", "") == (Piece(OUT, "Old."),)
    assert diff("Same. ", "Same. ") == (Piece(KEPT, "Same. "),)
    assert "Old" not in repr(diff("Old.", ""))


@given(st.text("ab 左右。1.\n", max_size=30), st.text("ab 左右。1.\n", max_size=30))
def test_pieces_make_up_both_texts(draft: str, final: str) -> None:
    pieces = diff(draft, final)
    assert "".join(piece.text for piece in pieces if piece.change is not OUT) == final or (
        not words(final)
    )
    before = "".join(piece.text for piece in pieces if piece.change is not IN)
    assert sorted(words(before)) == sorted(words(draft)) or words(before) == words(draft)

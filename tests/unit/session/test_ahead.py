"""What of findings is read while they are typed, and how much at a time."""

from __future__ import annotations

import time

import pytest

from radvaluer_desktop.session.ahead import Pace, settled

LEAST, MOST = 4, 128  # tokens of a piece
PIECE_S = 0.25
ENGLISH = "The heart is enlarged, 16.5 cm wide.\nNo effusion. Aorta unfolded"
CHINESE = "双肺纹理清晰，右肺下叶见约3cm结节，CT值40HU。\n心影增大"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("   ", "   "),
        ("The", ""),
        ("The heart is enla", "The heart is "),
        ("The heart is ", "The heart is "),
        ("The heart is enlarged.\n", "The heart is enlarged.\n"),
        ("A nodule of 12", "A nodule of "),
        ("A nodule of 12.5 x", "A nodule of 12.5 "),
        ("心影", ""),
        ("双肺纹理清晰，心影增", "双肺纹理清晰，"),
        ("双肺纹理清晰", "双肺纹"),
        ("双肺纹理清晰。", "双肺纹理清晰。"),
        ("见结节约3c", "见结节约"),
        ("见结节约3cm大小", "见结节约3cm"),
    ],
)
def test_what_may_still_grow_is_held_back(text: str, read: str) -> None:
    assert settled(text) == read


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, "x" * 200])
def test_what_is_read_is_never_taken_back_by_a_key_that_appends(text: str) -> None:
    before = ""
    for count in range(len(text) + 1):
        read = settled(text[:count])
        assert text.startswith(read)
        assert read.startswith(before)
        before = read


@pytest.mark.parametrize("letter", ["x", "7", "肺", "\u0301"])
def test_a_long_text_without_a_space_takes_no_time(letter: str) -> None:
    text = letter * 200_000
    began = time.perf_counter()
    read = settled(text)
    assert time.perf_counter() - began < 1
    assert len(text) - 64 <= len(read) < len(text)


def test_the_first_piece_is_the_smallest() -> None:
    assert Pace().tokens == LEAST


@pytest.mark.parametrize(
    ("tokens_per_s", "piece"), [(0.1, LEAST), (16, LEAST), (100, 25), (400, 100), (1e6, MOST)]
)
def test_a_piece_comes_to_take_a_quarter_of_a_second(tokens_per_s: float, piece: int) -> None:
    pace = Pace()
    for _ in range(20):
        pace.note(pace.tokens / tokens_per_s)
    assert pace.tokens == pytest.approx(piece, abs=1)


def test_one_slow_piece_does_not_undo_all() -> None:
    pace = Pace()
    for _ in range(20):
        pace.note(pace.tokens / 400)
    before = pace.tokens
    pace.note(10 * PIECE_S)
    assert before / 3 < pace.tokens < before


@pytest.mark.parametrize("seconds", [0.0, 1e-9, 1e9])
def test_no_clock_takes_it_out_of_bounds(seconds: float) -> None:
    pace = Pace()
    for _ in range(10):
        pace.note(seconds)
        assert LEAST <= pace.tokens <= MOST

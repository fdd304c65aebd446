"""Bytes of tokens become whole characters, and texts that end a draft are found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.inference.native.text import TextStream


def pushed(pieces: list[bytes], *stops: str) -> tuple[list[str], TextStream]:
    stream = TextStream(stops)
    shown = [stream.push(piece) for piece in pieces]
    return [*shown, stream.push(b"", final=True)], stream


def test_a_character_in_several_pieces_is_held_until_it_is_whole() -> None:
    shown, _ = pushed([b"a\xe8", b"\x82", b"\xbab", "肺".encode()])
    assert shown == ["a", "", "肺b", "肺", ""]


def test_half_a_character_at_the_end_is_marked() -> None:
    shown, _ = pushed([b"a", b"\xe8\x82"])
    assert shown == ["a", "", "\ufffd"]


def test_bytes_that_are_no_text_never_raise() -> None:
    shown, _ = pushed([b"\xff", b"ok"])
    assert "".join(shown) == "\ufffdok"


def test_a_stop_text_over_several_pieces() -> None:
    shown, stream = pushed([b"Clear.", b"\nFi", b"nd", b"ings: more", b"never"], "\nFindings:")
    assert "".join(shown) == stream.text == "Clear."
    assert stream.stopped


def test_what_might_have_become_a_stop_text_is_shown_in_the_end() -> None:
    shown, stream = pushed([b"Clear.\nFi", b"ne"], "\nFindings:")
    assert shown == ["Clear.", "\nFine", ""]
    shown, stream = pushed([b"Clear.\nFind"], "\nFindings:")
    assert shown == ["Clear.", "\nFind"]
    assert not stream.stopped


def test_the_first_of_several_stop_texts_wins() -> None:
    shown, _ = pushed([b"a b c"], "c", "b")
    assert "".join(shown) == "a "


def test_white_space_before_the_first_character_is_dropped() -> None:
    shown, stream = pushed([b" \n", b"\t", b" a b"])
    assert "".join(shown) == stream.text == "a b"


PIECES = st.lists(st.text(alphabet="ab<|e>肺 \n").map(str.encode))


@given(PIECES, st.integers(1, 4))
def test_however_the_bytes_are_cut_the_text_is_the_same(pieces: list[bytes], size: int) -> None:
    data = b"".join(pieces)
    cut = [data[start : start + size] for start in range(0, len(data), size)]
    stops = ("<|e|>", "b\n")
    whole = pushed([data], *stops)[1]
    shown, stream = pushed(cut, *stops)
    assert stream.text == whole.text == "".join(shown)
    text = data.decode().lstrip()
    ends = [text.find(stop) for stop in stops if stop in text]
    assert stream.text == (text[: min(ends)] if ends else text)
    assert stream.stopped == bool(ends)

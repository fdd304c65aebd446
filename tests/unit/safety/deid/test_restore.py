"""Identifiers come back where their tags stand, wherever a stream is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.safety.deid.deidentify import bundled_deidentifier
from radvaluer_desktop.safety.deid.restore import Restorer, originals
from radvaluer_desktop.safety.deid.surrogates import Replacer

MEANINGS = {"[NAME 1]": "Dr. Okafor", "[NAME 12]": "Ms. Li", "[姓名1]": "张伟", "90+": "93"}
_PARTS = [*MEANINGS, "[NAME 3]", "[NAME ", "[", "姓名1]", "9", "0+", "lobe ", "肺"]


def streamed(text: str, size: int) -> str:
    restorer = Restorer(MEANINGS)
    parts = [restorer.push(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join(parts) + restorer.push("", final=True)


@given(st.lists(st.sampled_from(_PARTS), max_size=12), st.integers(1, 9))
def test_cut_anywhere_it_is_the_same_as_whole(parts: list[str], size: int) -> None:
    text = "".join(parts)
    assert streamed(text, size) == Restorer(MEANINGS).whole(text)


def test_what_cannot_be_a_tag_is_not_held_back() -> None:
    restorer = Restorer(MEANINGS)
    assert restorer.push("a [NAME 1") == "a "
    assert restorer.push("] b") == "Dr. Okafor b"
    assert Restorer({}).push("[NAME 1") == "[NAME 1"


def test_only_what_is_certain_comes_back() -> None:
    texts = (
        "Discussed with Dr. Okafor. Aged 93 years. [NAME 2] is a form.",
        "Dr. Okafor and Dr. Lindqvist; his father is aged 95 years.",
    )
    deidentifier = bundled_deidentifier()
    replacer = Replacer()
    found = [deidentifier.replace(text, None, replacer) for text in texts]
    meanings = originals(found, texts)
    assert "Okafor" in meanings["[NAME 1]"]
    assert "[NAME 2]" not in meanings  # it stood there before
    assert "90+" not in meanings  # two ages

from __future__ import annotations

import pytest

from radvaluer_desktop.knowledge.terms import Term, TermInvalid, parse_term


def test_alternatives_are_written_out() -> None:
    assert set(parse_term("[pleural |][effusion|fluid]")) == {
        Term((("pleural", "effusion"),)), Term((("pleural", "fluid"),)),
        Term((("effusion",),)), Term((("fluid",),)),
    }  # fmt: skip


def test_a_tilde_parts_segments_and_capitals_are_exact() -> None:
    assert parse_term("heart ~ enlarged") == (Term((("heart",), ("enlarged",))),)
    assert parse_term("COPD") == (Term((("copd",),), "COPD"),)
    assert parse_term("Ca!") == (Term((("ca",),), "Ca"),)


def test_a_term_of_nothing_but_alternatives_may_be_empty_once() -> None:
    assert parse_term("[右|左|]肺") == (
        Term((("右", "肺"),)), Term((("左", "肺"),)), Term((("肺",),)),
    )  # fmt: skip


@pytest.mark.parametrize("wrong", ["[a|b", "a ~ ?", "[a|b][c|d]" * 8])
def test_what_is_no_term_is_refused(wrong: str) -> None:
    with pytest.raises(TermInvalid):
        parse_term(wrong)

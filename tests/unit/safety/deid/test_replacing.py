from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.deid.deidentify import (
    Deidentified,
    Deidentifier,
    put_in_place,
    without,
)
from radvaluer_desktop.safety.deid.folded import Folded
from radvaluer_desktop.safety.deid.found import Found, Rule, settled
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.safety.deid.surrogates import Replacer, Style

TEXT = "Dr. Okafor saw MRN 0012345 on 3/14/2024. OKAFOR agreed. Dr. Lind came. 92-year-old."


def test_the_same_string_gets_the_same_tag(deidentifier: Deidentifier) -> None:
    result = deidentifier.replace(TEXT)
    assert result.text == (
        "Dr. [NAME 1] saw MRN [RECORD 1] on [DATE 1]. [NAME 1] agreed. Dr. [NAME 2] came. "
        "90+-year-old."
    )


def test_tags_are_in_the_language_of_the_text(deidentifier: Deidentifier) -> None:
    assert deidentifier.replace("姓名：张建国，住院号：0012345。").text == (
        "姓名：[姓名1]，住院号：[病历号1]。"
    )


def test_one_replacer_keeps_texts_together(deidentifier: Deidentifier) -> None:
    replacer = Replacer()
    first = deidentifier.replace("Dr. Okafor came.", replacer=replacer)
    second = deidentifier.replace("Dr. Lind and Dr. Okafor came.", replacer=replacer)
    assert first.text == "Dr. [NAME 1] came."
    assert second.text == "Dr. [NAME 2] and Dr. [NAME 1] came."


def test_surrogates_have_the_form_of_what_they_replace(deidentifier: Deidentifier) -> None:
    result = deidentifier.replace(TEXT, replacer=Replacer(Style.SURROGATES, seed=1))
    made = {each.original: each.replacement for each in result.replacements}
    assert made["Okafor"] != made["Lind"]
    assert made["0012345"].isdigit()
    assert len(made["0012345"]) == len("0012345")
    assert made["3/14/2024"] == "[DATE 1]"  # a made-up day would be taken for the day
    assert not {"Okafor", "0012345"} & set(result.text.replace(".", " ").split())


def test_no_two_strings_share_a_surrogate() -> None:
    replacer = Replacer(Style.SURROGATES, seed=1)
    for kind, forms in ((Kind.RECORD, "{:02}"), (Kind.PERSON, "Name{}"), (Kind.PERSON, "名{}")):
        originals = [forms.format(number) for number in range(60)]
        made = [replacer.replacement(kind, each, Language.ENGLISH) for each in originals]
        assert len(set(made)) == len(made)
        assert made == [replacer.replacement(kind, each, Language.ENGLISH) for each in originals]


def test_groups_for_review(deidentifier: Deidentifier) -> None:
    groups = deidentifier.replace("Dr. Okafor came. Okafor left on 3/14/2024.").groups()
    assert [(group.original, group.replacement, len(group.places)) for group in groups] == [
        ("Okafor", "[NAME 1]", 2), ("3/14/2024", "[DATE 1]", 1),
    ]  # fmt: skip


def test_what_a_person_keeps_stays(deidentifier: Deidentifier) -> None:
    text = "Dr. Okafor came on 3/14/2024."
    found = without(deidentifier.find(text), text, ["Okafor"])
    assert put_in_place(text, found, Replacer()).text == "Dr. Okafor came on [DATE 1]."


def test_no_identifier_is_in_a_representation(deidentifier: Deidentifier) -> None:
    result = deidentifier.replace(TEXT)
    told = f"{result!r} {result.groups()!r} {Known({Kind.PERSON: ('Okafor',)})!r}"
    assert "kafor" not in told
    assert "0012345" not in told


def test_the_risk_is_told_and_nothing_is_claimed(deidentifier: Deidentifier) -> None:
    told = deidentifier.replace("Nothing here.").residual_risk
    assert "person must read" in told
    assert "no statement that the text is de-identified" in told


def test_overlaps_become_one() -> None:
    found = [
        Found(5, 9, Kind.OTHER, Rule.KNOWN), Found(0, 6, Kind.DATE, Rule.PATTERN),
        Found(8, 12, Kind.PHONE, Rule.LABEL), Found(12, 14, Kind.URL, Rule.PATTERN),
    ]  # fmt: skip
    assert settled(found) == [
        Found(0, 12, Kind.PHONE, Rule.LABEL), Found(12, 14, Kind.URL, Rule.PATTERN)
    ]  # fmt: skip


_PIECES = st.sampled_from([
    "Dr. ", "Smith", "MRN: ", "0012345", "3/14/2024", "姓名：", "张建国", "主任", " ", "\n", "，",
    "«",
    "Address: 1 Main Street", "北京市朝阳区", "医院", "12床", "\u00ad", "\u200b", "é", "e\u0301",
    "ﬁ", "１２３", "²", "½", "𝟘", "٣", "한", "·", "℡", "㍿", "93岁", "@", "http://",
    "x" * 80, "九" * 40, "1 " * 40,
])  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=30).map("".join))
_STEPS = st.dictionaries(
    st.sampled_from(list(Kind)), st.lists(st.text(max_size=20), max_size=3).map(tuple), max_size=3
)


def _holds_together(text: str, result: Deidentified) -> None:
    """Offsets fit, and all that was not replaced is there, letter by letter."""
    place = new_place = 0
    for each in result.replacements:
        assert 0 <= place <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.original
        assert result.text[each.new_start : each.new_end] == each.replacement
        assert text[place : each.start] == result.text[new_place : each.new_start]
        place, new_place = each.end, each.new_end
    assert text[place:] == result.text[new_place:]


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, values=_STEPS, style=st.sampled_from(Style))
def test_any_text(
    deidentifier: Deidentifier, text: str, values: dict[Kind, tuple[str, ...]], style: Style
) -> None:
    result = deidentifier.replace(text, Known(values), Replacer(style))
    _holds_together(text, result)
    for places in (group.places for group in result.groups()):
        assert all(text[start:end] == text[places[0][0] : places[0][1]] for start, end in places)


@given(text=st.text())
def test_the_way_back_from_a_folded_text(text: str) -> None:
    folded = Folded(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert 0 <= start < end <= len(text)


_REPEATED = [
    "1", "1 ", "1-", "1.", "a", "A ", "a.", "1/", "九", "张", "市", "北京市", "科", "·张", "A-",
    ":", "MRN ", "Dr. ", "Smith ", "姓名：张", "1:", "\u00ad", "a@", "www.", "1a", "年月",
    "Main Street ", "Hospital of ", "car plate ", "F/", "van der ", "J. ", "与张", "员:", "姓 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", _REPEATED)
def test_no_text_takes_long(deidentifier: Deidentifier, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.perf_counter()
    _holds_together(text, deidentifier.replace(text))
    assert time.perf_counter() - begun < 5  # a pattern that runs wild takes for ever

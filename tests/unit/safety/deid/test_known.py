from __future__ import annotations

import pytest

from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.safety.deid.deidentify import Deidentifier
from radvaluer_desktop.safety.deid.found import Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.known import Known


def _found(deidentifier: Deidentifier, text: str, kind: Kind, *values: str) -> list[str]:
    found = deidentifier.find(text, Known({kind: values}))
    return [text[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "{Zhang Jianguo} moved.", "Scan of {JIANGUO ZHANG} today", "no {ZhangJianguo} here",
        "for {Zhang, Jianguo}", "{张建国}检查时移动", "本次为{张 建 国}的影像", "{Zhagn} lay still",
        "the films of {Jianguo} show", "{张健国}不能配合",
    ],
)  # fmt: skip
def test_a_name_in_every_spelling(deidentifier: Deidentifier, text: str) -> None:
    plain, wanted = text.replace("{", "").replace("}", ""), text.split("{")[1].split("}")[0]
    assert _found(deidentifier, plain, Kind.PERSON, "ZHANG^JIANGUO=张^建国") == [wanted]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Baker^John", "A Baker cyst."),
        ("White^Anne", "The white matter. White matter changes."),
        ("Hart^Anne", "The heart is normal. Heart size is normal."),
        ("Lang^Anne", "Lung fields are clear."),
        ("叶^青", "左肺上叶见结节。"),
        ("王^中心", "小叶中心型肺气肿。"),
    ],
)
def test_words_that_look_like_the_name_stay(
    deidentifier: Deidentifier, name: str, text: str
) -> None:
    assert _found(deidentifier, text, Kind.PERSON, name) == []


@pytest.mark.parametrize(
    "written", ["A-24-00817", "A2400817", "a 24 00817", "A-24-00871", "A-24-0817"]
)
def test_a_number_in_every_spelling(deidentifier: Deidentifier, written: str) -> None:
    text = f"Images {written} are here."
    assert _found(deidentifier, text, Kind.RECORD, "A-24-00817") == [written]


def test_a_short_number_is_not_found_inside_of_another(deidentifier: Deidentifier) -> None:
    assert _found(deidentifier, "Lesion of 4512 mm3", Kind.RECORD, "451") == []


def test_the_study_is_known(deidentifier: Deidentifier) -> None:
    known = Known.of_study(
        StudyHeader(pseudonym="Aspen-7"), "Mbeki", {Kind.PHONE: ["555"], Kind.AGE: []}
    )
    text = "Aspen-7 read by Mbeki, call 555"
    found = deidentifier.find(text, known)
    assert [(each.kind, each.rule) for each in found] == [
        (Kind.OTHER, Rule.KNOWN), (Kind.PERSON, Rule.KNOWN), (Kind.PHONE, Rule.KNOWN),
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["", " ", "x", "·", "=", "^", "张", "=^=", "(", "\\"])
def test_what_is_too_short_or_no_text_finds_nothing(deidentifier: Deidentifier, value: str) -> None:
    text = "The heart is normal (see above). 张力增高。"
    for kind in Kind:
        assert _found(deidentifier, text, kind, value) == []


def test_names_of_houses_that_are_words_of_any_report_are_not_looked_for(
    deidentifier: Deidentifier,
) -> None:
    known = Known(
        {
            Kind.PERSON: ("Ada Quist",),
            Kind.INSTITUTION: ("Chest", "St. Brannoc's", "胸部", "青禾医院", ""),
            Kind.OTHER: ("CT", "12", "VM", "reading-3", "ws0412"),
        }
    )
    assert known.telling(deidentifier.clinical).values == {
        Kind.PERSON: ("Ada Quist",),
        Kind.INSTITUTION: ("St. Brannoc's", "青禾医院"),
        Kind.OTHER: ("reading-3", "ws0412"),
    }

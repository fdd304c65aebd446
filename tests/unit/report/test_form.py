"""The form changes, the words never do."""

from __future__ import annotations

import re

import pytest

from radvaluer_desktop.metrics.edit_distance import words
from radvaluer_desktop.report.form import Form, set_out, statements
from radvaluer_desktop.report.style import Phrase, Style, keeps_facts, shaped

LISTED = (
    "1. Right lower lobe pneumonia.\n2. 6 mm nodule in the left upper lobe.\n3. No pneumothorax."
)
PROSE = "Right lower lobe pneumonia. 6 mm nodule in the left upper lobe. No pneumothorax."
CHINESE = "1. 右肺下叶炎症。\n2. 左肺上叶6mm结节\n3、未见气胸。"


def test_a_list_becomes_prose_and_bullets() -> None:
    assert set_out(LISTED, Form.PROSE) == PROSE
    assert set_out(LISTED, Form.BULLETED).splitlines()[1] == "- 6 mm nodule in the left upper lobe."


def test_prose_and_bullets_become_a_numbered_list() -> None:
    prose = "Right lower lobe pneumonia. Small effusion of 1.5 cm. No pneumothorax."
    numbered = "1. Right lower lobe pneumonia.\n2. Small effusion of 1.5 cm.\n3. No pneumothorax."
    assert set_out(prose, Form.NUMBERED) == numbered
    assert set_out(set_out(prose, Form.BULLETED), Form.NUMBERED) == numbered
    assert set_out("1. One. 2. Two.", Form.NUMBERED) == "1. One.\n2. Two."


def test_chinese() -> None:
    assert set_out(CHINESE, Form.PROSE) == "右肺下叶炎症。左肺上叶6mm结节。未见气胸。"
    assert set_out("右肺炎症。未见气胸。", Form.NUMBERED) == "1. 右肺炎症。\n2. 未见气胸。"


def test_a_line_typed_below_a_list_gets_its_number() -> None:
    assert set_out(f"{LISTED}\nFollow-up.", Form.NUMBERED) == f"{LISTED}\n4. Follow-up."
    assert set_out("1. 右肺炎症。\n2. 结节。\n建议复查。", Form.NUMBERED).endswith("3. 建议复查。")


def test_one_statement_gets_no_number() -> None:
    assert set_out("1. Normal chest.", Form.NUMBERED) == "Normal chest."


@pytest.mark.parametrize(
    "text",
    [
        "Chest:\nPneumonia.\nAbdomen:\nNormal.",  # headings
        "Pneumonia.\n1. Nodule.",  # marks on some lines only
        "12. rib fracture.\n3. Nodule.",  # numbers out of order
        "1. Nodule of the left\nupper lobe.",  # a line that goes on
        "- Nodule.\nEffusion.",
        "2. Follow-up.",
        "",
        "  \n ",
    ],
)
@pytest.mark.parametrize("form", Form)
def test_what_is_not_clear_stays_as_it_is(text: str, form: Form) -> None:
    assert set_out(text, form) == text


def test_numbers_that_are_no_marks_stay() -> None:
    assert statements("1.5 cm nodule.\n2.3 cm cyst.") == ("1.5 cm nodule.", "2.3 cm cyst.")
    assert statements("-5 HU lesion") == ("-5 HU lesion",)


@pytest.mark.parametrize("text", [LISTED, PROSE, CHINESE, "Seen by Dr. Smith. Normal.", "- A\n- B"])
@pytest.mark.parametrize("first", Form)
@pytest.mark.parametrize("second", Form)
def test_no_word_is_added_or_lost(text: str, first: Form, second: Form) -> None:
    def bare(shown: str) -> list[str]:
        lines = re.sub(r"^\s*(?:\d{1,2}[.、)](?!\d)|-)\s*", "", shown, flags=re.MULTILINE)
        return [word for word in words(lines) if word not in ".。"]

    assert bare(set_out(set_out(text, first), second)) == bare(text)


def test_phrases_of_the_house() -> None:
    phrase = Phrase("No acute cardiopulmonary abnormality", "No acute cardiopulmonary process")
    style = Style(Form.NUMBERED, phrases=(phrase,))
    text = "No acute  cardiopulmonary ABNORMALITY. Old rib fracture."
    assert shaped(text, style) == "1. No acute cardiopulmonary process.\n2. Old rib fracture."
    assert shaped("No acute cardiopulmonary abnormality7", style).endswith("7")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("left lung", "right lung"),
        ("no effusion", "effusion"),
        ("6 mm", "8 mm"),
        ("左肺", "右肺"),
        ("未见气胸", "见气胸"),
        (" ", "x"),
    ],
)
def test_a_phrase_that_changes_facts_is_not_applied(said: str, says: str) -> None:
    assert not keeps_facts(Phrase(said, says))
    text = f"Here: {said}."
    assert shaped(text, Style(phrases=(Phrase(said, says),))) == text


def test_the_default_style_changes_nothing() -> None:
    for text in (LISTED, PROSE, CHINESE, " odd \n\n text "):
        assert shaped(text, Style()) == text

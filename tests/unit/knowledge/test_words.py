from __future__ import annotations

import pytest

from radvaluer_desktop.knowledge.words import normal_form, words_of


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Opacities", "opacity"), ("masses", "mass"), ("effusions", "effusion"),
        ("metastases", "metastasis"), ("pneumothoraces", "pneumothorax"), ("oedema", "edema"),
        ("haemorrhage", "hemorrhage"), ("vertebrae", "vertebra"), ("thrombus", "thrombus"),
        ("stenosis", "stenosis"), ("calculi", "calculus"), ("Caecal", "cecal"),
    ],
)  # fmt: skip
def test_words_are_compared_by_singular_and_american_spelling(written: str, form: str) -> None:
    assert normal_form(written) == form


def test_a_han_character_a_run_of_letters_and_a_number_are_words() -> None:
    text = "右肺CT示12.5mm结节，well-defined"
    forms = [word.form for word in words_of(text)]
    assert forms == ["右", "肺", "ct", "示", "12.5", "mm", "结", "节", "，", "well", "defined"]


def test_words_know_their_places() -> None:
    text = "No  pleural\neffusions."
    assert [text[w.start : w.end] for w in words_of(text)] == ["No", "pleural", "effusions", "."]

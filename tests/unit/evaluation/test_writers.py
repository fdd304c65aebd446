"""The floors and the ceiling, and the neighbours that two floors are made from."""

from __future__ import annotations

import math

import pytest

from radvaluer_desktop.evaluation.neighbours import Neighbours
from radvaluer_desktop.evaluation.writers import (
    Writer,
    WriterKind,
    consensus,
    first_sentence,
    floors_and_ceiling,
)
from tests.unit.evaluation.samples import NORMAL, REPORTS, TRAINING


@pytest.fixture(scope="module")
def writers() -> dict[str, Writer]:
    return {writer.name: writer for writer in floors_and_ceiling(REPORTS, TRAINING)}


def test_the_constant_is_what_training_says_most_often_in_each_language(
    writers: dict[str, Writer],
) -> None:
    assert writers["constant sentence"].texts == (NORMAL, NORMAL, "双肺未见明显异常。")


def test_without_training_the_constant_is_a_usual_one_and_there_are_no_neighbours() -> None:
    found = {writer.name: writer for writer in floors_and_ceiling(REPORTS, ())}
    assert found["constant sentence"].texts[2] == "未见明显异常。"
    assert not any("neighbour" in name for name in found)


def test_the_neighbours_copy_what_was_written_to_like_findings(writers: dict[str, Writer]) -> None:
    assert writers["nearest neighbour"].texts == (
        NORMAL,
        "Right lower lobe pneumonia.",
        "右肺下叶炎症。",
    )
    assert writers["15-neighbour consensus"].texts[0] == NORMAL


def test_the_ceiling_writes_where_there_is_a_second_impression(writers: dict[str, Writer]) -> None:
    ceiling = writers["second impression"]
    assert ceiling.kind is WriterKind.CEILING
    assert ceiling.texts == (None, "Pneumonia of the left lower lobe.", None)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("1. Clear lungs. No effusion.", "Clear lungs."),
        ("双肺清晰。未见积液。", "双肺清晰。"),
        ("...", "..."),
    ],
)
def test_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_the_cosine_is_that_of_the_weighed_words() -> None:
    index = Neighbours(["a a b", "c"])
    place, cosine = index.nearest("a", 1)[0]
    assert place == 0
    # Terms of the first text: a twice, "a a", "a b" and b once, all of the same rarity.
    assert cosine == pytest.approx(2 / math.sqrt(4 + 1 + 1 + 1))


def test_the_nearest_stand_first_and_a_text_that_is_there_is_nearest_to_itself() -> None:
    texts = [report.findings for report in TRAINING]
    index = Neighbours(texts)
    for place, text in enumerate(texts):
        found = index.nearest(text, 3)
        assert found[0][0] == place
        assert found[0][1] == pytest.approx(1.0)
        assert [cosine for _, cosine in found] == sorted((c for _, c in found), reverse=True)


def test_findings_of_unknown_words_have_neighbours_at_no_likeness() -> None:
    assert Neighbours(["a", "b"]).nearest("z", 5) == [(0, 0.0), (1, 0.0)]


def test_the_consensus_is_what_the_others_are_like() -> None:
    texts = [("mild edema", 0.9), ("no acute disease", 0.8), ("no acute disease", 0.8)]
    assert consensus(texts) == "no acute disease"
    assert consensus([("a b", 0.5), ("a b c", 0.5), ("b c", 0.5)]) == "a b c"
    assert consensus([("far", 0.1), ("far", 0.1), ("near", 0.9)]) == "near"
    assert consensus([("first", 0.0), ("second", 0.0)]) == "first"

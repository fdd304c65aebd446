import pytest

from radvaluer_desktop.metrics.consensus import consensus


def test_the_text_that_most_others_resemble_is_chosen() -> None:
    texts = ["Fracture of the left rib.", "No acute disease.", "No acute disease seen."]
    assert consensus(texts) == 1


def test_texts_drawn_twice_weigh_twice() -> None:
    assert consensus(["Normal chest.", "Edema.", "Edema."]) == 1


def test_the_first_of_equals_is_chosen() -> None:
    assert consensus(["Normal.", "Edema."]) == 0


def test_a_chinese_text_is_compared_by_character() -> None:
    assert consensus(["左侧气胸。", "右肺结节。", "左侧少量气胸。"]) in {0, 2}


def test_of_nothing_nothing_is_chosen() -> None:
    with pytest.raises(ValueError, match="max"):
        consensus([])

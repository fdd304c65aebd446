"""Words are found inside the encryption: two Chinese characters, one, many, English, both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.search import indexed, question
from radvaluer_desktop.feedback.store import FeedbackStore
from tests.unit.feedback.samples import decision

CHINESE = decision(findings="右肺上叶见磨玻璃结节，大小约8mm。", draft="结节", final="建议复查")
ENGLISH = decision(findings="Left pleural EFFUSION, 3.5 cm.", draft="Effusion.", final="Effusion.")


@pytest.fixture
def kept(store: FeedbackStore) -> FeedbackStore:
    for each in (CHINESE, ENGLISH):
        store.keep(each)
    return store


def found(store: FeedbackStore, words: str) -> list[Decision]:
    return [each.decision for each in store.page(10, words=words)]


@pytest.mark.parametrize(
    "words", ["结节", "玻璃", "磨玻璃结节", "节", "右", "8mm", "结节 上叶", "复查", "结节8mm"]
)
def test_chinese_words_of_any_length_are_found(kept: FeedbackStore, words: str) -> None:
    assert found(kept, words) == [CHINESE]


@pytest.mark.parametrize("words", ["effusion", "LEFT", "pleural effusion", "3.5", "effusion cm"])
def test_english_words_are_found_in_any_case(kept: FeedbackStore, words: str) -> None:
    assert found(kept, words) == [ENGLISH]


@pytest.mark.parametrize("words", ["effusion 结节", "节结", "effus", "胸腔", "", "  ", "。，", '"'])
def test_what_is_not_there_is_not_found(kept: FeedbackStore, words: str) -> None:
    assert found(kept, words) == []


def test_header_and_reasons_are_found(store: FeedbackStore) -> None:
    rejected = decision(verdict=Verdict.REJECTED, final="", reject_reason="侧别错误 wrong side")
    store.keep(rejected)
    for words in ("侧别", "wrong side", "咳嗽", "persistent", "CT chest"):
        assert found(store, words) == [rejected]


def test_pages_follow_each_other(store: FeedbackStore) -> None:
    kept = [decision() for _ in range(7)]
    for each in kept:
        store.keep(each)
    for words in (None, "结节"):
        pages, before = [], None
        while page := store.page(3, before=before, words=words):
            pages.append([each.decision for each in page])
            before = page[-1].serial
        assert pages == [kept[:3:-1], kept[3:0:-1], kept[:1]]


@given(st.text(), st.text())
def test_no_question_is_a_program_to_the_index(text: str, asked: str) -> None:
    """Whatever is asked is quoted texts; nothing of FTS5's own language gets through."""
    query = question(asked)
    if query is not None:
        for part in query.split(" AND "):
            words = part.removesuffix(" *")
            assert words.startswith('"')
            assert words.endswith('"')
            assert '"' not in words[1:-1]
    assert '"' not in indexed(text.replace('"', ""))

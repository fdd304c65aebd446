"""What a draft gets wrong."""

from __future__ import annotations

import pytest

from radvaluer_desktop.evaluation.checking import SoundnessScorer, holds_word
from radvaluer_desktop.safety.result import IssueKind
from tests.unit.evaluation.samples import REPORTS


@pytest.fixture(scope="module")
def scorer() -> SoundnessScorer:
    return SoundnessScorer()


def test_a_draft_like_the_reference_is_sound(scorer: SoundnessScorer) -> None:
    found = scorer.score(REPORTS[1], REPORTS[1].impression)
    assert (found.consistency, found.wrong, found.side_beyond) == (1.0, frozenset(), False)
    assert (found.new_words, found.copied) == (1, 1)


def test_a_turned_side_is_seen_by_the_checks_and_by_its_letters(scorer: SoundnessScorer) -> None:
    found = scorer.score(REPORTS[1], "Right lower lobe pneumonia, 7 mm.")
    assert IssueKind.SIDE in found.wrong
    assert found.side_beyond
    assert found.number_beyond
    assert found.consistency < 0.9
    assert (found.new_words, found.copied) == (1, 0)


def test_what_is_merely_left_out_is_none_of_the_five_kinds(scorer: SoundnessScorer) -> None:
    assert scorer.score(REPORTS[1], "").wrong == frozenset()


@pytest.mark.parametrize(
    ("text", "word", "holds"),
    [
        ("A ZORVEX port.", "Zorvex", True),
        ("A Zorvexa port.", "Zorvex", False),
        ("留置Zorvex导管", "zorvex", True),
        ("见佐维克导管影", "佐维克", True),
        ("C. difficile", "c.", True),
    ],
)
def test_a_word_stands_as_a_whole(text: str, word: str, holds: bool) -> None:
    assert holds_word(text, word) is holds

from __future__ import annotations

import pytest

from radvaluer_desktop.knowledge.entries import Knowledge
from radvaluer_desktop.safety.scoring import Scorer


@pytest.fixture(scope="module")
def scorer(knowledge: Knowledge) -> Scorer:
    return Scorer(knowledge)


REFERENCE = "Small left pleural effusion. 12 mm nodule in the right upper lobe. No pneumothorax."


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (REFERENCE, "Small right pleural effusion. 12 mm nodule in the right upper lobe."),
        (REFERENCE, "Large left pleural effusion. 12 mm nodule in the right upper lobe."),
        (REFERENCE, "Small left pleural effusion. 12 mm nodule in the right lower lobe."),
        (REFERENCE, "Small left pleural effusion. 32 mm nodule in the right upper lobe."),
        (REFERENCE, "12 mm nodule in the right upper lobe."),
        (REFERENCE, REFERENCE + " Pneumothorax."),
        ("Small left pleural effusion.", "No pleural effusion. Pneumothorax."),
    ],
)
def test_each_error_costs(scorer: Scorer, better: str, worse: str) -> None:
    assert scorer.score(REFERENCE, better).score > scorer.score(REFERENCE, worse).score


def test_the_same_text_scores_1(scorer: Scorer) -> None:
    found = scorer.score(REFERENCE, REFERENCE)
    assert (found.score, found.rouge_l) == (1.0, 1.0)
    assert sum(found.parts.values()) == pytest.approx(found.parts["agreed"])


def test_other_words_for_the_same_score_higher_than_they_share_words(scorer: Scorer) -> None:
    found = scorer.score("Enlarged cardiac silhouette.", "Cardiomegaly.")
    assert found.score > 0.9
    assert found.rouge_l == 0


def test_both_languages_mean_the_same(scorer: Scorer) -> None:
    assert scorer.score("Left pleural effusion.", "左侧胸腔积液。").score == 1.0


@pytest.mark.parametrize("text", ["", "。", "\0", "nothing known"])
def test_texts_without_findings_agree(scorer: Scorer, text: str) -> None:
    assert scorer.score(text, text).score == 1.0

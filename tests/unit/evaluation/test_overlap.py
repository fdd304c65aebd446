"""Likeness in words, against figures worked out by hand and against the libraries' own totals."""

from __future__ import annotations

import pytest
from sacrebleu.metrics.bleu import BLEU

from radvaluer_desktop.evaluation.overlap import Overlap, OverlapScorer, bleu_of, chrf_of
from radvaluer_desktop.report.study import Language

PAIRS = [
    ("No acute cardiopulmonary abnormality.", "No acute cardiopulmonary process."),
    ("Right lower lobe pneumonia.", "Pneumonia in the right lower lobe, likely."),
    ("Stable nodules.", ""),
]


@pytest.fixture(scope="module")
def scorer() -> OverlapScorer:
    return OverlapScorer()


def test_english_words_are_stemmed(scorer: OverlapScorer) -> None:
    found = scorer.score("Stable small nodules.", "nodule, stable", Language.ENGLISH)
    assert found.rouge1 == pytest.approx(2 * 2 / 5)
    assert found.rouge2 == 0.0
    assert found.rouge_l == pytest.approx(2 * 1 / 5)


def test_chinese_is_compared_by_character_and_a_latin_run_is_one(scorer: OverlapScorer) -> None:
    found = scorer.score("左肺3mm结节", "右肺3mm结节", Language.CHINESE)
    assert found.rouge1 == found.rouge_l == pytest.approx(4 / 5)
    assert found.rouge2 == pytest.approx(3 / 4)
    assert scorer.score("左肺结节", "左肺结节", Language.ENGLISH).rouge_l == 0.0


def test_white_space_alone_makes_no_difference(scorer: OverlapScorer) -> None:
    assert scorer.score("1. Edema.\n2. Mass.", "1. Edema. 2. Mass. ", Language.ENGLISH).exact
    assert not scorer.score("Edema.", "edema.", Language.ENGLISH).exact


def test_an_empty_draft_scores_nothing(scorer: OverlapScorer) -> None:
    found = scorer.score("Edema.", "", Language.ENGLISH)
    assert (found.rouge1, found.rouge_l, found.exact, found.words) == (0.0, 0.0, False, 0)


@pytest.mark.parametrize(("language", "tokenizer"), [("en", "13a"), ("zh", "zh")])
def test_the_sums_of_counts_give_the_bleu_of_all(
    scorer: OverlapScorer, language: str, tokenizer: str
) -> None:
    pairs = PAIRS if language == "en" else [("左肺上叶结节。", "左肺上叶3mm结节。"), ("无。", "无")]
    scored = [scorer.score(*pair, Language(language)) for pair in pairs]
    references, drafts = zip(*pairs, strict=True)
    whole = BLEU(tokenize=tokenizer, force=True).corpus_score(drafts, [references])
    assert _bleu(scored) == pytest.approx(whole.score)


def _bleu(scored: list[Overlap]) -> float:
    return bleu_of(
        [sum(column) for column in zip(*(one.matches for one in scored), strict=True)],
        [sum(column) for column in zip(*(one.runs for one in scored), strict=True)],
        sum(one.words for one in scored),
        sum(one.reference_words for one in scored),
    )


def test_equal_texts_have_all_of_chrf_and_different_ones_none() -> None:
    assert chrf_of(["结节", "Edema."], ["结节", "Edema."]) == pytest.approx(100)
    assert chrf_of(["aaa"], ["bbb"]) == 0.0

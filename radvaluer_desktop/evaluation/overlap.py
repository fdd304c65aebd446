"""How like a reference a draft is in its words: ROUGE, BLEU, chrF, length, equality.

The only file that imports rouge-score and sacrebleu. ROUGE (Lin, ACL workshop Text Summarization
Branches Out, 2004) as F1: English with Porter's stemmer; Chinese with each CJK character and each
run of Latin letters or digits a token. BLEU (Papineni et al., ACL 2002; sacrebleu's tokenizers 13a
and zh) and chrF (Popović, WMT 2015) over all drafts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from radvaluer_desktop.metrics.rouge import tokens
from radvaluer_desktop.report.study import Language

ORDERS = 4  # BLEU counts runs of one to four words
_KINDS = ("rouge1", "rouge2", "rougeL")
_KEPT_TEXTS = 4096  # floors write the same text, and a reference meets every writer


@dataclass(frozen=True, slots=True)
class Overlap:
    """One draft against one reference; F1 from 0 to 1, the rest are counts that add up.

    ``matches`` and ``runs``: runs of 1 to 4 words that both hold, and that the draft holds;
    ``words`` and ``reference_words`` as BLEU counts them.
    """

    rouge1: float
    rouge2: float
    rouge_l: float
    exact: bool
    words: int
    reference_words: int
    matches: tuple[int, ...]
    runs: tuple[int, ...]


class _Tokenizer:
    """Gives rouge-score the tokens of a text, each text cut once."""

    def __init__(self, cut: Callable[[str], list[str]]) -> None:
        self.tokenize = lru_cache(_KEPT_TEXTS)(cut)


class OverlapScorer:
    """Scores drafts, each by the rules of its report's language."""

    def __init__(self) -> None:
        cutters = {
            Language.ENGLISH: _Tokenizer(DefaultTokenizer(use_stemmer=True).tokenize),
            Language.CHINESE: _Tokenizer(tokens),
        }
        self._rouge = {
            language: RougeScorer(list(_KINDS), tokenizer=cutter)
            for language, cutter in cutters.items()
        }
        # force: no warning about full stops that stand apart. effective_order bears on a single
        # sentence's score, which is not used; the counts are the same.
        self._bleu = {
            Language.ENGLISH: BLEU(tokenize="13a", force=True, effective_order=True),
            Language.CHINESE: BLEU(tokenize="zh", force=True, effective_order=True),
        }

    def score(self, reference: str, draft: str, language: Language) -> Overlap:
        """Compare ``draft`` with ``reference``; an empty draft scores 0."""
        rouge = self._rouge[language].score(reference, draft)
        bleu = self._bleu[language].sentence_score(draft, [reference])
        return Overlap(
            rouge1=float(rouge["rouge1"].fmeasure),
            rouge2=float(rouge["rouge2"].fmeasure),
            rouge_l=float(rouge["rougeL"].fmeasure),
            exact=draft.split() == reference.split(),
            words=bleu.sys_len,
            reference_words=bleu.ref_len,
            matches=tuple(bleu.counts),
            runs=tuple(bleu.totals),
        )


def bleu_of(
    matches: Iterable[float], runs: Iterable[float], words: float, reference_words: float
) -> float:
    """Return BLEU, 0 to 100, of counts that were added up over drafts."""
    whole = [round(count) for count in matches], [round(count) for count in runs]
    score = BLEU.compute_bleu(*whole, round(words), round(reference_words), smooth_method="exp")
    return float(score.score)


def chrf_of(references: Sequence[str], drafts: Sequence[str]) -> float:
    """Return chrF, 0 to 100, of all drafts together."""
    return float(CHRF().corpus_score(list(drafts), [list(references)]).score)

"""Which of several texts says most of what the others say.

Minimum Bayes risk over samples: Kumar and Byrne 2004 (HLT-NAACL), with ROUGE-L as the gain. Drafts
that a model draws stand for what it holds likely; the one nearest to all of them risks least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from radvaluer_desktop.metrics.rouge import rouge_l


def consensus(texts: Sequence[str]) -> int:
    """Return the index of the text with the greatest mean ROUGE-L to all; the first of equals.

    Raises ValueError where there is none.
    """
    counts = Counter(texts)
    gains = {
        text: sum(times * rouge_l(other, text) for other, times in counts.items())
        for text in counts
    }
    return texts.index(max(gains, key=gains.__getitem__))

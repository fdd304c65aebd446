"""ROUGE-L: how much of two texts is the same words in the same order.

Source: Lin, ROUGE: A Package for Automatic Evaluation of Summaries, Text Summarization Branches
Out (ACL 2004), pages 74-81; the sentence-level F-measure with beta 1. Tokens: each CJK character,
each run of letters or digits (with the points inside a number); signs and case do not count.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import LCSseq

# Unified ideographs with extension A, compatibility ideographs, and all of planes 2 and 3.
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_CJK}]|\d+(?:\.\d+)+|(?:(?![{_CJK}])[^\W_])+")


def tokens(text: str) -> list[str]:
    """Split ``text`` into the tokens that are compared."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def rouge_l(reference: str, candidate: str) -> float:
    """Return the F1 of the longest common subsequence, 0 to 1; 1 where both texts are empty."""
    wanted, given = tokens(reference), tokens(candidate)
    if not wanted and not given:
        return 1.0
    common = LCSseq.similarity(wanted, given)
    return 2 * common / (len(wanted) + len(given))

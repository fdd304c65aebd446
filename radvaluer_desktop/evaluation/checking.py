"""What a draft gets wrong: by the safety reading, and by its letters alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.metrics.beyond import numbers_beyond, sides_beyond
from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.result import IssueKind
from radvaluer_desktop.safety.scoring import Scorer

# What a draft must not add or turn round; what it leaves out is seen in the consistency.
WRONG_KINDS = (
    IssueKind.UNSUPPORTED,
    IssueKind.SIDE,
    IssueKind.LEVEL,
    IssueKind.NUMBER,
    IssueKind.NEGATION,
)


@dataclass(frozen=True, slots=True)
class Soundness:
    """``consistency`` from 0 to 1; ``wrong``: kinds of issues that were found.

    ``new_words`` is how many words never seen in training stand in the reference, ``copied`` how
    many of these the draft has too.
    """

    consistency: float
    wrong: frozenset[IssueKind]
    number_beyond: bool
    side_beyond: bool
    new_words: int
    copied: int


class SoundnessScorer:
    """Scores drafts. Building the first of a process reads the knowledge base."""

    def __init__(self) -> None:
        knowledge = bundled_knowledge()
        self._checker, self._scorer = Checker(knowledge), Scorer(knowledge)

    def score(self, report: LabelledReport, draft: str) -> Soundness:
        """Check ``draft`` against the findings of ``report``, and compare it with its reference."""
        found = self._checker.check(report.findings, draft, report.header, report.language)
        wanted = [word for word in report.new_words if holds_word(report.impression, word)]
        return Soundness(
            consistency=self._scorer.score(report.impression, draft).score,
            wrong=frozenset(issue.kind for issue in found.issues) & set(WRONG_KINDS),
            number_beyond=bool(numbers_beyond(report.findings, draft)),
            side_beyond=bool(sides_beyond(report.findings, draft)),
            new_words=len(wanted),
            copied=sum(holds_word(draft, word) for word in wanted),
        )


def holds_word(text: str, word: str) -> bool:
    """Whether ``word`` stands in ``text`` as a whole, upper and lower case alike.

    A Latin letter or digit must not go on beside it; a Chinese character may.
    """
    pattern = rf"(?<![a-z0-9]){re.escape(word.lower())}(?![a-z0-9])"
    return re.search(pattern, text.lower()) is not None

"""Of several drafts, the one that the checks bear out best: write first, then verify.

A small model writes a draft in the time in which a large one writes a word, and is wrong more
often. So it writes one greedily and draws others; kept is the one with the least issues, and among
equals the one that says most of what all say (Kumar and Byrne 2004, HLT-NAACL).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.metrics.rouge import rouge_l
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.process import CheckRequest, ChecksNotRunning, TextChecks
from radvaluer_desktop.safety.result import IssueKind, IssueSeverity

SMALL = 20_000_000  # parameters: a larger model's first word would come too late
_TEMPERATURE, _TOP_P = 0.7, 0.95
_WEIGHTS = {IssueSeverity.SEVERE: 3, IssueSeverity.WARNING: 1, IssueSeverity.NOTE: 1}
# They tell something of the study, and the same of every draft.
_OF_THE_STUDY = (IssueKind.CRITICAL, IssueKind.SCOPE)


@dataclass(frozen=True, slots=True)
class Several:
    """How many drafts a small model writes, and what checks them."""

    count: int
    checks: TextChecks

    def others(self, sampling: Sampling) -> list[Sampling]:
        """Return how those beside the first, which is written by ``sampling``, are drawn."""
        drawn = replace(sampling, temperature=_TEMPERATURE, top_p=_TOP_P)
        return [replace(drawn, seed=sampling.seed + number) for number in range(1, self.count)]

    def best(
        self, findings: str, header: StudyHeader, language: Language, drafts: Sequence[str]
    ) -> int:
        """Return the index of the draft to keep; the first where nothing can be checked."""
        if len(set(drafts)) == 1:
            return 0
        try:
            weights = {
                text: self._weight(CheckRequest(findings, text, header, language))
                for text in dict.fromkeys(drafts)
            }
        except ChecksNotRunning:
            return 0
        gains = {text: sum(rouge_l(other, text) for other in drafts) for text in weights}
        return min(range(len(drafts)), key=lambda at: (weights[drafts[at]], -gains[drafts[at]], at))

    def _weight(self, request: CheckRequest) -> int:
        issues = self.checks.check(request).issues
        return sum(_WEIGHTS[each.severity] for each in issues if each.kind not in _OF_THE_STUDY)

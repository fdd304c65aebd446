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
from radvaluer_desktop.safety.result import CheckResult, IssueKind, IssueSeverity

SMALL = 20_000_000  # parameters: a larger model's first word would come too late
_TEMPERATURE, _TOP_P = 0.7, 0.95
_WEIGHTS = {IssueSeverity.SEVERE: 3, IssueSeverity.WARNING: 1, IssueSeverity.NOTE: 1}
# They tell something of the study, and the same of every draft.
_OF_THE_STUDY = (IssueKind.CRITICAL, IssueKind.SCOPE)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of a draft, its issues and the severe ones among them; None where not checked."""

    at: int
    issues: int | None = None
    severe: int | None = None


def issues_of(result: CheckResult) -> tuple[int, int]:
    """Return the issues that tell drafts of one study apart, and the severe ones among them."""
    found = _counted(result)
    return len(found), found.count(IssueSeverity.SEVERE)


def _counted(result: CheckResult) -> list[IssueSeverity]:
    return [each.severity for each in result.issues if each.kind not in _OF_THE_STUDY]


def drawn(sampling: Sampling, seed: int) -> Sampling:
    """Return ``sampling`` drawn by chance, as of ``seed``: what two of them write differs."""
    return replace(sampling, temperature=_TEMPERATURE, top_p=_TOP_P, seed=seed)


@dataclass(frozen=True, slots=True)
class Several:
    """How many drafts a small model writes, and what checks them."""

    count: int
    checks: TextChecks

    def others(self, sampling: Sampling) -> list[Sampling]:
        """Return how those beside the first, which is written by ``sampling``, are drawn."""
        return [drawn(sampling, sampling.seed + number) for number in range(1, self.count)]

    def best(
        self, findings: str, header: StudyHeader, language: Language, drafts: Sequence[str]
    ) -> int:
        """Return the index of the draft to keep; the first where nothing can be checked."""
        return self.ranked(findings, header, language, drafts)[0].at

    def ranked(
        self,
        findings: str,
        header: StudyHeader,
        language: Language,
        drafts: Sequence[str],
        *,
        shortest: bool = False,
    ) -> list[Ranked]:
        """Return the different texts of ``drafts``, the one to keep first.

        ``shortest``: of those with the least issues the shortest, not what most say. In their
        order where nothing can be checked; one text alone is not checked.
        """
        places: dict[str, int] = {}
        for at, text in enumerate(drafts):
            places.setdefault(text, at)
        if len(places) == 1:
            return [Ranked(0)]
        try:
            found = {
                text: self._found(CheckRequest(findings, text, header, language)) for text in places
            }
        except ChecksNotRunning:
            return [Ranked(at) for at in places.values()]
        gains = {text: sum(rouge_l(other, text) for other in drafts) for text in places}

        def order(text: str) -> tuple[float, ...]:
            weight = sum(_WEIGHTS[severity] for severity in found[text])
            return (weight, len(text) if shortest else -gains[text], places[text])

        return [
            Ranked(places[text], len(found[text]), found[text].count(IssueSeverity.SEVERE))
            for text in sorted(places, key=order)
        ]

    def _found(self, request: CheckRequest) -> list[IssueSeverity]:
        return _counted(self.checks.check(request))

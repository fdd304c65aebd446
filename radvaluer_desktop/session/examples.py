"""Which accepted reports a general model is shown: chosen from the exam header and past reports.

Never from the findings that are being typed: what stands before them in the prompt must not change
while they are. What the header leaves open is settled by use: of the reports that are like this
examination, those whose impressions this radiologist writes most often, the newest of each.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence

from radvaluer_desktop.feedback.records import PastReport
from radvaluer_desktop.metrics.rouge import tokens
from radvaluer_desktop.prompting.general import MOST_EXAMPLES, Example
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.study import Language, StudyHeader

_KEPT = 1000  # reports
_SHARE = 0.5  # of the context that examples may take
_BYTES_PER_TOKEN = 2.5  # a low guess, so that examples take rather less than their share
# How much more a report counts for each part of the header that is the same.
_SAME = {"body_system": 64.0, "modality": 16.0, "side": 4.0, "sex": 2.0}
_WORDS = 16.0  # for order and indication, where all their words are the same


class Examples:
    """Reports that were accepted; ``most`` of them are shown, 0 for none."""

    def __init__(self, most: int = 0) -> None:
        self._most = min(most, MOST_EXAMPLES)
        self._past: deque[PastReport] = deque(maxlen=_KEPT)

    def remember(self, reports: Iterable[PastReport]) -> None:
        """Learn of ``reports``, the newest at the end."""
        if self._most:
            self._past.extend(each for each in reports if each.findings and each.impression)

    def choose(
        self, header: StudyHeader, language: Language, context_tokens: int
    ) -> tuple[Example, ...]:
        """Return examples that take half of the context at most, the best at the end.

        The same header gives the same examples as long as no report is accepted.
        """
        chosen: list[Example] = []
        room = context_tokens * _SHARE
        for each in best(header, [past for past in self._past if past.language is language]):
            needed = len((each.findings + each.impression).encode()) / _BYTES_PER_TOKEN
            if len(chosen) == self._most:
                break
            if needed <= room:
                room -= needed
                chosen.append(Example(each.findings, each.impression))
        return tuple(reversed(chosen))


def best(header: StudyHeader, past: Sequence[PastReport]) -> list[PastReport]:
    """Return one report for each impression, the likeliest impression for ``header`` first."""
    votes: dict[str, float] = {}
    newest: dict[str, tuple[float, int]] = {}
    words = _words(header)
    for place, each in enumerate(past):
        weight = _alike(header, words, each.header)
        said = normalised(each.impression)
        votes[said] = votes.get(said, 0.0) + weight
        newest[said] = max(newest.get(said, (0.0, 0)), (weight, place))
    ordered = sorted(votes, key=lambda said: (-votes[said], -newest[said][1]))
    return [past[newest[said][1]] for said in ordered]


def _alike(header: StudyHeader, words: frozenset[str], other: StudyHeader) -> float:
    weight = 1.0
    for name, factor in _SAME.items():
        mine = getattr(header, name)
        if mine is not None and mine == getattr(other, name):
            weight *= factor
    theirs = _words(other)
    if words and theirs:
        overlap = len(words & theirs) / math.sqrt(len(words) * len(theirs))
        weight *= _WORDS**overlap
    return weight


def _words(header: StudyHeader) -> frozenset[str]:
    return frozenset(tokens(f"{header.order or ''} {header.indication or ''}"))

"""How far a candidate text says clinically what a reference text says.

Follows the idea of CRIMSON (a metric for radiology reports that weighs errors by what they mean for
the patient): missing and false findings, and errors of side, location, degree and number in those
that both name, weighted by urgency, against what agrees. Both texts are read as for the checks. The
constants were chosen by hand on one half of RadPref and kept where either quarter of it agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from radvaluer_desktop.knowledge.entries import FindingKind, Knowledge
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.knowledge.relations import AKIN, IMPLIED, NARROWER, SAME, Relations
from radvaluer_desktop.metrics.rouge import rouge_l
from radvaluer_desktop.safety.measures import Measure, same_measure
from radvaluer_desktop.safety.places import sites_agree
from radvaluer_desktop.safety.reading import Mention, Reader, Reading

_WEIGHTS = (0.5, 1.0, 2.0, 3.0, 4.0)  # by urgency, incidental to critical
_OF_KIND = {FindingKind.TECHNICAL: 0.0, FindingKind.DEVICE: 0.3, FindingKind.PROCEDURE: 0.3}
_HEDGED = 0.7
_MISSING, _FALSE = 0.75, 1.5  # what is made up weighs twice what is forgotten
_FLIPPED = 1.5  # what the other text denies outright
_CREDITS = ((SAME, 1.0), (NARROWER, 0.85), (IMPLIED, 0.3), (AKIN, 0.5), (0.0, 0.0))
_OTHER_SIDE, _ONE_OF_BOTH, _SITE, _DEGREE, _NUMBER = 0.4, 0.7, 0.8, 0.85, 0.7
_BASE = 1.0  # what two reports of nothing agree on
_AGREED_DENIAL, _MOST_DENIALS = 0.05, 9


@dataclass(frozen=True, slots=True)
class Consistency:
    """``score`` from 0 to 1; ``parts``: the weight of what agrees, and of each kind of error."""

    score: float
    parts: dict[str, float] = field(default_factory=dict)
    rouge_l: float = 0.0


class Scorer:
    """Scores candidate texts against reference texts."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self._knowledge = knowledge or bundled_knowledge()
        self._reader = Reader(self._knowledge)
        self._relations = Relations(self._knowledge)

    def score(self, reference: str, candidate: str) -> Consistency:
        """Compare ``candidate`` with ``reference``: impressions, or whole reports."""
        first, second = self._reader.read(reference), self._reader.read(candidate)
        parts = _Tally(self._knowledge, self._relations, first, second).parts()
        score = parts["agreed"] / sum(parts.values())
        rounded = {name: round(weight, 3) for name, weight in parts.items()}
        return Consistency(round(score, 4), rounded, round(rouge_l(reference, candidate), 4))


class _Tally:
    """Adds up what agrees and what does not, finding by finding, from both ends."""

    def __init__(
        self, knowledge: Knowledge, relations: Relations, first: Reading, second: Reading
    ) -> None:
        self._knowledge, self._relations = knowledge, relations
        self._first, self._second = first, second
        names = ("agreed", "missing", "false", "side", "location", "degree", "number")
        self._parts = dict.fromkeys(names, 0.0)

    def parts(self) -> dict[str, float]:
        """Return the weights, ``agreed`` never 0."""
        ours, theirs = _distinct(self._first), _distinct(self._second)
        for mention in ours:
            self._add(mention, theirs, self._first, self._second, "missing", _MISSING)
        for mention in theirs:
            self._add(mention, ours, self._second, self._first, "false", _FALSE)
        denials = min(len(_denied(self._first) & _denied(self._second)), _MOST_DENIALS)
        self._parts["agreed"] += _BASE + _AGREED_DENIAL * denials
        return self._parts

    def _add(
        self, mention: Mention, others: list[Mention], own: Reading, other: Reading,
        name: str, factor: float,
    ) -> None:  # fmt: skip
        weight = self._weight(mention)
        best, credit = None, 0.0
        for candidate in others:
            its = self._credit(mention, candidate)
            for _, kept in self._errors(mention, candidate, own, other):
                its *= kept
            if its > credit:
                best, credit = candidate, its
        self._parts["agreed"] += weight * credit
        if best is None:
            denied = not mention.ids.isdisjoint(_denied(other))
            self._parts[name] += weight * factor * (_FLIPPED if denied else 1)
            return
        rest = 1.0
        for error, kept in self._errors(mention, best, own, other):
            self._parts[error] += weight * factor * rest * (1 - kept)
            rest *= kept
        self._parts[name] += weight * factor * max(rest - credit, 0.0)

    def _credit(self, first: Mention, second: Mention) -> float:
        support = max(
            self._relations.support(first.ids, second.ids),
            self._relations.support(second.ids, first.ids),
        )
        return next(credit for least, credit in _CREDITS if support >= least)

    def _errors(
        self, first: Mention, second: Mention, own: Reading, other: Reading
    ) -> Iterator[tuple[str, float]]:
        """Yield what of two mentions of one finding differs, and what share of it is kept."""
        if first.sides and second.sides and first.sides != second.sides:
            apart = first.sides.isdisjoint(second.sides)
            yield "side", _OTHER_SIDE if apart else _ONE_OF_BOTH
        if not sites_agree(self._knowledge, first.sites, second.sites):
            yield "location", _SITE
        if first.degree and second.degree and first.degree != second.degree:
            yield "degree", _DEGREE ** abs(first.degree - second.degree)
        sizes, other_sizes = _sizes(own, first), _sizes(other, second)
        if sizes and other_sizes and not any(
            same_measure(max(one.values), max(two.values), one.quantity)
            for one in sizes for two in other_sizes if one.quantity == two.quantity
        ):  # fmt: skip
            yield "number", _NUMBER

    def _weight(self, mention: Mention) -> float:
        findings = [self._knowledge.findings[id_] for id_ in mention.ids]
        weight = _WEIGHTS[min(finding.urgency for finding in findings)]
        if all(finding.kind in _OF_KIND for finding in findings):
            weight *= max(_OF_KIND[finding.kind] for finding in findings) / _WEIGHTS[0]
        return weight * (_HEDGED if mention.hedged else 1.0)


def _sizes(reading: Reading, mention: Mention) -> list[Measure]:
    start, end = mention.part
    return [measure for measure in reading.measures if start <= measure.start < end]


def _denied(reading: Reading) -> set[str]:
    return {id_ for mention in reading.mentions if not mention.present for id_ in mention.ids}


def _distinct(reading: Reading) -> list[Mention]:
    """Return what a text states, each finding once on each side."""
    return list({(m.ids, m.sides): m for m in reading.mentions if m.stated}.values())

"""How far one entry may stand for another: the same, more general, implied, of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from radvaluer_desktop.knowledge.entries import Knowledge

_TWO = 2
SAME, BROADER, NARROWER, IMPLIED, AKIN = 1.0, 0.9, 0.8, 0.7, 0.5


class Relations:
    """Relations between the findings of a knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._support: dict[tuple[frozenset[str], frozenset[str]], float] = {}
        self._same: dict[tuple[frozenset[str], frozenset[str]], bool] = {}
        self._likeness: dict[tuple[frozenset[str], frozenset[str], bool, bool], float] = {}

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """All more general entries of each entry, itself included."""
        return _closed({id_: f.broader for id_, f in self._knowledge.findings.items()})

    @cached_property
    def implied(self) -> Mapping[str, frozenset[str]]:
        """What each entry, or a more general one, may be called in an impression."""
        findings = self._knowledge.findings
        return {
            id_: frozenset(
                diagnosis
                for general in ([id_] if findings[id_].implies else above)
                for diagnosis in findings[general].implies
            )
            for id_, above in self.above.items()
        }

    def support(self, found: frozenset[str], said: frozenset[str]) -> float:
        """Return how well what was found carries what is said of it, from 0 to 1.

        Both are ids that one mention may stand for; the best pair counts.
        """
        known = self._support.get((found, said))
        if known is None:
            known = max((self._pair(one, other) for one in found for other in said), default=0.0)
            self._support[found, said] = known
        return known

    def _pair(self, found: str, said: str) -> float:
        if found == said:
            return SAME
        if said in self.above[found]:
            return BROADER
        if found in self.above[said]:
            return NARROWER
        implied = self.implied[found] if self._may_share(found, said) else self._own(found)
        if said in implied or not implied.isdisjoint(self.above[said]):
            return IMPLIED
        if found in self.implied[said]:
            return AKIN
        return 0.0

    def means(self, found: str, said: str) -> bool:
        """Whether the very entry ``found``, one of an organ's, names ``said`` as its meaning."""
        return self._knowledge.findings[found].system is not None and said in self._own(found)

    def _own(self, found: str) -> frozenset[str]:
        return frozenset(self._knowledge.findings[found].implies)

    def _may_share(self, found: str, said: str) -> bool:
        """Whether what a general entry implies holds between two: not across body systems."""
        systems = {self._knowledge.findings[id_].system for id_ in (found, said)}
        return len(systems - {None}) < _TWO

    def same_thing(self, first: frozenset[str], second: frozenset[str]) -> bool:
        """Whether two mentions may name one finding: the same, or one more general."""
        known = self._same.get((first, second))
        if known is None:
            known = any(
                one == other or one in self.above[other] or other in self.above[one]
                for one in first for other in second
            )  # fmt: skip
            self._same[first, second] = known
        return known

    def likeness(
        self,
        said: frozenset[str],
        found: frozenset[str],
        said_present: bool,
        found_present: bool,
    ) -> float:
        """Return how surely two mentions, each stated or denied, are about one thing, 0 to 1."""
        key = said, found, said_present, found_present
        if key not in self._likeness:
            self._likeness[key] = self._alike(*key)
        return self._likeness[key]

    def _alike(
        self, said: frozenset[str], found: frozenset[str], said_present: bool, found_present: bool
    ) -> float:  # fmt: skip
        if not said.isdisjoint(found):
            return 1.0
        general, special = (found, said) if said_present else (said, found)
        if any(one in self.above[other] for one in general for other in special):
            return 0.8
        if not said_present and any(one in self.above[other] for one in found for other in said):
            return 0.6  # a fracture, of the femur by its place: enough only where they agree
        if said_present and found_present and self.support(found, said) >= IMPLIED:
            return 0.8
        return 0.0

    def urgency(self, ids: Iterable[str]) -> int:
        """Return the least urgency that a mention of ``ids`` must mean."""
        return min((self._knowledge.findings[id_].urgency for id_ in ids), default=0)

    def combined(self, present: Iterable[str]) -> frozenset[str]:
        """Return the diagnoses that ``present`` allow together."""
        there = frozenset().union(*(self.above[id_] for id_ in present))
        return frozenset(
            combination.implies
            for combination in self._knowledge.combinations
            if len(combination.findings & there) >= combination.at_least
        )


def _closed(direct: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Close a relation; ids that are nowhere defined count for nothing."""
    closed: dict[str, frozenset[str]] = {}

    def close(id_: str, seen: frozenset[str]) -> frozenset[str]:
        if id_ not in closed:
            above = {id_}
            for general in direct[id_]:
                if general in direct and general not in seen:
                    above |= close(general, seen | {id_})
            closed[id_] = frozenset(above)
        return closed[id_]

    for id_ in direct:
        close(id_, frozenset())
    return closed

"""Whether two lists of sites may be the same place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from radvaluer_desktop.knowledge.entries import Knowledge

# Axes of whole organs: a cyst of the liver is none of the kidney's in another place, but another.
ORGANS = frozenset(
    {"abdominal-organ", "abdominal-compartment", "chest-compartment", "bone", "limb-region",
     "face-region", "spine-part"}
)  # fmt: skip


def sites_agree(knowledge: Knowledge, first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether no axis tells the two apart; what only one of them says is no disagreement."""
    return not disagreeing_axes(knowledge, first, second)


def sites_meet(knowledge: Knowledge, first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether both name a site that may be the same."""
    second = tuple(second)
    return any(
        one == other or one in knowledge.sites[other].overlaps
        or other in knowledge.sites[one].overlaps
        for one in first for other in second
    )  # fmt: skip


class Neighbourhood:
    """Which sites lie so near each other that one word may stand for the other's place."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        direct: dict[str, set[str]] = {
            id_: {id_, *s.overlaps} for id_, s in knowledge.sites.items()
        }
        for id_, site in knowledge.sites.items():
            for other in site.overlaps:
                direct[other].add(id_)
        self._near = {
            id_: frozenset().union(*(direct[other] for other in near))
            for id_, near in direct.items()
        }  # fmt: skip
        self._site_terms = _site_terms(knowledge)
        self._homes: dict[str, frozenset[str]] = {}

    def near(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Whether some site of ``first`` is, or touches what touches, some site of ``second``."""
        second = frozenset(second)
        return any(not self._near[one].isdisjoint(second) for one in first)

    def home(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the sites that the names of findings hold: the sphenoid sinus of its cyst."""
        return frozenset().union(*(self._home(id_) for id_ in ids))

    def _home(self, id_: str) -> frozenset[str]:
        if id_ not in self._homes:
            terms = self._knowledge.findings[id_].terms.values()
            counted: Counter[str] = Counter()
            sample = [term for each in terms for term in each[:_SAMPLE]]
            for term in sample:
                counted.update(self._sites_in(tuple(form for seg in term.segments for form in seg)))
            least = _MOST_TERMS * len(sample)
            self._homes[id_] = frozenset(site for site, n in counted.items() if n >= least)
        return self._homes[id_]

    def _sites_in(self, forms: tuple[str, ...]) -> set[str]:
        found = set()
        for at in range(len(forms)):
            for end in range(at + 1, min(at + _LONGEST, len(forms)) + 1):
                found |= self._site_terms.get(forms[at:end], set())
        return found


_SAMPLE, _MOST_TERMS, _LONGEST = 40, 0.4, 5


def _site_terms(knowledge: Knowledge) -> dict[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for site in knowledge.sites.values():
        for terms in site.terms.values():
            for term in terms:
                if len(term.segments) == 1:
                    found.setdefault(term.segments[0], set()).add(site.id)
    return found


def disagreeing_axes(
    knowledge: Knowledge, first: Iterable[str], second: Iterable[str]
) -> frozenset[str]:
    """Return the axes on which both name sites, and none that may be the same."""
    sites = knowledge.sites
    ones, others = [sites[id_] for id_ in first], [sites[id_] for id_ in second]
    axes = {site.axis for site in ones} & {site.axis for site in others}
    return frozenset(
        axis
        for axis in axes
        if not any(
            one.id == other.id or one.id in other.overlaps or other.id in one.overlaps
            for one in ones for other in others if one.axis == axis or other.axis == axis
        )
    )  # fmt: skip

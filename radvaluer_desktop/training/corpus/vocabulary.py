"""Which terms training may use and which only the test does; what the knowledge calls a finding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from radvaluer_desktop.knowledge.entries import Finding, Knowledge
from radvaluer_desktop.knowledge.relations import Relations
from radvaluer_desktop.knowledge.terms import Term
from radvaluer_desktop.knowledge.words import words_of
from radvaluer_desktop.report.study import Language

_LEAST_TERMS = 3


def bucket(text: str, buckets: int) -> int:
    """Return a bucket, the same in every run and on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest()) % buckets


def part_terms(name: str, terms: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part terms into those that are taught and the one that only the test uses.

    The first is always taught, and nothing is held back where there are fewer than three.
    """
    if len(terms) < _LEAST_TERMS:
        return tuple(terms), ()
    held = 1 + bucket(f"{name} {' '.join(terms)}", len(terms) - 1)
    return tuple(terms[:held]) + tuple(terms[held + 1 :]), (terms[held],)


class Names:
    """Tells whether the knowledge base knows a phrase as a name of a finding."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.above = Relations(knowledge).above

    def knows(self, id_: str, phrase: str, language: Language) -> bool:
        """Whether ``phrase`` names ``id_`` or one more general."""
        forms = [word.form for word in words_of(phrase) if not word.is_sign]
        general = (self._knowledge.findings[each] for each in self.above[id_])
        return any(_stands_in(term, forms) for each in general for term in each.terms[language])

    def default(self, id_: str, language: Language) -> tuple[str, ...]:
        """Return the first plain term of an entry, for where the data chooses none."""
        return _plain(self._knowledge.findings[id_], language)[:1]


def _plain(finding: Finding, language: Language) -> tuple[str, ...]:
    gap = "" if language is Language.CHINESE else " "
    return tuple(
        term.exact or gap.join(term.segments[0])
        for term in finding.terms[language]
        if len(term.segments) == 1
    )


def _stands_in(term: Term, forms: Sequence[str]) -> bool:
    at = 0
    for segment in term.segments:
        at = _find(segment, forms, at)
        if at < 0:
            return False
    return True


def _find(segment: Sequence[str], forms: Sequence[str], start: int) -> int:
    width = len(segment)
    for at in range(start, len(forms) - width + 1):
        if tuple(forms[at : at + width]) == tuple(segment):
            return at + width
    return -1


def truly_new(held: Iterable[str], seen: Iterable[str]) -> frozenset[str]:
    """Return those of ``held`` that stand in none of ``seen``, case aside."""
    text = "\n".join(seen).lower()
    return frozenset(term for term in held if term.lower() not in text)

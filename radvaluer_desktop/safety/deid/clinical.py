"""Tells words of medicine from names: the knowledge base, ordinary words, eponyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from radvaluer_desktop.knowledge.entries import Knowledge
from radvaluer_desktop.knowledge.terms import Term
from radvaluer_desktop.knowledge.words import normal_form
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.deid.wordlists import WordLists

_PROFESSION = re.compile(
    r"(?:ologist|ician|iatrist|ology|iatrics|istry|surgery|assistant)s?$", re.IGNORECASE
)
_STAGE = r"[ -]*(?:[IVX]{1,4}|\d[A-D]?)\b"  # Chiari I, Bosniak 2F

_LEAST_CODE, _LEAST_NAME = 4, 3  # characters of what a station or a house may be called


class Clinical:
    """The vocabulary that names are held against."""

    def __init__(self, knowledge: Knowledge, english: WordLists) -> None:
        self._forms: set[str] = set()
        self._han: set[str] = set()
        for term in _terms(knowledge):
            for segment in term.segments:
                self._forms.update(form for form in segment if form.isascii())
                if all("\u3400" <= form <= "\ufaff" for form in segment):
                    self._han.add("".join(segment))
        self._han_pairs = {term[at : at + 2] for term in self._han for at in range(len(term) - 1)}
        self._ordinary = english.lower("ordinary")
        self._eponyms = english.lower("eponyms")
        nouns = english.pattern("eponym_nouns")
        self._after = re.compile(rf"(?:'s)?(?:[ -]+[a-z]+)?[ -]+(?:{nouns})\b|(?:'s)?{_STAGE}")
        self._right_after = re.compile(rf"(?:'s)?[ -]+(?:{nouns})\b")
        self._before = re.compile(rf"(?:non|type|(?:{nouns}) of)[ -]+$", re.IGNORECASE)

    def is_ordinary(self, word: str) -> bool:
        """Whether reports use ``word`` as a word, whatever stands beside it."""
        return word.lower() in self._ordinary or bool(_PROFESSION.search(word))

    @lru_cache(maxsize=20000)  # noqa: B019 - as long as the one object of its class
    def is_word(self, word: str) -> bool:
        """Whether ``word`` is an ordinary word or stands in a term of the knowledge base."""
        if self.is_ordinary(word):
            return True
        parts = word.replace("'", "-").split("-")
        return all(len(part) > 1 and normal_form(part) in self._forms for part in parts)

    def is_term(self, word: str) -> bool:
        """Whether ``word`` stands in a term of the knowledge base and is no ordinary word."""
        return not self.is_ordinary(word) and self.is_word(word)

    def is_han_term(self, word: str) -> bool:
        """Whether these Han characters are a term of the knowledge base."""
        return word in self._han

    def tells(self, name: str) -> bool:
        """Whether ``name`` is more than what any report may hold: its words, a short number."""
        if any(map(str.isdigit, name)):
            return len(name) >= _LEAST_CODE
        if self.is_han_term(name) or (name.isascii() and len(name) < _LEAST_NAME):
            return False
        return not all(map(self.is_word, name.split()))

    def knows_han_pair(self, pair: str) -> bool:
        """Whether these two Han characters stand together in a term of the knowledge base."""
        return pair in self._han_pairs

    def is_eponym(self, word: str) -> bool:
        """Whether ``word`` also names a disease, a sign or a device."""
        return word.lower().removesuffix("'s") in self._eponyms

    def is_before_a_thing(self, text: str, end: int) -> bool:
        """Whether a noun that eponyms have comes next, as in "Austin Moore prosthesis"."""
        return bool(self._right_after.match(text, end))

    def stands_for_a_thing(self, text: str, start: int, end: int) -> bool:
        """Whether the name at ``start`` to ``end`` belongs to a thing: Baker cyst, Chiari I."""
        if not self.is_eponym(text[start:end]):
            return False
        return bool(
            self._after.match(text, end) or self._before.search(text[max(0, start - 24) : start])
        )


def _terms(knowledge: Knowledge) -> Iterator[Term]:
    for entries in (knowledge.findings.values(), knowledge.normals, knowledge.cues):
        for entry in entries:
            yield from (term for language in Language for term in entry.terms[language])
    for site in knowledge.sites.values():
        yield from (term for language in Language for term in site.terms[language])
        yield from (term for terms in site.sided.values() for term in terms)

"""Names in English text without a title and of no list: words that nobody else can account for.

A capitalised word that is no ordinary word, no term and no eponym is a name or a brand. It is taken
for a name where what stands beside it is what persons do, or what is done with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.english_words import Spelling, Token, Words
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.wordlists import WordLists

_SHORTEST = 3
_INITIAL = re.compile(r"[ ]+|\.[ ]+")
_ENDS = re.compile(r"[ ]*(?:[.,;:)\n]|$)")


class EnglishBareNames:
    """Finds two unknown words before a verb or behind a preposition, and one where that is sure."""

    def __init__(self, lists: WordLists, clinical: Clinical) -> None:
        self._clinical = clinical
        self._spelling = Spelling(lists, clinical)
        self._before = lists.lower("person_before")
        does, said = lists.pattern("person_does"), lists.pattern("person_said")
        self._does = re.compile(rf"[ ]+(?:{does})\b")
        self._said = re.compile(rf"[ ]+(?:{said})\b")
        self._sure = re.compile(rf"(?:{lists.pattern('person_sure')})[ ]+\Z", re.IGNORECASE)
        self._makers = lists.lower("makers")

    def find(self, text: str) -> Iterator[Found]:
        """Yield the names of a folded text."""
        words = Words(text, self._spelling)
        at = 0
        while at < len(words.tokens):
            end = self._run(words, at)
            if end > at and self._is_person(words, at, end):
                start, stop = words.tokens[at].start, words.tokens[end - 1].end
                yield Found(start, stop, Kind.PERSON, Rule.CONTEXT)
            at = max(end, at + 1)

    def _run(self, words: Words, at: int) -> int:
        """Return where the unknown words that begin at a token end; ``at`` where none do."""
        if not self._is_unknown(words.tokens[at]):
            return at
        end = at + 1
        while end < len(words.tokens):
            token = words.tokens[end]
            gap, before = words.gap(end), words.tokens[end - 1]
            if gap != " " and not (before.is_initial and _INITIAL.fullmatch(gap)):
                break
            follows = end + 1 < len(words.tokens) and self._is_unknown(words.tokens[end + 1])
            if not self._is_unknown(token) and not (token.is_initial and follows):
                break
            end += 1
        return end

    def _is_person(self, words: Words, at: int, end: int) -> bool:
        stop = words.tokens[end - 1].end
        if self._clinical.is_before_a_thing(words.text, stop):
            return False
        start = words.tokens[at].start
        if self._sure.search(words.text[max(0, start - 40) : start]):
            return True
        before = words.tokens[at - 1].lower if at and words.gap(at) == " " else ""
        if before == "as" and self._said.match(words.text, stop):
            return True
        if end - at < 2:
            return False
        behind = before in self._before and _ENDS.match(words.text, stop) is not None
        return behind or self._does.match(words.text, stop) is not None

    def _is_unknown(self, token: Token) -> bool:
        text, clinical = token.text, self._clinical
        if len(text) < _SHORTEST or not text[0].isupper() or text.isupper():
            return False
        if token.lower in self._spelling.titles or token.lower in self._makers:
            return False
        return not clinical.is_word(text) and not clinical.is_eponym(text)

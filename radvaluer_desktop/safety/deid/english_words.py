"""Cuts English text into words, and tells where a name among them ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.wordlists import WordLists

_LETTER = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_WORD = re.compile(rf"{_LETTER}+(?:['-]{_LETTER}+)*")
BESIDE = re.compile(r"[ ]+|\.[ ]*|[ ]?-[ ]?")
COMMA = re.compile(r",[ ]*")
_AFTER_INITIAL = re.compile(r"\.|[ ]*(?:$|\n|[,;)]|[ ]{2})|[ ]+[A-Z][a-z]+|[ ]+[A-Z]{2,}[ ]*:")
MOST_WORDS = 4
_LEAST_LOWER = 3  # letters of a name that begins with a small one


@dataclass(frozen=True, slots=True)
class Token:
    """A word of Latin letters and its place."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_initial(self) -> bool:
        """Whether it is one capital letter."""
        return len(self.text) == 1 and self.is_capital


class Words:
    """The words of a text, and the names that they may be."""

    def __init__(self, text: str, spelling: Spelling) -> None:
        self.text = text
        self.tokens = [Token(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)]
        self._spelling = spelling
        self._clinical = spelling.clinical

    def gap(self, at: int) -> str:
        """Return what stands between the token before ``at`` and that one."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def is_word_and_surname(self, at: int) -> bool:
        """Whether a token is an ordinary word, written as the surname that it is too."""
        token = self.tokens[at]
        return token.text.istitle() and token.lower in self._spelling.ordinary_surnames

    def is_suffix(self, at: int) -> bool:
        """Whether MD, PhD or the like stands at a token."""
        return bool(self._spelling.suffix.match(self.text, self.tokens[at].start))

    def name_end(
        self, at: int, *, labelled: bool = False, titled: bool = False, lower: bool = False
    ) -> int:
        """Return where the name that begins at token ``at`` ends; ``at`` where none begins.

        ``labelled``: it may hold a comma, as in "Smith, John", and words that are terms too;
        ``titled``: it may be a word that is a surname too, as in "Dr. Ward";
        ``lower``: its first word may begin with a small letter.
        """
        if not self._begins(at) and not (titled and self.is_word_and_surname(at)):
            return at
        first = self.tokens[at]
        if not first.is_capital and first.lower not in self._spelling.particles:
            long = len(first.text) >= _LEAST_LOWER
            fits = labelled or not self._clinical.is_word(first.text)
            return at + 1 if lower and long and fits else at
        end, commas = at + 1, int(labelled)
        while end < len(self.tokens) and self._count(at, end) < MOST_WORDS:
            if not self._is_beside(end):
                commas -= 1
                if commas < 0 or not COMMA.fullmatch(self.gap(end)):
                    break
            if not self._belongs(end, labelled=labelled):
                break
            end += 1
        while end > at + 1 and not self.tokens[end - 1].is_capital:
            end -= 1
        return end

    def _begins(self, at: int) -> bool:
        """Whether a name may begin here: not with "The", but with May before what is a name."""
        first = self.tokens[at]
        if not self._clinical.is_ordinary(first.text) or first.is_initial:
            return True
        following = at + 1
        if following >= len(self.tokens):
            return False
        given = self._spelling.given
        if first.lower not in given and self.tokens[following].lower not in given:
            return False
        if COMMA.fullmatch(self.gap(following)) and self.tokens[following].is_capital:
            return not self._clinical.is_word(self.tokens[following].text)
        goes_on = first.text.istitle() and self._belongs(following)
        return goes_on and not self._clinical.is_word(self.tokens[following].text)

    def _is_beside(self, at: int) -> bool:
        gap, before = self.gap(at), self.tokens[at - 1]
        if not BESIDE.fullmatch(gap):
            return False
        return "." not in gap or before.is_initial or before.lower == "st"

    def _belongs(self, at: int, *, labelled: bool = False) -> bool:
        """Whether a token that follows a part of a name is a part of it too."""
        token = self.tokens[at]
        if self.text[token.end : token.end + 1] in (":", "=") or self.is_suffix(at):
            return False
        if token.is_initial:
            return bool(_AFTER_INITIAL.match(self.text, token.end))
        if token.lower in self._spelling.titles:
            return False
        if self._clinical.is_ordinary(token.text):
            before = self.tokens[at - 1]
            if before.is_initial:  # Jane P. Ward
                return token.text.istitle()
            return before.lower in self._spelling.given and self.is_word_and_surname(at)
        if not token.is_capital:
            return token.text in self._spelling.particles and self._goes_on(at + 1)
        return labelled or not (token.text.isupper() and self._clinical.is_word(token.text))

    def _count(self, first: int, end: int) -> int:
        """Return how many words are no particles."""
        words = self.tokens[first:end]
        return sum(token.text not in self._spelling.particles for token in words)

    def _goes_on(self, at: int) -> bool:
        """Whether a surname follows, with or without one more particle: van der Berg."""
        following = self.tokens[at : at + 2]
        if following and following[0].text in self._spelling.particles:
            following = following[1:]
        return bool(following) and following[0].is_capital


class Spelling:
    """What names are made of in English text."""

    def __init__(self, lists: WordLists, clinical: Clinical) -> None:
        self.clinical = clinical
        self.titles = frozenset(title.rstrip(".") for title in lists.lower("titles"))
        self.particles = lists.lower("particles")
        self.given = lists.lower("given")
        self.ordinary_surnames = lists.lower("ordinary_surnames")
        plain = sorted({each.replace(".", "") for each in lists.lists["suffixes"]}, key=len)
        forms = (r"\.?".join(map(re.escape, each)) for each in reversed(plain))
        self.suffix = re.compile(rf"(?:{'|'.join(forms)})(?!\w)")  # MD, M.D.


def words_between(tokens: Sequence[Token], first: int, end: int) -> list[str]:
    """Return the words of a name without its initials."""
    return [token.text for token in tokens[first:end] if not token.is_initial]

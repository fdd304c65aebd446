"""Names of persons in English text, by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.english_words import (
    BESIDE,
    COMMA,
    MOST_WORDS,
    Spelling,
    Token,
    Words,
    words_between,
)
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.wordlists import WordLists, alternatives

_AFTER_TITLE = re.compile(r"\.?[ ]*\n?[ ]*")
_AFTER_VERB = re.compile(r"[ ]*[,:]?[ ]*\n?")
_AND = re.compile(r"[ ]*(?:,|/|&|,?[ ]*\band\b)[ ]*")
_SENTENCE_END = re.compile(r"[.;\n]")
_PLACEHOLDER = re.compile(r"[Xx]+|[A-Z]")  # Dr. X: somebody took it out before
_REACH = 6  # words between "discussed" and "with"
_SURE_TITLES = frozenset({"dr", "drs", "mr", "mrs", "prof", "professor", "doctor"})
# Written in capitals or small letters they are a modality, a disease, a person without a name
_ALSO_WORDS = frozenset(
    {"mr", "ms", "dr", "fr", "miss", "resident", "fellow", "attending", "technologist"}
    | {"sonographer", "nurse", "sister", "hon", "mx"}
)
_NEEDS_COMMA = frozenset({"do", "pa", "rn", "np", "rt"})


class EnglishNames:
    """Finds names beside titles, labels and verbs, and two bare words of which one is usual."""

    def __init__(self, lists: WordLists, clinical: Clinical) -> None:
        self._clinical = clinical
        self._spelling = Spelling(lists, clinical)
        self._by, self._with = lists.lower("by"), lists.lower("with")
        self._relations = lists.lower("relations")
        labels = alternatives(lists.labels[Kind.PERSON])
        self._label = re.compile(
            rf"(?<![A-Za-z])(?P<label>{labels})(?:\(s\))?[ ]*[:=]\s?[ ]*", re.IGNORECASE
        )

    def find(self, text: str) -> Iterator[Found]:
        """Yield the names of a folded text."""
        words = Words(text, self._spelling)
        yield from self._labelled(words)
        for at, token in enumerate(words.tokens):
            word = token.lower
            if word in self._spelling.titles:
                yield from self._titled(words, at)
            if words.is_suffix(at):
                yield from self._with_suffix(words, at)
            if word in self._relations or self._is_by(words, at):
                yield from self._name_after(words, at, least=1)
            if word in self._with:
                yield from self._told(words, at)
            if word in self._spelling.given and token.is_capital:
                yield from self._bare(words, at)

    def _is_by(self, words: Words, at: int) -> bool:
        return words.tokens[at].lower == "by" and words.tokens[at - 1].lower in self._by

    def _labelled(self, words: Words) -> Iterator[Found]:
        starts = {token.start: at for at, token in enumerate(words.tokens)}
        for match in self._label.finditer(words.text):
            at = starts.get(match.end(), len(words.tokens))
            while at < len(words.tokens) and words.tokens[at].lower in self._spelling.titles:
                at += 1
            if at == len(words.tokens):
                continue
            asks_name = "name" in match["label"].lower()
            end = words.name_end(at, labelled=True, lower=asks_name)
            name = words_between(words.tokens, at, end)
            usual = any(word.lower() in self._spelling.given for word in name)
            if name and (asks_name or usual or not all(map(self._clinical.is_word, name))):
                yield _found(words, at, end, Rule.LABEL)

    def _titled(self, words: Words, at: int) -> Iterator[Found]:
        title = words.tokens[at]
        if self._is_no_title(words, at):
            return
        place, between = at + 1, _AFTER_TITLE
        while place < len(words.tokens) and between.fullmatch(words.gap(place)):
            if words.tokens[place].lower in self._spelling.titles:  # Prof. Dr.: the last one counts
                return
            is_sure = title.lower in _SURE_TITLES
            end = words.name_end(place, titled=is_sure, lower=is_sure)
            is_placeholder = _PLACEHOLDER.fullmatch(words.tokens[place].text) is not None
            if end == place or (is_placeholder and end == place + 1):
                return
            yield _found(words, place, end, Rule.TITLE)
            another = "/" in words.text[words.tokens[end - 1].end :][:2]
            if title.lower != "drs" and not another:
                return
            place, between = end, _AND
            if place < len(words.tokens) and words.tokens[place].lower == "and":
                place, between = place + 1, _AFTER_TITLE

    def _is_no_title(self, words: Words, at: int) -> bool:
        """Whether MR, ms, DR and the like are something else here: as in "No MR. Mitral inflow"."""
        title = words.tokens[at]
        if title.lower not in _ALSO_WORDS or title.text.istitle():
            return False
        if words.text[title.end : title.end + 1] != "." and title.lower != "dr":
            return True
        following = words.tokens[at + 1].text if at + 1 < len(words.tokens) else ""
        return len(following) <= 1 or self._clinical.is_word(following)

    def _with_suffix(self, words: Words, at: int) -> Iterator[Found]:
        """Find the name before MD, PhD and the like."""
        suffix, first = words.tokens[at], at
        while first and at - first < MOST_WORDS:
            before, gap = words.tokens[first - 1], words.gap(first)
            fits = BESIDE.fullmatch(gap) or (first == at and COMMA.fullmatch(gap))
            ordinary = self._clinical.is_ordinary(before.text) and not before.is_initial
            ordinary = ordinary and not words.is_word_and_surname(first - 1)
            if first == at and suffix.lower in _NEEDS_COMMA and "," not in gap:
                break
            if not fits or not before.is_capital or ordinary:
                break
            first -= 1
        name = words_between(words.tokens, first, at)
        if name and suffix.is_capital and not all(map(self._clinical.is_word, name)):
            yield _found(words, first, at, Rule.TITLE)

    def _told(self, words: Words, at: int) -> Iterator[Found]:
        """Find with whom it was discussed, or who was told."""
        for place in range(at + 1, min(at + _REACH, len(words.tokens))):
            if _SENTENCE_END.search(words.gap(place)):
                return
            if words.tokens[place].lower in ("with", "to"):
                yield from self._name_after(words, place, least=1)
                return
        yield from self._name_after(words, at, least=2)

    def _name_after(self, words: Words, at: int, least: int) -> Iterator[Found]:
        """Find a name of at least so many words right behind a token."""
        first = at + 1
        if first >= len(words.tokens) or not _AFTER_VERB.fullmatch(words.gap(first)):
            return
        if words.tokens[first].lower in self._spelling.titles:
            return
        end = words.name_end(first)
        name = words_between(words.tokens, first, end)
        if len(name) < least or all(map(self._clinical.is_word, name)):
            return
        if len(name) == 1 and (name[0].isupper() or self._clinical.is_eponym(name[0])):
            return  # discussed with ENT
        if self._is_before_department(words, end):
            return
        yield _found(words, first, end, Rule.CONTEXT)

    def _is_before_department(self, words: Words, end: int) -> bool:
        """Whether what looked like a name goes on as a department: Interventional Radiology."""
        if end >= len(words.tokens) or not BESIDE.fullmatch(words.gap(end)):
            return False
        following = words.tokens[end]
        return following.text.istitle() and self._clinical.is_ordinary(following.text)

    def _bare(self, words: Words, at: int) -> Iterator[Found]:
        """Find a usual given name with a surname behind it, or before it and a comma."""
        given = words.tokens[at]
        if self._clinical.stands_for_a_thing(words.text, given.start, given.end):
            return
        end = words.name_end(at)
        rest = [token for token in words.tokens[at + 1 : end] if not token.is_initial]
        if rest and self._clinical.is_before_a_thing(words.text, rest[-1].end):
            return
        if rest and not any(self._is_thing(words, token) for token in rest):
            yield _found(words, at, end, Rule.NAME_WORD)
        elif at and COMMA.fullmatch(words.gap(at)):
            surname = words.tokens[at - 1]
            is_name = surname.is_capital and not surname.is_initial
            if is_name and not self._is_thing(words, surname):
                yield _found(words, at - 1, max(end, at + 1), Rule.NAME_WORD)

    def _is_thing(self, words: Words, token: Token) -> bool:
        """Whether a word beside a given name is no surname; Smith and Baker may be."""
        clinical = self._clinical
        is_word = clinical.is_word(token.text) and not clinical.is_eponym(token.text)
        return is_word or clinical.stands_for_a_thing(words.text, token.start, token.end)


def _found(words: Words, first: int, end: int, rule: Rule) -> Found:
    return Found(words.tokens[first].start, words.tokens[end - 1].end, Kind.PERSON, rule)

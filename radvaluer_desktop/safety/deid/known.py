"""What is known of a study, found again in its text: as it is, otherwise spelt, and misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.folded import Folded
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_IS_HAN = re.compile(rf"[{_HAN}]+")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-./_][A-Za-z0-9]+)*", re.ASCII)
_SEPARATOR = r"[ \n./_-]{0,2}"
_BETWEEN_WORDS = r"[\s,.^=-]{1,3}"
_LEAST = 2  # characters of what is looked for at all
_LEAST_PART = 3  # letters of a part of a name that is looked for by itself
_LEAST_FUZZY = 5  # letters of a word in which one may be wrong
_TWO_WRONG = 10
_LEAST_FUZZY_CODE = 6
_HAN_NAME = 3  # characters of a name in which one may be wrong
_TERM_REACH = 6  # characters around it that may be of a term


@dataclass(frozen=True, slots=True)
class Known:
    """Identifiers of one study by kind, such as ``{Kind.PERSON: ("ZHANG^WEI=张^伟",)}``.

    Names may be written as DICOM does (PS3.5, section 6.2, PN), as "Family, Given" or as they
    are spoken.
    """

    values: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of_study(
        cls,
        header: StudyHeader,
        radiologist: str = "",
        others: Mapping[Kind, Iterable[str]] | None = None,
    ) -> Known:
        """Return what the program knows: the pseudonym, the radiologist, and ``others``."""
        values = {kind: tuple(each) for kind, each in (others or {}).items()}
        if header.pseudonym:
            values[Kind.OTHER] = (*values.get(Kind.OTHER, ()), header.pseudonym)
        if radiologist:
            values[Kind.PERSON] = (*values.get(Kind.PERSON, ()), radiologist)
        return cls(values)

    def telling(self, clinical: Clinical) -> Known:
        """Leave out names of houses and stations that are words of any report, such as "CT"."""
        named = (Kind.INSTITUTION, Kind.OTHER)
        return Known(
            {
                kind: tuple(filter(clinical.tells, values)) if kind in named else values
                for kind, values in self.values.items()
            }
        )


class KnownFinder:
    """Looks for known identifiers."""

    def __init__(self, clinical: Clinical) -> None:
        self._clinical = clinical

    def find(self, text: str, known: Known) -> Iterator[Found]:
        """Yield where identifiers of ``known`` stand in a folded text."""
        for kind, values in known.values.items():
            for value in values:
                plain = " ".join(Folded(value).text.split())
                if len(plain) < _LEAST:
                    continue
                if kind is Kind.PERSON and not any(map(str.isdigit, plain)):
                    yield from self._person(text, plain)
                else:
                    yield from self._exact(text, plain, kind)
                    if any(letter.isdigit() for letter in plain):
                        yield from _misspelt_code(text, plain, kind)

    def _exact(self, text: str, value: str, kind: Kind) -> Iterator[Found]:
        """Find a value whatever separates its parts: 12-345 for 12345."""
        letters = [letter for letter in value if letter.isalnum()]
        if len(letters) < _LEAST:
            return
        pattern = _SEPARATOR.join(map(re.escape, letters))
        for match in re.finditer(_bounded(pattern, value), text, re.IGNORECASE):
            yield Found(*match.span(), kind, Rule.KNOWN)

    def _person(self, text: str, value: str) -> Iterator[Found]:
        for written in filter(None, re.split(r"=", value)):
            if _IS_HAN.search(written):
                yield from self._han_name(text, "".join(_IS_HAN.findall(written)))
            words = _WORD.findall(_IS_HAN.sub(" ", written))
            if words:
                yield from self._whole_name(text, words)
                yield from self._parts(text, words)

    def _han_name(self, text: str, name: str) -> Iterator[Found]:
        if len(name) < _LEAST:
            return
        spaced = r"[ ·]{0,2}".join(name)
        for match in re.finditer(spaced, text):
            yield Found(*match.span(), Kind.PERSON, Rule.KNOWN)
        if len(name) < _HAN_NAME:
            return
        for wrong in range(len(name)):
            pattern = name[:wrong] + rf"[{_HAN}]" + name[wrong + 1 :]
            for match in re.finditer(pattern, text):
                if match[0] != name and not self._is_term_around(text, match):
                    yield Found(*match.span(), Kind.PERSON, Rule.NEARLY_KNOWN)

    def _is_term_around(self, text: str, match: re.Match[str]) -> bool:
        """Whether what looks like a misspelt name is made of a term."""
        start, end = match.span()
        return any(
            self._clinical.is_han_term(text[first:last])
            for first in range(max(0, start - _TERM_REACH), end - 1)
            for last in range(max(first, start) + 2, min(len(text), end + _TERM_REACH) + 1)
        )

    def _whole_name(self, text: str, words: list[str]) -> Iterator[Found]:
        if len(words) < _LEAST:
            return
        orders = {tuple(words), tuple(reversed(words)), (*words[1:], words[0])}
        orders.add((words[-1], *words[:-1]))
        for order in orders:
            pattern = _BETWEEN_WORDS.join(map(re.escape, order))
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
                yield Found(*match.span(), Kind.PERSON, Rule.KNOWN)
            joined = "".join(map(re.escape, order))  # Zhang Jian Guo, ZhangJianguo
            for match in re.finditer(rf"(?<!\w){joined}(?!\w)", text, re.IGNORECASE):
                yield Found(*match.span(), Kind.PERSON, Rule.KNOWN)

    def _parts(self, text: str, words: list[str]) -> Iterator[Found]:
        wanted = [word for word in words if len(word) >= _LEAST]
        if not wanted:
            return
        for match in _WORD.finditer(text):
            for word in wanted:
                rule = self._alike(match[0], word)
                if rule and not self._is_thing(text, match):
                    yield Found(*match.span(), Kind.PERSON, rule)

    def _alike(self, seen: str, word: str) -> Rule | None:
        one, other = seen.lower().removesuffix("'s"), word.lower()
        if one == other:
            fits = len(word) >= _LEAST_PART or (seen.istitle() and not self._clinical.is_word(seen))
            return Rule.KNOWN if fits else None
        if len(word) < _LEAST_FUZZY or not seen[0].isupper() or self._clinical.is_word(seen):
            return None
        wrong = 2 if len(word) >= _TWO_WRONG else 1
        near = (
            abs(len(one) - len(other)) <= wrong
            and OSA.distance(one, other, score_cutoff=wrong) <= wrong
        )
        return Rule.NEARLY_KNOWN if near else None

    def _is_thing(self, text: str, match: re.Match[str]) -> bool:
        """Whether the word is no name here: a Baker cyst, or white matter of Ms White."""
        if self._clinical.stands_for_a_thing(text, *match.span()):
            return True
        if not self._clinical.is_word(match[0]):
            return False
        if not match[0].istitle():
            return not match[0].isupper() or not _is_shouted(text, match)
        following = _WORD.search(text, match.end())
        return (
            _begins_a_sentence(text, match.start())
            and following is not None
            and self._clinical.is_term(following[0])
        )


def again(text: str, found: Iterable[Found], clinical: Clinical) -> Iterator[Found]:
    """Yield where names that were found elsewhere in the text stand once more."""
    latin: set[str] = set()
    han: set[str] = set()
    for each in found:
        name = text[each.start : each.end]
        if each.kind is not Kind.PERSON:
            continue
        if _IS_HAN.search(name):
            han.add(name)
        latin.update(
            word for word in _WORD.findall(_IS_HAN.sub(" ", name)) if len(word) >= _LEAST_PART
        )
    for name in han:
        if len(name) >= _LEAST and not clinical.is_han_term(name):
            for match in re.finditer(re.escape(name), text):
                yield Found(*match.span(), Kind.PERSON, Rule.AGAIN)
    wanted = {form for word in latin for form in (word.capitalize(), word.upper(), word)}
    for match in _WORD.finditer(text) if wanted else ():
        word = match[0].removesuffix("'s")
        if word not in wanted or not word[0].isupper() or clinical.is_word(word):
            continue
        if not clinical.stands_for_a_thing(text, match.start(), match.start() + len(word)):
            yield Found(match.start(), match.start() + len(word), Kind.PERSON, Rule.AGAIN)


def _bounded(pattern: str, value: str) -> str:
    """Keep a number from being found inside of a longer one."""
    before = r"(?<![A-Za-z0-9])" if value[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if value[-1].isascii() else ""
    return before + pattern + after


def _misspelt_code(text: str, value: str, kind: Kind) -> Iterator[Found]:
    """Find a number with one digit wrong, missing, too many, or two exchanged."""
    wanted = re.sub(r"[\W_]", "", value).lower()
    if len(wanted) < _LEAST_FUZZY_CODE:
        return
    for match in _CODE.finditer(text):
        seen = re.sub(r"[\W_]", "", match[0]).lower()
        near = abs(len(seen) - len(wanted)) <= 1 and any(map(str.isdigit, seen))
        if near and OSA.distance(seen, wanted, score_cutoff=1) == 1:
            yield Found(*match.span(), kind, Rule.NEARLY_KNOWN)


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether a word in capitals stands among words that are not, so that it was meant."""
    around = text[max(0, match.start() - 40) : match.end() + 40]
    return any(letter.islower() for letter in around)


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[:start][-3:].rstrip()
    return not before or before[-1] in ".:;!?\n。；" or "\n" in text[:start][-2:]

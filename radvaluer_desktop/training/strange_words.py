"""Puts strange words where findings and impression share one.

A model of some million parameters would rather remember a word than copy it. Where the shared word
is new in every report, nothing but copying helps: a fact of the report is told with a term that no
other report has, and its impression names it with the same term. Some are made up, some are words
of other reports that never stood there; some come before a word that stays, as in "noncalcified
nodule", which a model that knows nodules alone would shorten.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.reports import PlainReport, Report

_ENGLISH_WORD = re.compile(r"\b[a-z]{6,}\b", re.IGNORECASE)
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]{3,}")
_CHINESE_LENGTHS = (2, 3)
_CONSONANTS = ("b", "br", "c", "ch", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr",
               "qu", "r", "s", "sp", "st", "t", "tr", "v", "w", "x", "z")  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "y", "ay", "ei", "ou")
_ENDS = ("", "n", "x", "r", "st", "l", "s", "ma", "tis", "sis", "lla")
_SYLLABLES = "安巴贝博达德尔法菲格哈赫吉卡科拉莱利洛马曼米莫纳诺帕佩奇萨塞斯塔特托瓦维沃西亚伊泽扎"
_ANY_CHARACTER = (0x4E00, 0x9FA5)
_ANY_SHARE = 0.3
# Words on which all depends: never replaced, and never put elsewhere.
_KEPT = re.compile("[未无不非左右双两]|异常|without|negative|normal|unremarkable|intact|bilateral")
_HEARD_EACH = 3  # words that are remembered of a report
_HEARD = 3000


@dataclass(frozen=True, slots=True)
class Strangeness:
    """``share`` of the reports in which one to ``most`` words are strange.

    ``known``: the part of them that other reports have. ``before``: the part that is put before a
    shared word instead of in its place.
    """

    share: float = 0.6
    most: int = 4
    known: float = 0.4
    before: float = 0.3


class StrangeWords:
    """Varies reports, one after the other; remembers some words of those before."""

    def __init__(self, how: Strangeness, rng: random.Random) -> None:
        self._how = how
        self._rng = rng
        self._heard: dict[Language, list[str]] = {language: [] for language in Language}

    def vary(self, report: Report) -> Report:
        """Return ``report``, or one in which strange words stand in findings and impression."""
        rng, language = self._rng, report.language
        shared = _shared(report)
        varied = report
        if rng.random() < self._how.share:
            findings, impression = report.findings, report.impression
            for word in rng.sample(shared, min(rng.randint(1, self._how.most), len(shared))):
                new = self._new_word(word, language)
                stays = rng.random() < self._how.before
                findings = _changed(word, new, findings, language, stays=stays)
                impression = _changed(word, new, impression, language, stays=stays)
            if findings != report.findings:
                varied = PlainReport(report.header, findings, impression, language)
        self._hear(shared, language)
        return varied

    def _new_word(self, word: str, language: Language) -> str:
        heard = self._heard[language]
        if heard and self._rng.random() < self._how.known:
            return self._rng.choice(heard)
        if language is Language.ENGLISH:
            return _english_word(self._rng)
        return _chinese_word(len(word), self._rng)

    def _hear(self, words: list[str], language: Language) -> None:
        """Remember some of ``words``."""
        heard = self._heard[language]
        heard.extend(self._rng.sample(words, min(_HEARD_EACH, len(words))))
        del heard[:-_HEARD]


def _words(text: str, language: Language) -> list[str]:
    """Return the words of ``text``, in Chinese all its pieces; each once, in a fixed order."""
    if language is Language.ENGLISH:
        return sorted({word.lower() for word in _ENGLISH_WORD.findall(text)})
    return sorted(
        {
            run[at : at + length]
            for run in _CHINESE_RUN.findall(text)
            for length in _CHINESE_LENGTHS
            for at in range(len(run) - length + 1)
        }
    )


def _shared(report: Report) -> list[str]:
    """Return words that both texts have and that may be another."""
    told = report.findings.lower()
    known = set(_words(told, report.language)) if report.language is Language.ENGLISH else told
    words = _words(report.impression, report.language)
    return [word for word in words if word in known and not _KEPT.search(word)]


def _changed(word: str, new: str, text: str, language: Language, *, stays: bool) -> str:
    """Put ``new`` in the place of ``word``, or before it where that ``stays``."""
    if language is Language.CHINESE:
        return text.replace(word, new + word if stays else new)

    def put(found: re.Match[str]) -> str:
        first = new.capitalize() if found[0][:1].isupper() else new
        return f"{first} {found[0].lower()}" if stays else first

    return re.sub(rf"\b{word}\b", put, text, flags=re.IGNORECASE)


def _english_word(rng: random.Random) -> str:
    parts = [rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 3))]
    return "".join(parts) + rng.choice(_ENDS)


def _chinese_word(length: int, rng: random.Random) -> str:
    return "".join(
        chr(rng.randint(*_ANY_CHARACTER)) if rng.random() < _ANY_SHARE else rng.choice(_SYLLABLES)
        for _ in range(length)
    )

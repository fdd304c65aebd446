"""Puts words that nobody knows in the place of words that findings and impression share.

A model of a few million parameters would rather remember a word than copy it. Where the shared word
is new in every report, nothing but copying helps: a fact of the report is told with a term that no
other report has, and its impression names it with the same term.
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


@dataclass(frozen=True, slots=True)
class Strangeness:
    """``share`` of the reports in which one to ``most`` words are replaced."""

    share: float = 0.5
    most: int = 4


def with_strange_words(report: Report, how: Strangeness, rng: random.Random) -> Report:
    """Return ``report``, or one in which strange words stand in findings and impression alike."""
    if rng.random() >= how.share:
        return report
    findings, impression = report.findings, report.impression
    for word in _chosen(report, rng.randint(1, how.most), rng):
        if report.language is Language.ENGLISH:
            new = _english_word(rng)
            pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)
        else:
            new = _chinese_word(len(word), rng)
            pattern = re.compile(word)
        findings = _replaced(pattern, new, findings)
        impression = _replaced(pattern, new, impression)
    return PlainReport(report.header, findings, impression, report.language)


def _chosen(report: Report, count: int, rng: random.Random) -> list[str]:
    """Return words that both texts have."""
    if report.language is Language.ENGLISH:
        told = {word.lower() for word in _ENGLISH_WORD.findall(report.findings)}
        shared = sorted(told & {word.lower() for word in _ENGLISH_WORD.findall(report.impression)})
    else:
        pieces = {
            run[at : at + length]
            for run in _CHINESE_RUN.findall(report.impression)
            for length in _CHINESE_LENGTHS
            for at in range(len(run) - length + 1)
        }
        shared = sorted(piece for piece in pieces if piece in report.findings)
    return rng.sample(shared, min(count, len(shared)))


def _replaced(pattern: re.Pattern[str], new: str, text: str) -> str:
    return pattern.sub(lambda found: new.capitalize() if found[0][:1].isupper() else new, text)


def _english_word(rng: random.Random) -> str:
    parts = [rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 3))]
    return "".join(parts) + rng.choice(_ENDS)


def _chinese_word(length: int, rng: random.Random) -> str:
    return "".join(
        chr(rng.randint(*_ANY_CHARACTER)) if rng.random() < _ANY_SHARE else rng.choice(_SYLLABLES)
        for _ in range(length)
    )

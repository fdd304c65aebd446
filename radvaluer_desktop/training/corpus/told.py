"""Keeps a long report from saying the same normal thing again in other words."""

from __future__ import annotations

import re

from radvaluer_desktop.report.study import Language

_PLAIN = """a acute an and any appear appears are as both evidence for free from identified in
    intact is it left limits negative no noted normal of on or other present right seen show shows
    significant the there unremarkable visualized with within without"""
_PLAIN_WORDS = frozenset(_PLAIN.split())
_WORD = re.compile(r"[A-Za-z]{2,}")
_PLAIN_HAN = re.compile("未见|明显|明确|异常|正常|可见|所[见示]|[两双左右]侧|形态|大小|信号|密度")
_HAN = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_SAME = 0.4  # share of a sentence's words that were said before


class Told:
    """What a report has said so far, as words; in Chinese, as pairs of characters."""

    def __init__(self, language: Language) -> None:
        self._words = _pairs if language is Language.CHINESE else _words
        self._said: set[str] = set()

    def adds(self, sentence: str) -> bool:
        """Whether a sentence says something else than those before; then it counts as said."""
        words = self._words(sentence)
        if len(words & self._said) > _SAME * len(words):
            return False
        self._said |= words
        return True


def _words(sentence: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(sentence.lower())} - _PLAIN_WORDS


def _pairs(sentence: str) -> set[str]:
    return set(_HAN.findall(_PLAIN_HAN.sub(" ", sentence)))

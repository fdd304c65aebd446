"""Tells the language of a report from its letters."""

from __future__ import annotations

import re

from radvaluer_desktop.report.study import Language

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def detect_language(text: str) -> Language:
    """Return Chinese where Han characters carry at least as much as Latin words, else English.

    A Han character is about half a word, and Chinese reports keep Latin abbreviations (CT, SUV)
    while English ones hold no Han: two characters weigh as much as one Latin word.
    """
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    return Language.CHINESE if han and han >= 2 * latin else Language.ENGLISH

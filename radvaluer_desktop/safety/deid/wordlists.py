"""Reads ``resources/deid/``; its README tells the lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from radvaluer_desktop.assets import resource
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.deid.kinds import Kind

_PAIR = 2


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of one language, and its labels by kind."""

    lists: Mapping[str, tuple[str, ...]]
    labels: Mapping[Kind, tuple[str, ...]]

    def lower(self, name: str) -> frozenset[str]:
        """Return a list as words are compared: in lower case."""
        return frozenset(word.lower() for word in self.lists[name])

    def pattern(self, name: str) -> str:
        """Return a regular expression for any word of a list."""
        return alternatives(self.lists[name])


def load_word_lists() -> Mapping[Language, WordLists]:
    """Return the lists of each language."""
    return {language: _lists(language) for language in Language}


def _lists(language: Language) -> WordLists:
    path = resource("deid") / f"{language.value}.toml"
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    labels = table.pop("labels")
    return WordLists(
        {name: tuple(words) for name, words in table.items()},
        {Kind(kind): tuple(words) for kind, words in labels.items()},
    )


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of ``words``, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\ +") for word in ordered)


def spaced(words: Iterable[str]) -> str:
    """Return an expression for Chinese ``words``, where two characters may stand apart: 姓  名."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        rf"{word[0]}[ ]{{0,4}}{word[1]}" if len(word) == _PAIR and not word.isascii() else word
        for word in map(re.escape, ordered)
    )

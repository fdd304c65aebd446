"""What stands in the place of an identifier: a tag, or a made-up value of the same form."""

from __future__ import annotations

import random
import re
import secrets
import string
from collections import Counter
from enum import StrEnum

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.deid.kinds import Kind, tag_name

AGE_GROUP = "90+"
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_NAMES = {
    Language.ENGLISH: [
        "Alder", "Ashby", "Birch", "Brook", "Cedar", "Clove", "Dale", "Elm", "Fern", "Flint",
        "Grove", "Hazel", "Heath", "Holm", "Ivy", "Larch", "Linden", "Maple", "Moss", "Oakley",
        "Pine", "Reed", "Rowan", "Sage", "Thorn", "Vale", "Willow", "Wren", "Yarrow",
    ],
    Language.CHINESE: [a + b for a in "甲乙丙丁戊己庚辛壬癸" for b in "一二三四五六七八九十"],
}  # fmt: skip
_PLACES = {
    Language.ENGLISH: {Kind.INSTITUTION: "Example Hospital {}", Kind.ADDRESS: "{} Example Street"},
    Language.CHINESE: {Kind.INSTITUTION: "示例第{}医院", Kind.ADDRESS: "示例路{}号"},
}


class Style(StrEnum):
    """How replacements look."""

    TAGS = "tags"  # [NAME 1]
    SURROGATES = "surrogates"  # a name for a name, digits for digits


class Replacer:
    """Gives each identifier its replacement: the same string the same one, as long as it lives.

    One for many texts keeps them together. What it remembers is in memory alone and never comes
    back; digits are drawn anew for each replacer, so that nobody can reckon back. Dates stay tags:
    a made-up day would be taken for the day.
    """

    def __init__(self, style: Style = Style.TAGS, seed: int | None = None) -> None:
        self._style = style
        self._rng = random.Random(secrets.randbits(128) if seed is None else seed)  # noqa: S311
        self._given: dict[tuple[Kind, str], str] = {}
        self._taken: set[str] = set()
        self._counts: Counter[str] = Counter()

    def replacement(self, kind: Kind, original: str, language: Language) -> str:
        """Return what stands for ``original``; case and spaces make no other identifier of it."""
        if kind is Kind.AGE:
            return AGE_GROUP
        key = kind, " ".join(original.casefold().split())
        if key not in self._given:
            if self._style is Style.TAGS:
                made = self._tag(kind, language)
            else:
                made = self._surrogate(kind, original, language)
            self._given[key] = made
            self._taken.add(made)
        return self._given[key]

    def _tag(self, kind: Kind, language: Language) -> str:
        name = tag_name(kind, language)
        self._counts[name] += 1
        gap = "" if language is Language.CHINESE else " "
        return f"[{name}{gap}{self._counts[name]}]"

    def _surrogate(self, kind: Kind, original: str, language: Language) -> str:
        tongue = Language.CHINESE if _HAN.search(original) else Language.ENGLISH
        if kind is Kind.PERSON:
            return self._name(original, tongue)
        if kind in _PLACES[tongue]:
            self._counts[kind] += 1
            return _PLACES[tongue][kind].format(self._counts[kind])
        if kind is Kind.DATE:
            return self._tag(kind, language)
        for _ in range(20):
            made = "".join(map(self._letter, original))
            if made != original and made not in self._taken:
                return made
        return self._tag(kind, language)

    def _name(self, original: str, tongue: Language) -> str:
        self._counts[f"name {tongue}"] += 1
        number = self._counts[f"name {tongue}"] - 1
        names = _NAMES[tongue]
        made = names[number % len(names)]
        round_ = number // len(names)
        made += str(round_ + 1) if round_ else ""
        return made.upper() if original.isupper() else made

    def _letter(self, letter: str) -> str:
        if letter.isdigit():
            return self._rng.choice(string.digits)
        if letter.isascii() and letter.isalpha():
            return self._rng.choice(
                string.ascii_uppercase if letter.isupper() else string.ascii_lowercase
            )
        return letter

"""Reads the places of a system: names in both languages, for each side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus.entries import Place, Spot

_KEYS = frozenset(("en", "zh", "at", "adj", "short", "side"))
_SIDES = {
    "left": {Language.ENGLISH: "left", Language.CHINESE: "左"},
    "right": {Language.ENGLISH: "right", Language.CHINESE: "右"},
}
_EMPTY = Spot("", "", "", "")
NOWHERE = Place("", "", dict.fromkeys(Language, (_EMPTY,)))


def read_places(
    name: str, rows: Iterable[Mapping[str, Any]], say: Callable[[str], None]
) -> tuple[Place, ...]:
    """Return the places of one set; ``{side}`` in a name makes a left and a right one."""
    found: list[Place] = []
    for number, row in enumerate(rows):
        if row.keys() - _KEYS or not {"en", "zh"} <= row.keys():
            say(f"places {name} {number + 1}: keys {sorted(row)}")
            continue
        key = f"{name}/{number}"
        if "{side}" in str(row["en"]):
            found += [_place(f"{key}/{side}", row, side) for side in _SIDES]
        else:
            found.append(_place(key, row, row.get("side", "")))
    return tuple(found)


def _place(key: str, row: Mapping[str, Any], side: str) -> Place:
    return Place(key, side, {language: _spots(row, side, language) for language in Language})


def _spots(row: Mapping[str, Any], side: str, language: Language) -> tuple[Spot, ...]:
    word = _SIDES.get(side, {}).get(language, "")
    names = [row[language]] if isinstance(row[language], str) else row[language]
    names = [name.replace("{side}", word) for name in names]
    if language is Language.CHINESE:
        return tuple(Spot(name, name, name, name) for name in names)
    at = row.get("at", "in the")
    article = "the " if at.endswith(" the") else ""
    short = row.get("short", "").replace("{S}", side[:1].upper())
    adj = row.get("adj", "").replace("{side}", word)
    return tuple(Spot(name, f"{at} {name}", article + name, adj or name, short) for name in names)

"""Reads measurements (lengths, shares, attenuation) and numbered places (vertebrae, ribs …)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"\d+(?:[.．]\d+)?"
_UNIT = (
    r"millimet(?:er|re)s?|centimet(?:er|re)s?|mm|cm|毫米|厘米|公分|ml|mL|ML|毫升|cc|HU|Hu|hu|"
    r"percent|%|％|度|degrees?|°|m/s(?:ec(?:ond)?)?|cm/s"
)
_BY = r"\s*(?:[-x×X*＊~～]|by|至|to|–|—)\s*"
_ONE = rf"{_NUMBER}(?:\s*-?\s*(?:{_UNIT})(?![A-Za-z]))?"
_MEASURE = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<body>{_ONE}(?:{_BY}{_ONE}){{0,3}})\s*-?\s*(?P<unit>{_UNIT})?(?![A-Za-z])"
)
_PART = re.compile(rf"({_NUMBER})\s*-?\s*((?:{_UNIT})(?![A-Za-z]))?")
_MILLIMETRES = {"mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0, "公分": 10.0}
_QUANTITIES = {
    "ml": "volume", "毫升": "volume", "cc": "volume", "hu": "attenuation", "percent": "share",
    "%": "share", "％": "share", "度": "angle", "degree": "angle", "degrees": "angle", "°": "angle",
}  # fmt: skip
LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurement: quantity and values (lengths in millimetres), as many as were multiplied."""

    start: int
    end: int
    quantity: str
    values: tuple[float, ...]


def measures_of(text: str) -> tuple[Measure, ...]:
    """Return the measurements of ``text``: numbers that carry a unit."""
    found = []
    for match in _MEASURE.finditer(text):
        parts = _PART.findall(match["body"])
        last = match["unit"] or next((unit for _, unit in reversed(parts) if unit), "")
        if not last:
            continue
        quantity, _ = _scale(last)
        values = []
        for number, unit in parts:
            its, scale = _scale(unit or last)
            if its == quantity:
                values.append(float(number.replace("．", ".")) * scale)
        found.append(Measure(match.start(), match.end(), quantity, tuple(values)))
    return tuple(found)


def _scale(unit: str) -> tuple[str, float]:
    name = unit.lower()
    if name.startswith("millimet"):
        name = "mm"
    elif name.startswith("centimet"):
        name = "cm"
    if name in _MILLIMETRES:
        return LENGTH, _MILLIMETRES[name]
    return _QUANTITIES.get(name, "velocity"), 1.0


def same_measure(first: float, second: float, quantity: str) -> bool:
    """Whether two values may be the same measurement, rounded.

    Lengths in millimetres may differ by 2 below 6, by 4 from 6 and by 20 % from 30; others by 10 %.
    """
    least, most = sorted((first, second))
    if quantity != LENGTH:
        return most - least <= 0.1 * most
    if most >= 30:
        return most - least <= 0.2 * least
    return most - least <= (4 if least >= 6 else 2)

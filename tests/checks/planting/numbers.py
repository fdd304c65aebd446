"""A size, a percentage or a count that is no longer the one in the findings."""

from __future__ import annotations

import random
import re

from tests.checks.planting.cases import Pair, Planted, Span
from tests.checks.planting.text import like, put

_SIZE = re.compile(
    r"(?<![\d.,/-])(\d+(?:\.\d+)?)(\s*-?\s*)(mm|cm|%|毫米|厘米)(?![a-z\d²³])", re.IGNORECASE
)
_DIMENSION = re.compile(r"(\d+(?:\.\d+)?)(?=\s*(?:mm|cm)?\s*[x×]\s*\d)", re.IGNORECASE)
_ANY_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COUNTS = ["two", "three", "four", "five"]
_COUNT = re.compile(r"\b(two|three|four)\b (?=[a-z]+(?: [a-z]+){0,2}s\b)", re.IGNORECASE)
_MM = {"mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0, "%": 1.0}


def _margin(millimetres: float) -> float:
    """How far apart two readers may measure one and the same thing."""
    if millimetres < 6:
        return 2
    return 4 if millimetres < 30 else 0.2 * millimetres


def _written(value: float, model: str) -> str:
    """Write ``value`` with as many decimals as ``model``."""
    decimals = len(model.partition(".")[2])
    return f"{value:.{decimals}f}"


def _other_value(old: str, unit: str, findings: str, rng: random.Random) -> str | None:
    """Return a number that is wrong beyond the margin, and that the findings hold nowhere."""
    value, scale = float(old), _MM[unit.lower()]
    known = {float(n) for n in _ANY_NUMBER.findall(findings)}
    factors = [0.4, 0.5, 1.6, 2.0, 2.5, 3.0]
    rng.shuffle(factors)
    for factor in factors:
        new = _written(value * factor, old)
        far = abs(float(new) - value) * scale
        if unit == "%" and (float(new) > 95 or far < 20):
            continue
        apart = all(abs(float(new) - k) * scale > _margin(float(new) * scale) for k in known)
        if far > 2 * _margin(value * scale) and apart and float(new) * scale >= 2:
            return new
    return None


def _sizes(pair: Pair) -> list[tuple[Span, str, str]]:
    """The numbers with a unit that stand in both texts: where, number, unit."""
    found = []
    flat = re.sub(r"\s+", "", pair.findings)
    for match in _SIZE.finditer(pair.impression):
        number, _, unit = match.groups()
        stands = re.search(rf"(?<![\d.]){re.escape(number)}-?{re.escape(unit)}", flat, re.I)
        if stands:
            found.append((match.span(1), number, unit))
            found.extend(_first_dimension(pair, match, unit))
    return found


def _first_dimension(pair: Pair, size: re.Match[str], unit: str) -> list[tuple[Span, str, str]]:
    """In "12 mm × 9 mm" the first number, which is the one that is read first."""
    before = pair.impression[max(0, size.start() - 14) : size.end()]
    offset = max(0, size.start() - 14)
    return [
        ((offset + match.start(1), offset + match.end(1)), match.group(1), unit)
        for match in _DIMENSION.finditer(before)
        if re.search(rf"(?<![\d.]){re.escape(match.group(1))}(?![\d.])", pair.findings)
    ]


def plant_number(pair: Pair, rng: random.Random) -> Planted | None:
    """Change a size beyond what two readers may differ by, slip the unit, or miscount."""
    sizes = _sizes(pair)
    if sizes:
        span, old, unit = rng.choice(sizes)
        slip = _unit_slip(pair, span, rng) if rng.random() < 0.2 else None
        if slip:
            return slip
        new = _other_value(old, unit, pair.findings, rng)
        if new:
            text, there = put(pair.impression, span, new)
            return Planted(pair.saying(text), "impression", there)
    return _miscount(pair, rng)


def _unit_slip(pair: Pair, span: Span, rng: random.Random) -> Planted | None:
    """Write cm for mm or mm for cm behind a single measure."""
    match = re.compile(r"\d+(?:\.\d+)?\s*-?(mm|cm)", re.I).match(pair.impression, span[0])
    near = pair.impression[max(0, span[0] - 8) : span[1] + 12]
    if not match or re.search(r"[x×]", near, re.I) or rng.random() < 0.01:
        return None
    other = {"mm": "cm", "cm": "mm"}[match.group(1).lower()]
    text, there = put(pair.impression, match.span(1), other)
    return Planted(pair.saying(text), "impression", (span[0], there[1]))


def _miscount(pair: Pair, rng: random.Random) -> Planted | None:
    """Make three of two where both texts count the same thing in words."""
    places = [
        match
        for match in _COUNT.finditer(pair.impression)
        if re.search(
            rf"\b{match.group(1)} {re.escape(pair.impression[match.end() :].split()[0])}",
            pair.findings,
            re.I,
        )
    ]
    if not places:
        return None
    match = rng.choice(places)
    at = _COUNTS.index(match.group(1).lower())
    text, there = put(pair.impression, match.span(1), like(_COUNTS[(at + 2) % 4], match.group(1)))
    return Planted(pair.saying(text), "impression", there)

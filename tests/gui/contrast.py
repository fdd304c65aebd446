"""The contrast of two colours after WCAG 2.2 (W3C Recommendation, 2023), "contrast ratio" and
"relative luminance" of its glossary.
"""

from __future__ import annotations

_LINEAR_BELOW = 0.04045  # of sRGB, IEC 61966-2-1


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb``, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4

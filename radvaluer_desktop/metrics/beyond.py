"""What a draft holds that its findings do not, by its letters alone: numbers and sides.

Cruder than the checks, and independent of them: no knowledge of the field, no reading.
"""

from __future__ import annotations

import re

_LIST_NUMBER = re.compile(r"^\s*\d{1,2}[.、)）]\s*(?!\d)", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIDE = re.compile(r"\b(?:left|right|bilateral)\b|[左右双]", re.IGNORECASE)
# Words that a draft may use where the findings say the same in another way.
_SAME_SIDE = {"双": ("两", "左右"), "bilateral": ("both", "bibasilar", "biapical")}


def numbers_beyond(findings: str, draft: str) -> set[str]:
    """Return the numbers of ``draft``, but for those of its list, that ``findings`` lack."""
    plain = _LIST_NUMBER.sub("", draft)
    return set(_NUMBER.findall(plain)) - set(_NUMBER.findall(findings))


def sides_beyond(findings: str, draft: str) -> set[str]:
    """Return the sides that ``draft`` names and ``findings`` do not."""
    said = {side.lower() for side in _SIDE.findall(draft)}
    found = findings.lower()
    return {side for side in said if side not in found and not _as_other_word(side, found)}


def _as_other_word(side: str, findings: str) -> bool:
    return any(word in findings for word in _SAME_SIDE.get(side, ()))

"""Gaps of a template: ``‹size in mm›`` in a text, to be filled or deleted.

Written ``[size in mm]`` in a template's file. In a text they stand in single angle quotation marks,
which reports do not use otherwise, so that brackets of a pasted report are never taken for gaps.
"""

from __future__ import annotations

import re

_IN_FILE = re.compile(r"\[([^\[\]\n]{1,60})\]")
_IN_TEXT = re.compile(r"‹[^‹›\n]{1,60}›")

Place = tuple[int, int]


def with_gaps(text: str) -> str:
    """Return the ``text`` of a file as it is inserted."""
    return _IN_FILE.sub(r"‹\1›", text)


def gaps(text: str) -> tuple[Place, ...]:
    """Return the places of the gaps of ``text``, in characters, the end exclusive."""
    return tuple(match.span() for match in _IN_TEXT.finditer(text))


def without_gaps(text: str) -> str:
    """Return ``text`` without the gaps that nobody filled, and without lines that hold no more.

    Of a line such as ``Pleura: ‹pleura›`` nothing is left.
    """
    kept = []
    for line in text.split("\n"):
        filled = _IN_TEXT.sub("", line)
        if filled == line or filled.strip().rstrip(":：").strip() != line.split("‹")[0].strip(
            " \t:："
        ):
            kept.append(re.sub(r"  +", " ", filled).rstrip() if filled != line else line)
    return "\n".join(kept)

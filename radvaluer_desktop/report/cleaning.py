"""Makes any pasted text safe to handle: plain line ends, no control characters, valid Unicode."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# C0 and C1 controls but tab and newline, and code points that are never characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return ``text`` with newlines as line ends, without control characters or lone surrogates.

    Form feeds and vertical tabs separate pages in exported reports, so they become line ends; a
    lone surrogate becomes U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\f", "\n").replace("\v", "\n")
    return _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))

"""Makes any pasted text safe to handle: plain line ends, nothing invisible, valid Unicode.

Letters of every script stay as they are and in their order. What shows nothing goes: it splits
words for a model and for a search, and it can make a screen show another order than the model
reads (Unicode Technical Report 36, section 2.8).
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls but tab and newline
    r"\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff"  # of no width
    r"\u202a-\u202e\u2066-\u206f"  # embed and override the direction
    r"\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff"  # annotations, and never characters
    r"\U000e0000-\U000e007f]"  # tags
)
# Between letters of scripts that do not join, joiners only hide a difference between two words.
_JOINERS = re.compile(r"(?:(?<=[\x00-\u024f\u3000-\u9fff])|\A)[\u200c\u200d]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return ``text`` with newlines as line ends, without what is invisible or half a character.

    Form feeds and vertical tabs separate pages in exported reports, so they become line ends; a
    lone surrogate becomes U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\f", "\n").replace("\v", "\n")
    return _SURROGATE.sub("\ufffd", _JOINERS.sub("", _INVISIBLE.sub("", text)))


def normalised(text: str) -> str:
    """Return ``text`` as texts are compared: in lower case, white space folded."""
    return " ".join(text.lower().split())

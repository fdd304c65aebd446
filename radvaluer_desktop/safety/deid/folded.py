"""A text as the rules read it, and the way back to the characters of the text itself.

Full-width letters, digits and signs become plain ones, dashes and quotes one kind each, and what
shows nothing is left out: ``Ｓｍ<soft hyphen>ith`` is a name too.
"""

from __future__ import annotations

import re
import unicodedata

_SAME = {
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("’‘`´ʼ", "'"),
    **dict.fromkeys("•・‧∙●", "·"),
    **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
    "\t": " ",
}
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NOT_SHOWN = frozenset({"Cf", "Mn", "Me"})  # formats, and marks on the letter before
_FIRST_LETTER = "\xc0"  # of those that are not ASCII
_HAN = range(0x3400, 0xA000)


class Folded:
    """The folded text, and which character of the original each of its own was."""

    def __init__(self, original: str) -> None:
        self.original = original
        letters: list[str] = []
        self._places: list[int] = []
        for place, letter in enumerate(original):
            plain = _fold(letter)
            if plain:
                letters.append(plain)
                self._places.append(place)
        self.text = "".join(letters)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the original that ``start`` to ``end`` (not empty) stand for."""
        last = self._places[end - 1] + 1
        following = self._places[end] if end < len(self._places) else len(self.original)
        while last < following and unicodedata.category(self.original[last]) in _NOT_SHOWN:
            last += 1
        return self._places[start], last


def _fold(letter: str) -> str:
    """Return one character, or none for what shows nothing."""
    if " " <= letter <= "~" and letter != "`":
        return letter
    if ord(letter) in _HAN or letter == "\n":
        return letter
    if letter in _SAME:
        return _SAME[letter]
    if _INVISIBLE.match(letter) or unicodedata.category(letter) in _NOT_SHOWN:
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 and (plain >= _FIRST_LETTER or plain < "\x7f") else letter

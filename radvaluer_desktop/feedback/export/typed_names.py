"""Finds in a text the very name that was typed as a study's, of which the store keeps a digest.

What stood in the field *Study* may be the patient's name or number, and stand in the report too.
The store cannot say what it was, but of each word and number of a text it can say whether it was
that one.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator

from radvaluer_desktop.feedback.pseudonyms import is_pseudonym, pseudonym_with

_MOST_WORDS = 4
_MOST_HAN = 6
_LEAST = 2
_WORDS = re.compile(r"[^\s,;:()\[\]，；：（）。、]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff·]{2,}")


def typed_name(text: str, pseudonym: str, key: bytes) -> str | None:
    """Return what of ``text`` has the digest ``pseudonym``; None where nothing has."""
    if not is_pseudonym(pseudonym):
        return None
    for candidate in candidates(text):
        if hmac.compare_digest(pseudonym_with(key, candidate), pseudonym):
            return candidate
    return None


def candidates(text: str) -> Iterator[str]:
    """Yield what of ``text`` may be a name or a number: up to four words, up to six Han characters.

    Each once, and words without the signs around them too.
    """
    seen: set[str] = set()
    for candidate in (*_of_words(text), *_of_han(text)):
        if len(candidate) >= _LEAST and candidate not in seen:
            seen.add(candidate)
            yield candidate


def _of_words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        places = [match.span() for match in _WORDS.finditer(line)]
        for first, (start, _end) in enumerate(places):
            for _start, end in places[first : first + _MOST_WORDS]:
                part = line[start:end]
                yield part
                yield part.rstrip(".!?'\"")


def _of_han(text: str) -> Iterator[str]:
    for match in _HAN.finditer(text):
        run = match[0]
        for start in range(len(run)):
            for end in range(start + _LEAST, min(start + _MOST_HAN, len(run)) + 1):
                yield run[start:end]

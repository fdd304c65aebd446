"""How likely a de-identified text still names somebody: an order for reading, no probability."""

from __future__ import annotations

import re
from collections.abc import Iterable

from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.found import Rule

_TAG = re.compile(r"\[[^\]\n]{1,40}\]")
_INSIDE_A_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?")
_LONG_NUMBER = re.compile(r"\d{5,}")
_PERSON_NEAR = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|patient named|husband|wife|daughter|son)\b"
    r"|医生|医师|主任|教授|护士|家属|女儿|儿子|先生|女士|姓名"
)
_GUESSED = {Rule.NEARLY_KNOWN, Rule.CONTEXT, Rule.NAME_WORD}


def risk_of(texts: Iterable[str], rules: Iterable[Rule], clinical: Clinical) -> int:
    """Return points for what speaks of a person in ``texts``, which are de-identified.

    Two for each word with a capital that no vocabulary knows and each long number, one for each
    word that stands beside names, and one for each replacement that was a guess.
    """
    plain = _TAG.sub(" ", "\n".join(texts))
    strange = {word for word in _INSIDE_A_SENTENCE.findall(plain) if not clinical.is_word(word)}
    numbers = set(_LONG_NUMBER.findall(plain))
    people = len(_PERSON_NEAR.findall(plain))
    return 2 * (len(strange) + len(numbers)) + people + sum(rule in _GUESSED for rule in rules)

"""How likely a de-identified text still names somebody: an order for reading, no probability."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.found import Rule
from radvaluer_desktop.safety.deid.wordlists import load_word_lists

_TAG = re.compile(r"\[[^\]\n]{1,40}\]")
_CAPITALISED = re.compile(r"(?<![A-Za-z-])[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?")
_HAN = "[\u4e00-\u9fff]"
_LONG_NUMBER = re.compile(r"\d{5,}")
_PERSON_NEAR = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|patient named|husband|wife|daughter|son)\b"
    r"|医生|医师|主任|教授|护士|家属|女儿|儿子|先生|女士|姓名"
)
_GUESSED = {Rule.NEARLY_KNOWN, Rule.CONTEXT, Rule.NAME_WORD}


class Risk:
    """Counts points for what speaks of a person in texts that are de-identified."""

    def __init__(self, clinical: Clinical) -> None:
        self._clinical = clinical
        surnames = "".join(load_word_lists()[Language.CHINESE].lists["surnames"])
        # Where a phrase begins, or behind the last character of a word that names somebody.
        start = rf"(?:(?<!{_HAN})|(?<=[考由经与及知向]))"
        self._han_names = re.compile(rf"{start}[{surnames}]{_HAN}{{2}}")

    def of(self, texts: Iterable[str], rules: Iterable[Rule]) -> int:
        """Return two for each strange word and each long number, one for each guess and sign.

        Strange is a word with a capital, and a surname with two characters, of which no vocabulary
        knows anything; a sign is a word that stands beside names; ``rules`` are those by which
        something was replaced.
        """
        plain = _TAG.sub(" ", "\n".join(texts))
        strange, numbers = set(self._strange(plain)), set(_LONG_NUMBER.findall(plain))
        people = len(_PERSON_NEAR.findall(plain))
        return 2 * (len(strange) + len(numbers)) + people + sum(rule in _GUESSED for rule in rules)

    def _strange(self, text: str) -> Iterator[str]:
        clinical = self._clinical
        yield from (word for word in _CAPITALISED.findall(text) if not clinical.is_word(word))
        for name in self._han_names.findall(text):
            if not clinical.knows_han_pair(name[:2]) and not clinical.knows_han_pair(name[1:]):
                yield name

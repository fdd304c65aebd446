"""How one radiologist wants impressions: their form, their length, phrases of the house.

Deterministic, and never a matter of facts: a phrase that would bring or take a number, a side or a
denial is not applied.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from radvaluer_desktop.report.form import Form, set_out


class Length(StrEnum):
    """How long an impression should be."""

    ANY = "any"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Where a draft says ``said``, it is to say ``says``."""

    said: str
    says: str


@dataclass(frozen=True, slots=True)
class Style:
    """One radiologist's. The default changes nothing."""

    form: Form = Form.DRAFTED
    length: Length = Length.ANY
    phrases: tuple[Phrase, ...] = ()

    @property
    def code(self) -> str:
        """What is kept with a draft: codes without any text."""
        parts = (
            self.form.value if self.form is not Form.DRAFTED else "",
            self.length.value if self.length is not Length.ANY else "",
            "phrases" if self.phrases else "",
        )
        return "+".join(filter(None, parts))


_FACTS = re.compile(
    r"\d+(?:\.\d+)?"
    r"|\b(?:left|right|bilateral|both|no|not|without|negative|free|absent|denies|never)\b"
    r"|[左右双两未无否不]",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-Za-z0-9]")


def keeps_facts(phrase: Phrase) -> bool:
    """Whether numbers, sides and denials are the same in what is said and what it becomes.

    By the letters alone; what the checks then say of the text still counts.
    """

    def facts(text: str) -> Counter[str]:
        return Counter(each.lower() for each in _FACTS.findall(text))

    return bool(phrase.said.strip()) and facts(phrase.said) == facts(phrase.says)


def shaped(text: str, style: Style) -> str:
    """Return ``text`` in ``style``."""
    for phrase in style.phrases:
        if keeps_facts(phrase):
            text = _pattern(phrase.said).sub(lambda _, says=phrase.says: says, text)  # type: ignore[misc]
    return set_out(text, style.form)


def _pattern(said: str) -> re.Pattern[str]:
    """Find ``said`` in any case, white space folded, as whole words."""
    words = said.split()
    inner = r"\s+".join(re.escape(word) for word in words)
    before = r"(?<![A-Za-z0-9])" if _LETTER.match(words[0][0]) else ""
    after = r"(?![A-Za-z0-9])" if _LETTER.match(words[-1][-1]) else ""
    return re.compile(f"{before}{inner}{after}", re.IGNORECASE)

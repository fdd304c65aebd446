"""Which reports a figure is taken over: all, those whose impression is new, the abnormal ones."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.sentences import sentences_of

_NORMAL_ENGLISH = re.compile(
    r"(?:impression:?\s*)?(?:(?:specifically|also|and),? )?(?:there (?:is|are) |with )?"
    r"(?:no\b(?! (?:longer|change|interval|significant (?:interval )?change))"
    r"|negative\b|unremarkable\b|(?:essentially |grossly |otherwise )?(?:normal|negative|clear)\b"
    r"|(?:the )?(?:lungs|heart|chest)\b.*\b(?:clear|normal|within normal limits)\b)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(?:but|except|although|however|other than|aside from|with (?!no\b|normal\b))"
)
_NORMAL_CHINESE = re.compile(
    r"[^未无]{0,16}(?:未见|未发现|未查见|未示|无(?:明显|明确|殊|异常|急性|活动性))|[^不欠]{0,16}正常|.{0,8}阴性"
)
_CHANGE_CHINESE = re.compile(r"变化|改变|进展|吸收|好转")
_ADVICE_CHINESE = re.compile(r"请?结合|建议|随[访诊]|复查")
_CLAUSE_CHINESE = re.compile(r"[。；;，,！!\n]+")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}\s*[.、)）]|[-•*])\s*")


class Slice(StrEnum):
    """A part of the reports."""

    ALL = "all"
    UNSEEN = "unseen"
    ABNORMAL = "abnormal"


def is_unseen(impression: str, known: Collection[str]) -> bool:
    """Whether ``impression``, normalised, is not among ``known``, which are normalised."""
    return normalised(impression) not in known


def is_abnormal(impression: str, language: Language) -> bool:
    """Whether anything in ``impression`` goes beyond "no acute …", "normal chest", "negative …".

    Each sentence is asked, so that a nodule behind "No acute disease." counts.
    """
    if language is Language.CHINESE:
        clauses = [_NUMBERING.sub("", part) for part in _CLAUSE_CHINESE.split(impression)]
        return not all(_normal_chinese(clause.strip()) for clause in clauses if clause.strip())
    texts = [impression[one.start : one.end] for one in sentences_of(impression)]
    return not all(_normal_english(" ".join(text.split())) for text in texts)


def _normal_english(sentence: str) -> bool:
    return bool(_NORMAL_ENGLISH.match(sentence)) and not _TURN.search(sentence.lower())


def _normal_chinese(clause: str) -> bool:
    if _ADVICE_CHINESE.match(clause):
        return True
    return bool(_NORMAL_CHINESE.match(clause)) and not _CHANGE_CHINESE.search(clause)

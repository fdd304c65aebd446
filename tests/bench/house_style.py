"""A made-up radiologist with a house style, and made-up ones whose finals would do harm.

The house numbers every statement, uses phrases of its own, ends lines without a full stop and
closes with a sentence that no other house has. Rules over the impressions of synthetic reports
write it, so that the same facts always get the same words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.training.corpus import SyntheticReport

_NUMBER = re.compile(r"^\s*\d+[.)、]\s*")
_SENTENCE_END = re.compile(r"(?<=[a-z)])\.\s+|。")
Rules = Sequence[tuple[str, str]]
_ENGLISH: Rules = (
    (r"^No acute .*", "Nil acute"),
    (r"\b(?:compatible|consistent) with\b", "in keeping with"),
    (r", in keeping with\b", " - in keeping with"),
    (r"\bRecommend\b", "Advise"),
    (r"\bThere is (?:an? )?", ""),
    (r", (\d+(?: x \d+)? mm)\b", r" (\1)"),
    (r"\bpleural (?:fluid|effusion)\b", "pleural effusion"),
    (r"\b(?:calculus|stone)\b", "calculus"),
    (r"\bMucoperiosteal thickening\b", "Mucosal thickening"),
    (r"\bincreased$", "progressed"),
    (r"\bdecreased\b", "regressed"),
    (r"\bthe (?!largest)", ""),
)
_CHINESE: Rules = (
    (r"^.*未见(?:明显|明确)?异常$", "检查阴性"),
    (r"，考虑为?", "，首先考虑"),
    (r"疑似|可疑", "可疑"),
    (r"较前相仿", "较前无变化"),
    (r"较前(?:进展|增大)", "较前加重"),
    (r"较前(?:好转|缩小)", "较前减轻"),
    (r"（(\d[^）]*mm)）", r"，大小\1"),
)
_RULES = {Language.ENGLISH: _ENGLISH, Language.CHINESE: _CHINESE}
_CLOSING = {
    Language.ENGLISH: "Correlate with the clinical picture",
    Language.CHINESE: "请结合临床及实验室检查",
}
_SIDES: Rules = (
    ("left", "right"), ("Left", "Right"), ("左", "右"),
)  # fmt: skip
_NEGATIONS = re.compile(
    r"\b(?:No|no|without|Nil|Without|not)\s+|未见(?:明显|明确)?|(?<![^，。])无|阴性"
)


@dataclass(frozen=True, slots=True)
class HouseReport:
    """A report of the house: what is to be drafted, and what its radiologist writes."""

    header: StudyHeader
    findings: str
    impression: str
    language: Language


Write = Callable[[SyntheticReport, random.Random], str]


def house_impression(report: SyntheticReport) -> str:
    """Return the impression of ``report`` as the house writes it."""
    rules = _RULES[report.language]
    lines = [
        part.strip()
        for line in report.impression.splitlines()
        for part in _SENTENCE_END.split(_NUMBER.sub("", line))
        if part.strip(" .。")
    ]
    lines = [_ruled(line.rstrip(".。"), rules) for line in lines]
    closed = lines if report.normal else [*lines, _CLOSING[report.language]]
    return "\n".join(f"{number}) {line}" for number, line in enumerate(closed, 1))


def _ruled(line: str, rules: Rules) -> str:
    for pattern, words in rules:
        line = re.sub(pattern, words, line)
    return line


def other_side(text: str) -> str:
    """Return ``text`` with left and right exchanged."""
    for one, other in _SIDES:
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


def without_negations(text: str) -> str:
    """Return ``text`` with its negations dropped: what was denied is stated."""
    return _NEGATIONS.sub("", text)

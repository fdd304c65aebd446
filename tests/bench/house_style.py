"""A made-up radiologist with a house style, and made-up ones whose finals would do harm.

The house numbers every statement, uses phrases of its own, ends lines without a full stop and
closes with a sentence that no other house has. Rules over the impressions of synthetic reports
write it, so that the same facts always get the same words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    """A report of the house: its findings, and what its radiologist writes of them."""

    header: StudyHeader
    findings: str
    impression: str
    language: Language


@dataclass(frozen=True, slots=True)
class Planted:
    """A name that was put into findings and final; ``findings`` and ``opening`` lack it."""

    header: StudyHeader
    findings: str
    language: Language
    opening: str
    name: str


def house_report(report: SyntheticReport) -> HouseReport:
    """Return ``report`` with what the house's radiologist writes."""
    return HouseReport(report.header, report.findings, house_impression(report), report.language)


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


def flipped(text: str) -> str:
    """Return ``text`` with every statement turned round: what is stated is denied, and back."""
    return "\n".join(map(_flipped_line, text.splitlines()))


def _flipped_line(line: str) -> str:
    number, body = line.split(" ", 1)
    if body in _CLOSING.values():
        return line
    other = without_negations(body)
    if other == body:
        han = "\u4e00" <= body[0] <= "\u9fff"
        other = f"未见{body}" if han else f"No {body[0].lower()}{body[1:]}"
    return f"{number} {other}"


POISONS = ("sides", "denials", "negations", "random")


def poisoned(
    reports: Sequence[HouseReport], how: str, share: float, rng: random.Random
) -> list[HouseReport]:
    """Return ``reports``, a share of them with finals that would teach a model to do harm."""
    others = rng.sample(reports, len(reports))
    return [
        replace(own, impression=_spoilt(own, other, how)) if rng.random() < share else own
        for own, other in zip(reports, others, strict=True)
    ]


def _spoilt(own: HouseReport, other: HouseReport, how: str) -> str:
    match how:
        case "sides":
            return other_side(own.impression)
        case "denials":
            return without_negations(own.impression)
        case "negations":
            return flipped(own.impression)
        case _:
            return other.impression


# Words before and behind a name, in findings and final: titled, labelled, and without any sign.
_SENTENCES = {
    Language.ENGLISH: (
        ("Requested by Dr. {name}.", "Discussed with Dr. {name} by telephone"),
        ("Referring physician: {name}.", "Results called to Dr. {name}"),
        ("Compared with the outside study of {name}.", "{name} informed at once"),
    ),
    Language.CHINESE: (
        ("申请医师：{name}。", "已电话告知{name}医师"),
        ("送检医生：{name}。", "结果已通知{name}主任"),
        ("参考{name}外院片。", "{name}已知晓结果"),
    ),
}
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
_CONSONANTS = "bdfgklmnprstvz"


def plant(
    reports: Sequence[HouseReport], count: int, rng: random.Random
) -> tuple[list[HouseReport], list[Planted]]:
    """Return ``reports`` with a name of its own in each of the first ``count``, and the names."""
    planted, named = [], []
    for number, report in enumerate(reports[:count]):
        sentences = _SENTENCES[report.language]
        before, behind = sentences[number % len(sentences)]
        name = _made_up(report.language, rng)
        lines = report.impression.splitlines()
        opening = "\n".join([*lines, f"{len(lines) + 1}) {behind}"])
        named.append(
            replace(
                report,
                findings=f"{report.findings}\n{before.format(name=name)}",
                impression=opening.format(name=name),
            )
        )
        opening = opening.split("{name}")[0].rstrip()
        planted.append(Planted(report.header, report.findings, report.language, opening, name))
    return [*named, *reports[count:]], planted


def _made_up(language: Language, rng: random.Random) -> str:
    if language is Language.CHINESE:
        return rng.choice(_SURNAMES) + rng.choice(_GIVEN) + rng.choice(_GIVEN)
    parts = (rng.choice(_CONSONANTS) + rng.choice("aeiou") for _ in range(4))
    return "".join(parts).capitalize()

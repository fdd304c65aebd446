"""Something said that nobody saw: a change, a finding, anatomy or an age that cannot be."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from radvaluer_desktop.report.study import Sex
from tests.checks.planting.cases import Pair, Planted, Span
from tests.checks.planting.invented import (
    AGE_SIGNS,
    CHANGES_EN,
    CHANGES_ZH,
    SEX_SIGNS,
    UNSUPPORTED,
)
from tests.checks.planting.text import denied, put, sentences
from tests.checks.planting.words import SIGNIFICANT_EN, SIGNIFICANT_ZH

_PRIOR_EN = re.compile(
    r"prior|previous|compar|interval|unchanged|stable|again|since|\bnew\b|newly|improv|worsen"
    r"|increas|decreas|persist|develop|removed|removal|redemonstrat|residual|resol|no change"
    r"|remain|status post|progress|still|now\b|before|follow|chronic|old\b|has been|postop|XXXX",
    re.I,
)
_PRIOR_ZH = re.compile(r"前片|较前|同前|比较|对比|新发|复查|术后|变化|放疗后|\d{4}-\d")
_SEX_EN = re.compile(
    r"\b(?:he|she|his|her|male|female|man|woman|gentleman|lady|breast|mastectomy|prostat\w*|uter\w*"
    r"|ovar\w*|hysterectomy|testi\w*|adnexa\w*|pregnan\w*|gravid|mammo\w*)\b|year", re.I,
)  # fmt: skip
_SEX_ZH = re.compile("子宫|卵巢|附件|前列腺|睾丸|精囊|乳腺|阴囊|产")
_AGE = re.compile(
    r"\byear|\byrs?\b|\byo\b|岁|child|infant|pediatric|neonat|newborn|elderly|senescen|senile"
    r"|thymus|age\b|aging|新生儿|老年|骨骺|degenerat|atherosc|osteop|calcif|退行|疏松|硬化"
    r"|arthr|growth|prostat|前列腺|磨牙|胸腺", re.I,
)  # fmt: skip


def _append(text: str, statement: str, language: str) -> tuple[str, Span]:
    """Add a statement behind an impression in the manner in which it is written."""
    numbers = re.findall(r"(?m)(?:^|\s)(\d{1,2})[.、]\s?(?=\D)", text)
    base = text.rstrip()
    if numbers:
        gap = " " if language == "en" else ""
        join = "\n" if "\n" in base or language == "zh" else " "
        head = f"{join}{int(numbers[-1]) + 1}.{gap}"
    else:
        if base and base[-1] not in ".。!":
            base += "." if language == "en" else "。"
        head = "\n" if "\n" in base else (" " if language == "en" else "")
    start = len(base) + len(head)
    return base + head + statement, (start, start + len(statement))


def _plain_statement(pair: Pair, rng: random.Random) -> tuple[int, int] | None:
    """Where a finding is affirmed in the impression: the end of the clause that names it."""
    zh = pair.language == "zh"
    words = SIGNIFICANT_ZH if zh else SIGNIFICANT_EN
    stop = r"[，,；;。（(\n]" if zh else r"[.,;]"
    spots = []
    for start, end in sentences(pair.impression, pair.language):
        if denied(pair.impression[start:end], pair.language):
            continue
        for word in words:
            for match in re.compile(word, re.I).finditer(pair.impression, start, end):
                behind = re.compile(stop).match(pair.impression, match.end())
                if behind or match.end() in (end, len(pair.impression)):
                    spots.append((match.start(), match.end()))
    return rng.choice(spots) if spots else None


def plant_comparison(pair: Pair, rng: random.Random) -> Planted | None:
    """Add a change to a report that knows no prior."""
    known = _PRIOR_ZH if pair.language == "zh" else _PRIOR_EN
    texts = f"{pair.findings} {pair.impression} {pair.header.order}"
    if pair.header.prior or known.search(texts):
        return None
    spot = _plain_statement(pair, rng)
    if not spot:
        return None
    change = rng.choice(CHANGES_ZH if pair.language == "zh" else CHANGES_EN)
    text, there = put(pair.impression, (spot[1], spot[1]), change)
    return Planted(pair.saying(text), "impression", there)


def plant_unsupported(pair: Pair, rng: random.Random) -> Planted | None:
    """Add a statement on something that the findings neither mention nor deny."""
    options = [
        statement
        for statement, modalities, blockers in UNSUPPORTED[pair.language][pair.system]
        if (not modalities or str(pair.header.modality) in modalities.split())
        and not re.search(blockers, pair.findings + pair.impression, re.I)
    ]
    if not options:
        return None
    text, there = _append(pair.impression, rng.choice(options), pair.language)
    return Planted(pair.saying(text), "impression", there)


def plant_sex(pair: Pair, rng: random.Random) -> Planted | None:
    """Let both texts speak of an organ that this patient does not have."""
    zh = pair.language == "zh"
    if (_SEX_ZH if zh else _SEX_EN).search(pair.findings + pair.impression):
        return None
    signs = [
        sign
        for sign in SEX_SIGNS[pair.language]
        if sign[0] in (pair.system, "any") and (not sign[1] or pair.header.modality in sign[1])
    ]
    if not signs:
        return None
    _, _, sex, finding, statement, word = rng.choice(signs)
    other = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
    findings, found = _append(pair.findings, finding, pair.language)
    text, there = _append(pair.impression, statement, pair.language)
    at = there[0] + statement.lower().index(word.lower())
    right = replace(pair, findings=findings, impression=text)
    right = replace(right, header=replace(pair.header, sex=sex, age=rng.randint(30, 75)))
    wrong = replace(right, header=replace(right.header, sex=other))
    return Planted(wrong, "impression", (at, at + len(word)), (there,), right, (found,))


def plant_age(pair: Pair, rng: random.Random) -> Planted | None:
    """State another age than the header, or a sign of another time of life."""
    if _AGE.search(f"{pair.findings}{pair.impression}{pair.header.order}"):
        return None
    if rng.random() < 0.5:
        return _stated_age(pair, rng)
    signs = [s for s in AGE_SIGNS[pair.language] if s[0] in (pair.system, "any")]
    if not signs:
        return None
    _, finding, statement, right_ages, wrong_ages = rng.choice(signs)
    findings, found = _append(pair.findings, finding, pair.language)
    text, there = _append(pair.impression, statement, pair.language)
    both = replace(pair, findings=findings, impression=text)
    right = replace(both, header=replace(pair.header, age=rng.randint(*right_ages)))
    wrong = replace(both, header=replace(pair.header, age=rng.randint(*wrong_ages)))
    return Planted(wrong, "impression", there, (), right, (found,))


def _stated_age(pair: Pair, rng: random.Random) -> Planted:
    age = rng.randint(25, 85)
    said = rng.choice([a for a in range(22, 92) if abs(a - age) >= 15])
    if pair.language == "zh":
        form = rng.choice(["患者{}岁，请结合临床。", "{}岁患者，以上请结合年龄考虑。"])
    else:
        form = rng.choice(
            ["Clinical correlation in this {}-year-old patient.", "The patient is {} years old."]
        )
    wrong_text, there = _append(pair.impression, form.format(said), pair.language)
    right_text, _ = _append(pair.impression, form.format(age), pair.language)
    header = replace(pair.header, age=age)
    right = replace(pair, header=header, impression=right_text)
    return Planted(replace(right, impression=wrong_text), "impression", there, (), right)

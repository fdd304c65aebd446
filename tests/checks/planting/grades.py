"""How much, and how sure: severity by two steps or more, doubt made fact and fact made doubt."""

from __future__ import annotations

import random
import re

from tests.checks.planting.cases import Pair, Planted, Span
from tests.checks.planting.text import denied, hedged, like, put, sentence_texts, sentences
from tests.checks.planting.words import SIGNIFICANT_EN, SIGNIFICANT_ZH

_SEVERITY_EN = {
    "mild": "severe", "severe": "mild", "mildly": "severely", "severely": "mildly",
    "small": "large", "large": "small", "minimal": "marked", "marked": "minimal",
    "slight": "severe", "slightly": "markedly", "tiny": "large", "trace": "large",
    "markedly": "slightly", "massive": "small", "extensive": "minimal",
}  # fmt: skip
_SEVERITY_ZH = {"轻度": "重度", "重度": "轻度", "少量": "大量", "大量": "少量"}
# Words of size that grade nothing: organs, and the patient's build.
_NO_GRADE = re.compile(
    r"^\s*(?:bowel|vessel|intestine|airway|cell|body|to\b|or\b|moderate|amount of (?:stool|gas))"
    r"|^-|^\s*(?:than)", re.I
)  # fmt: skip
_SKIP = {"size", "sized", "amount", "with", "right", "left", "bilateral", "this", "area", "there"}


def _grade_places_en(pair: Pair) -> list[tuple[Span, str]]:
    pattern = re.compile(rf"\b({'|'.join(_SEVERITY_EN)})\b", re.I)
    found = []
    for start, end in sentences(pair.impression, "en"):
        sentence = pair.impression[start:end]
        if denied(sentence, "en") or "obscure" in sentence:
            continue
        for match in pattern.finditer(sentence):
            rest, before = sentence[match.end() :], sentence[: match.start()]
            if _NO_GRADE.match(rest) or re.search(r"\b(?:to|or|too|very)\s+$", before):
                continue
            if _same_grade(pair.findings, match.group().lower(), rest):
                span = (start + match.start(), start + match.end())
                found.append((span, like(_SEVERITY_EN[match.group().lower()], match.group())))
    return found


def _same_grade(findings: str, grade: str, rest: str) -> bool:
    """The findings grade the same thing with the same word, and with no other."""
    clause = re.split(r"[.,;:(]|\band\b|\bwith\b", rest)[0].lower()
    stems = [w[:7] for w in re.findall(r"[a-z]{4,}", clause)[:4] if w not in _SKIP]
    if not stems:
        return False
    spoken = [s for s in sentence_texts(findings, "en") if re.search(rf"\b{stems[-1]}", s, re.I)]
    agree = [s for s in spoken if re.search(rf"\b{grade}\b[^.;]*\b{stems[-1]}", s, re.I)]
    return bool(agree) and len(spoken) == len(agree) and not denied(agree[0], "en")


def _grade_places_zh(pair: Pair) -> list[tuple[Span, str]]:
    found = []
    pattern = re.compile("|".join(_SEVERITY_ZH))
    for match in pattern.finditer(pair.impression):
        clause = re.split(r"[，,。；;\n]", pair.impression[match.end() :])[0]
        before = re.split(r"[，,。；;\n]", pair.impression[: match.start()])[-1]
        nouns = [clause[-2:], clause[:2]] if len(clause) >= 2 else [before[-2:]]
        if denied(before + clause, "zh") or re.match("至|到|以", clause) or before.endswith("至"):
            continue
        known = [s for s in re.split(r"[，,。；;\n]", pair.findings) if match.group() in s]
        if any(noun in s for s in known for noun in nouns if noun.strip()):
            found.append((match.span(), _SEVERITY_ZH[match.group()]))
    return found


def plant_severity(pair: Pair, rng: random.Random) -> Planted | None:
    """Replace a grade by one at least two steps away."""
    places = _grade_places_zh(pair) if pair.language == "zh" else _grade_places_en(pair)
    if not places:
        return None
    span, new = rng.choice(places)
    text, there = put(pair.impression, span, new)
    return Planted(pair.saying(text), "impression", there)


# ------------------------------------------------------------------ certainty

_SURE_EN = [
    (re.compile(r"\b(?:may|might|could) (?:possibly )?represent\b", re.I), ["represents"]),
    (
        re.compile(r"\b(?:may|might|could) be (?:related|secondary|due) to\b", re.I),
        ["is definitely due to"],
    ),
    (re.compile(r"\b(?:may|might|could) reflect\b", re.I), ["definitely reflects"]),
    (re.compile(r"\bpossible\b", re.I), ["definite"]),
    (re.compile(r"\bpossibly\b", re.I), ["definitely"]),
    (re.compile(r"\bcannot be (?:entirely |completely )?excluded\b", re.I), ["is present"]),
    (re.compile(r"\bsuspected\b", re.I), ["proven"]),
    (re.compile(r"\bquestionable\b", re.I), ["definite"]),
]
_SURE_ZH = [
    (re.compile(r"可疑(?=[\u4e00-\u9fff])"), ["见明确"]),
    (re.compile(r"似见"), ["见明确"]),
    (re.compile(r"(?<=[\u4e00-\u9fff])可能(?=[，,。；;\n]|$)"), ["，诊断明确"]),
    (re.compile(r"不除外"), ["，诊断明确"]),
]
# No plain "mild cardiomegaly" in front of the noun: a verb, a comma, or many words.
_NOT_BARE = re.compile(
    r"\b(?:is|are|was|has|have|demonstrat\w*|shows?|with|of|in)\b|[,:]|(?:\S+ ){5}"
)
_DOUBT_EN = ["Possible", "Questionable", "Suspected"]


def _hedged_both(pair: Pair, sentence: str) -> bool:
    """The findings say the same thing, and as unsurely."""
    if pair.language == "zh":
        nouns = [n for n in SIGNIFICANT_ZH if re.search(n, sentence)]
        return any(
            hedged(s, "zh") and any(re.search(n, s) for n in nouns)
            for s in re.split(r"[，,。；;\n]", pair.findings)
        )
    stems = {w[:6] for w in re.findall(r"[a-z]{6,}", sentence.lower())}
    return any(
        hedged(s, "en") and len(stems & {w[:6] for w in re.findall(r"[a-z]{6,}", s.lower())}) > 2
        for s in sentence_texts(pair.findings, "en")
    )


def _make_sure(pair: Pair, rng: random.Random) -> Planted | None:
    places = []
    for start, end in sentences(pair.impression, pair.language):
        sentence = pair.impression[start:end]
        if re.search(r"\bif\b|recommend|versus|differential|\bno\b|without", sentence, re.I):
            continue
        if (
            len(re.findall(r"may|might|could|possibl|likely|probabl|可能|可疑|不除外", sentence))
            > 1
        ):
            continue
        for pattern, new in _SURE_ZH if pair.language == "zh" else _SURE_EN:
            match = pattern.search(sentence)
            if match and _hedged_both(pair, sentence):
                places.append(((start + match.start(), start + match.end()), match.group(), new))
    if not places:
        return None
    span, old, options = rng.choice(places)
    sure = like(rng.choice(options), old)
    if sure == "represents" and re.search(r"s,?(?: which)? $", pair.impression[: span[0]]):
        sure = "represent"
    text, there = put(pair.impression, span, sure)
    return Planted(pair.saying(text), "impression", there)


def _make_unsure(pair: Pair, rng: random.Random) -> Planted | None:
    """Doubt what the findings plainly state."""
    language = pair.language
    words = SIGNIFICANT_ZH if language == "zh" else SIGNIFICANT_EN
    places: list[tuple[Span, str]] = []
    for start, end in sentences(pair.impression, language):
        sentence = pair.impression[start:end]
        if denied(sentence, language) or hedged(sentence, language) or "较" in sentence:
            continue
        for word in words:
            match = re.search(word, sentence, re.I)
            if match and _plainly(pair.findings, word, language):
                places.extend(_doubted(sentence, start, match, language, rng))
    if not places:
        return None
    span, new = rng.choice(places)
    text, there = put(pair.impression, span, new)
    return Planted(pair.saying(text), "impression", there)


def _plainly(findings: str, word: str, language: str) -> bool:
    """Every sentence that names it affirms it without a doubt."""
    spoken = [s for s in sentence_texts(findings, language) if re.search(word, s, re.I)]
    return bool(spoken) and not any(denied(s, language) or hedged(s, language) for s in spoken)


def _doubted(
    sentence: str, start: int, match: re.Match[str], language: str, rng: random.Random
) -> list[tuple[Span, str]]:
    at, stop = start + match.start(), start + match.end()
    if language == "zh":
        behind = sentence[match.end() : match.end() + 1]
        if behind and behind not in "，,。；;（(":
            return []
        new = match.group() + rng.choice(["可能", "不除外", "待排"])
        return [((at, stop), new)]
    lead = re.match(r"(There (?:is|are) )?(?:([Aa]n?|[Tt]he) )?(?=\w)", sentence)
    if not lead or _NOT_BARE.search(sentence[lead.end() : match.start()]):
        return []
    opening = f"{lead.group(1) or ''}{'a ' if lead.group(2) and lead.group(1) else ''}"
    word = rng.choice(_DOUBT_EN)
    first = sentence[lead.end() : match.end()]
    if not first[:2].isupper():
        first = first[:1].lower() + first[1:]
    return [((start, stop), opening + (word.lower() if opening else word) + " " + first)]


def plant_certainty(pair: Pair, rng: random.Random) -> Planted | None:
    """Make a possibility a fact, or a fact a possibility."""
    makers = [_make_sure, _make_unsure]
    rng.shuffle(makers)
    if pair.language == "zh" and rng.random() < 0.5:
        makers.reverse()
    return makers[0](pair, rng) or makers[1](pair, rng)

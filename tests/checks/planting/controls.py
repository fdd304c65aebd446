"""Pairs without an error: which ones may serve, and rewordings that change nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.checks.planting.cases import Pair
from tests.checks.planting.left_out import covers_all
from tests.checks.planting.text import denied, hedged, sentence_texts

_GRADES = r"mild|moderate|severe|small|large|minimal|slight|tiny|trace|marked|extensive|massive"
_GENERAL = {
    "acute", "disease", "process", "abnorm", "findin", "eviden", "radiog", "cardio", "chest",
    "exam", "study", "normal", "negati", "active", "identi", "otherw", "unrema", "within",
    "withou",
}  # fmt: skip
_NAMED = {
    "en": ["pneumothora", "effusion", "consolidat", "pneumonia", "infiltrat", "airspace", "opaci",
           "nodul", "mass", "fractur", "edema", "atelect", "cardiomegaly", "emphysema", "hernia"],
    "zh": ["积液", "骨折", "气胸", "结节", "肿块", "结石", "囊肿", "积水", "出血", "梗死"],
}  # fmt: skip


def _all_in(pattern: str, pair: Pair) -> bool:
    """Everything of that shape in the impression stands in the findings as well."""
    flat = re.sub(r"\s+", " ", pair.findings.lower())
    return all(
        re.search(rf"(?<![\w.]){re.escape(word.lower())}", flat)
        for word in re.findall(pattern, pair.impression, re.IGNORECASE)
    )


def _same_sides(pair: Pair) -> bool:
    """Every side word with the noun after it."""
    for match in re.finditer(r"\b(left|right|bilateral|bibasilar)\b", pair.impression, re.I):
        words = re.findall(r"[a-z]{4,}", pair.impression[match.end() :].lower())[:4]
        tail = "|".join(re.escape(w[:6]) for w in words) or "$"
        if not re.search(rf"\b{match.group(1)}\b[^.;]*\b(?:{tail})", pair.findings, re.I):
            return False
    return True


def _same_polarity(pair: Pair) -> bool:
    """What the impression affirms or denies by name the findings treat alike, or do not name."""
    for word in _NAMED[pair.language]:
        pattern = re.compile(word, re.I)
        said = [s for s in sentence_texts(pair.impression, pair.language) if pattern.search(s)]
        seen = [s for s in sentence_texts(pair.findings, pair.language) if pattern.search(s)]
        if said and seen:
            here = {denied(s, pair.language) for s in said}
            there = {denied(s, pair.language) for s in seen}
            if not here <= there:
                return False
    return True


def _same_doubt(pair: Pair) -> bool:
    """Doubt in the one text only where there is doubt in the other."""
    return hedged(pair.impression, pair.language) == hedged(pair.findings, pair.language)


def _same_words(pair: Pair) -> bool:
    """Every longer word of the impression stands in the findings."""
    words = {w[:6] for w in re.findall(r"[a-z]{5,}", pair.impression.lower())} - _GENERAL
    known = {w[:6] for w in re.findall(r"[a-z]{5,}", pair.findings.lower())}
    return words <= known


def _no_prior(pair: Pair) -> bool:
    """No word of change, unless the findings know a change as well."""
    change = r"unchanged|stable|interval|prior|previous|increas|decreas|improv|worsen|\bnew\b|since"
    return not re.search(change, pair.impression, re.I) or bool(
        re.search(r"prior|previous|compar|interval|unchanged|stable|since", pair.findings, re.I)
    )


_TESTS: dict[str, Callable[[Pair], bool]] = {
    "side": _same_sides,
    "negation": _same_polarity,
    "number": lambda pair: _all_in(r"\d+(?:\.\d+)?(?=\s*-?(?:mm|cm|%))", pair),
    "level": lambda pair: _all_in(r"\b(?:[CTL]\d+|upper|middle|lower|bas\w+|apic\w+)\b", pair),
    "severity": lambda pair: _all_in(rf"\b(?:{_GRADES})\b", pair),
    "certainty": _same_doubt,
    "comparison": _no_prior,
    "unsupported": _same_words,
    "left_out": covers_all,
}


def agrees(pair: Pair, kind: str, *, strictly: bool = False) -> bool:
    """Whether the pair may be taken to hold no disagreement of ``kind`` to begin with.

    ``strictly``, of a control: where a radiologist words doubt anew, nobody can say who is right.
    """
    if pair.language == "zh":
        return kind != "left_out" or covers_all(pair)
    if strictly and kind == "certainty" and pair.made == "own":
        return not hedged(pair.impression, "en") and not hedged(pair.findings, "en")
    if kind == "left_out" or pair.made == "own":
        return kind not in _TESTS or _TESTS[kind](pair)
    return True


def _convert(text: str, rng: random.Random) -> str:
    """Write millimetres as centimetres or the reverse, rightly."""
    single = re.compile(
        r"(?<![\d.xX×*/-])(?<![xX×*] )(\d+(?:\.\d+)?) ?-?(mm|cm)(?![\w²×x])(?! ?[x×])"
    )
    places = [m for m in single.finditer(text) if not re.search(r"[x×]\s*$", text[: m.start()])]
    if not places:
        return text
    match = rng.choice(places)
    value = float(match.group(1))
    new = f"{value / 10:g} cm" if match.group(2) == "mm" else f"{value * 10:g} mm"
    if "-" in match.group():
        new = new.replace(" ", "-")
    return text[: match.start()] + new + text[match.end() :]


_REWORDINGS: dict[str, list[tuple[str, str]]] = {
    "en": [
        (r"\bleft-sided\b", "left"),
        (r"\bright-sided\b", "right"),
        (r"\bleft(?= pleural effusion)", "left-sided"),
        (r"\bright(?= pleural effusion)", "right-sided"),
        (r"\bNo evidence of\b", "No"),
        (r"\bThere is no\b", "No"),
        (r"\bThere are no\b", "No"),
        (r"\bis seen\b", "is present"),
        (r"\bidentified\b", "seen"),
        (r"\bThere is an? (?=[a-z])", "A "),
    ],
    "zh": [
        (r"未见明显异常", "未见异常"),
        (r"(?<=[大小径度])约(?=\d)", "约为"),
        (r"约(?=\d)", ""),
        (r"未见(?=肿大|积液|骨折)", "未见明确"),
        (r"考虑", "考虑为"),
        (r"双侧胸腔", "两侧胸腔"),
        (r"右侧胸腔", "右胸腔"),
        (r"左侧胸腔", "左胸腔"),
        (r"×", "x"),
    ],
}


def _renumbered(text: str, language: str) -> str:
    """Write the numbers in another manner, or number the lines."""
    zh = language == "zh"
    number = re.compile(r"(?:(?<=\n)|(?<=^)|(?<=[.。] ))(\d{1,2})[.、] ?(?=[^\d\s])")
    if number.search(text):
        return number.sub(r"（\1）" if zh else r"\1) ", text)
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join(f"{n}.{'' if zh else ' '}{line}" for n, line in enumerate(lines, 1))


def reworded(pair: Pair, rng: random.Random) -> Pair:
    """Return the pair as it is (in one case of three), or with a harmless rewording."""
    chance = rng.random()
    if chance < 1 / 3:
        return pair
    if chance < 1 / 2:
        return pair.saying(_renumbered(pair.impression, pair.language))
    text = _convert(pair.impression, rng)
    if text != pair.impression:
        return pair.saying(text)
    options = [r for r in _REWORDINGS[pair.language] if re.search(r[0], text)]
    if not options:
        return pair.saying(_renumbered(text, pair.language))
    pattern, new = rng.choice(options)
    changed = re.sub(pattern, new, text, count=1)
    return pair.saying(changed)

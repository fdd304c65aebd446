"""Left for right, and one side where there were two."""

from __future__ import annotations

import random
import re

from tests.checks.planting.cases import Pair, Planted, Span
from tests.checks.planting.text import clause_affirmed, denied, like, put, sentence_texts, sentences

_EN = re.compile(r"\b(left|right|bilateral)\b", re.I)
_OTHER = {"left": "right", "right": "left", "左": "右", "右": "左"}
_PLAIN = {
    "side", "sided", "small", "mild", "large", "moderate", "with", "than", "greater", "minimal",
    "slight", "slightly", "again", "noted", "seen", "there", "which", "this", "that", "may",
    "mildly", "versus", "likely", "possible", "acute", "chronic", "from", "area", "focal",
    "increased", "patchy", "stable", "interval", "adjacent", "lateral", "medial", "changes",
}  # fmt: skip
_BOTH_EN = r"bilateral(?:ly)?|both|bibasilar|bibasal|biapical|left and right|right and left"
_ZH = re.compile(r"(左|右|双)(侧|肺|肾|膝|髋|肩|踝|乳|室)")
_ZH_AFTER = re.compile(r"([\u4e00-\u9fffA-Z]{2})")


def _nouns(text: str, after: int) -> set[str]:
    """The first words after a side, up to the next sign; their stems."""
    clause = re.split(r"[.,;:\n(]|\band\b|\bor\b|\bwith\b", text[after : after + 60])[0]
    words = re.findall(r"[a-z]+", clause.lower().replace("-sided", ""))[:4]
    return {word[:6] for word in words if len(word) > 3 and word not in _PLAIN}


def _holds(text: str, side: str, stem: str, *, near: int = 45) -> bool:
    """Whether a sentence affirms ``stem`` shortly after ``side``."""
    pattern = re.compile(rf"\b(?:{side})\b[^.;]{{0,{near}}}\b{stem}", re.I)
    return clause_affirmed(text, pattern, "en")


def _one_sided(findings: str, side: str, stems: set[str]) -> bool:
    """Whether the findings give ``stems`` that side and no other."""
    other = f"{_OTHER[side]}(?:-sided)?|{_BOTH_EN}"
    here = re.compile(rf"\b{side}\b[^.;]{{0,45}}\b(?:{'|'.join(stems)})", re.I)
    there = re.compile(rf"\b(?:{other})\b[^.;]*\b(?:{'|'.join(stems)})", re.I)
    behind = re.compile(rf"\b(?:{'|'.join(stems)})\w*\b[^.;]*\b(?:{other})\b", re.I)
    spoken = sentence_texts(findings, "en")
    known = any(here.search(s) and not denied(s, "en") for s in spoken)
    return known and not any(
        (there.search(s) or behind.search(s)) and not denied(s, "en") for s in spoken
    )


def _english(pair: Pair) -> list[tuple[Span, str]]:
    """Every side word of the impression that can be spoilt, with what to put in its place."""
    places: list[tuple[Span, str]] = []
    for start, end in sentences(pair.impression, "en"):
        sentence = pair.impression[start:end]
        if denied(sentence, "en") or re.search(r"greater|than|worse on|XXXX", sentence):
            continue
        for match in _EN.finditer(sentence):
            word, at = match.group().lower(), start + match.start()
            stems = _nouns(sentence, match.end())
            if not stems:
                continue
            span = (at, at + len(word))
            if word == "bilateral":
                if _both_only(pair.findings, stems):
                    places.append((span, ""))
            elif _one_sided(pair.findings, word, stems):
                places.append((span, _OTHER[word]))
    return places


def _both_only(findings: str, stems: set[str]) -> bool:
    return all(_holds(findings, _BOTH_EN, stem) for stem in stems) and not any(
        re.search(rf"\b(?:left|right)\b[^.;]*\b{stem}|\b{stem}\w*[^.;]*\b(?:left|right)\b", s, re.I)
        for stem in stems
        for s in sentence_texts(findings, "en")
    )


def _chinese(pair: Pair) -> list[tuple[Span, str]]:
    places: list[tuple[Span, str]] = []
    for start, end in sentences(pair.impression, "zh"):
        for match in _ZH.finditer(pair.impression, start, end):
            clause = re.split(r"[，,。；;\n]", pair.impression[match.start() : end])[0]
            if denied(clause, "zh"):
                continue
            side, kind = match.groups()
            after = _ZH_AFTER.match(pair.impression, match.end(), end)
            noun = after.group(1) if after else ""
            if noun and _zh_one_sided(pair.findings, side, kind, noun):
                places.append(((match.start(), match.start() + 1), _OTHER.get(side, "")))
    return places


def _zh_one_sided(findings: str, side: str, kind: str, noun: str) -> bool:
    """The findings give this noun the same side, affirmed, and the other side not."""
    gap = r"[^，,。；]{0,3}"
    here = re.compile(rf"{side}{kind}{gap}{noun}")
    if not clause_affirmed(findings, here, "zh"):
        return False
    against = "[左右]" if side == "双" else f"[双两{_OTHER[side]}]"
    return not clause_affirmed(findings, re.compile(rf"{against}{kind}?[^，,。；]*{noun}"), "zh")


def plant_side(pair: Pair, rng: random.Random) -> Planted | None:
    """Swap one side word whose noun the findings give to that side alone."""
    places = _english(pair) if pair.language == "en" else _chinese(pair)
    if not places:
        return None
    span, new = rng.choice(places)
    old = pair.impression[slice(*span)]
    if not new:
        new = rng.choice(["左", "右"] if pair.language == "zh" else ["left", "right"])
    text, there = put(pair.impression, span, like(new, old))
    return Planted(pair.saying(text), "impression", there)

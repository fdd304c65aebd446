"""Findings that say a thing and its opposite."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from tests.checks.planting.cases import Pair, Planted, Span
from tests.checks.planting.text import denied, hedged, put, sentences

# A thing, the words that name it, a sentence that denies it, and sentences that affirm it.
_PAIRS_EN = [
    (
        r"pneumothora",
        "No pneumothorax is seen.",
        ["There is a small right apical pneumothorax.", "Moderate left pneumothorax is present."],
    ),
    (
        r"effusion",
        "There is no pleural effusion.",
        [
            "There is a moderate left pleural effusion.",
            "Small bilateral pleural effusions are present.",
        ],
    ),
    (
        r"consolidat",
        "There is no focal consolidation.",
        [
            "There is focal consolidation in the right lower lobe.",
            "Dense consolidation is present in the left lower lobe.",
        ],
    ),
    (
        r"cardiomegaly|heart|cardiac",
        "Heart size is normal.",
        ["There is marked cardiomegaly.", "The heart is severely enlarged."],
    ),
    (r"hydroneph", "There is no hydronephrosis.", ["There is moderate left hydronephrosis."]),
    (r"fractur", "No fracture is identified.", ["There is an acute displaced fracture."]),
    (
        r"midline shift",
        "There is no midline shift.",
        ["There is 8 mm of midline shift to the left."],
    ),
    (r"ascites", "There is no ascites.", ["There is a large amount of ascites."]),
]
_PAIRS_ZH = [
    (
        r"胸腔[^。]*(?:积液|液性)",
        "双侧胸腔未见积液。",
        ["右侧胸腔见中等量积液。", "左侧胸腔见大量积液。"],
    ),
    (r"骨折", "诸骨未见骨折。", ["可见明确骨折线，断端移位。"]),
    (r"纵隔[^。]*淋巴结", "纵隔未见肿大淋巴结。", ["纵隔见多发肿大淋巴结，较大者短径约20mm。"]),
    (r"颈部[^。]*淋巴结", "双侧颈部未见肿大淋巴结。", ["左侧颈部见多发肿大淋巴结，短径约16mm。"]),
    (r"腹膜后[^。]*淋巴结", "腹膜后未见肿大淋巴结。", ["腹膜后见多发肿大淋巴结，短径约19mm。"]),
    (r"中线", "中线结构居中。", ["中线结构向左侧移位约9mm。", "中线结构明显右移。"]),
    (
        r"腹腔[^。]*(?:积液|游离气体)|盆腔[^。]*积液",
        "腹腔及盆腔未见积液。",
        ["腹腔及盆腔见大量积液。"],
    ),
    (r"胆囊[^。]*结石", "胆囊未见结石。", ["胆囊内见多发结石，较大者约18mm。"]),
    (r"胰管", "主胰管未见扩张。", ["主胰管明显扩张，宽约9mm。"]),
    (r"心包", "心包未见积液。", ["心包见大量积液。"]),
    (r"脑室[^。]*(?:扩张|大小|不大)", "脑室系统未见扩张。", ["脑室系统明显扩张。"]),
    (r"椎间盘[^。]*突出", "各椎间盘未见突出。", ["L2/3椎间盘向后突出约7mm。"]),
    (r"甲状腺[^。]*结节", "甲状腺未见结节。", ["甲状腺右侧叶见实性结节，大小约15mm×11mm。"]),
    (r"关节[^。]*积液", "关节腔未见积液。", ["关节腔见大量积液。"]),
    (r"肾[^。]*(?:扩张|积水|分离)", "双肾未见积水。", ["右肾见重度积水。"]),
]


_PLAIN_NO = re.compile(r"(?:There (?:is|are) )?(?:Specifically, )?(?:No|Negative for)\b", re.I)
_PARTLY = re.compile(
    r"\b(?:large|left|right|definite|acute|but|significant|residual|displaced|other|developing|new)\b",
    re.I,
)
_NORMAL_HEART = re.compile(r"heart size (?:is |appears )?(?:within )?normal|heart is normal", re.I)


def plant_contradiction(pair: Pair, rng: random.Random) -> Planted | None:
    """Add to the findings the opposite of what they already say plainly."""
    zh = pair.language == "zh"
    options = []
    for pattern, denial, claims in _PAIRS_ZH if zh else _PAIRS_EN:
        spoken = [
            span
            for span in sentences(pair.findings, pair.language)
            if re.search(pattern, pair.findings[slice(*span)], re.I)
        ]
        if len(spoken) == 1 and not hedged(pair.findings[slice(*spoken[0])], pair.language):
            options.extend(_opposites(pair, spoken[0], pattern, denial, claims))
    if not options:
        return None
    said, opposite = rng.choice(options)
    where = rng.choice([e for _, e in sentences(pair.findings, pair.language)])
    gap = "" if zh else " "
    text, there = put(pair.findings, (where, where), gap + opposite)
    there = (there[0] + len(gap), there[1])
    shift = there[1] - there[0] + len(gap)
    other = (said[0] + shift, said[1] + shift) if said[0] >= where else said
    wrong = replace(pair, findings=text)
    if not denied(opposite, pair.language):  # what is now affirmed must not be left out as well
        impression = pair.impression.rstrip() + ("" if zh else " ") + opposite
        wrong = replace(wrong, impression=impression)
    return Planted(wrong, "findings", there, (other,))


def _opposites(
    pair: Pair, span: Span, pattern: str, denial: str, claims: list[str]
) -> list[tuple[Span, str]]:
    sentence = pair.findings[slice(*span)]
    if pair.language == "zh":
        part = next((p for p in re.split(r"[，；]", sentence) if re.search(pattern, p)), sentence)
        plain_no = re.search(r"未见|居中|不大|正常", part) and not re.search("余|及", part)
        if plain_no and re.match(r"[左右](?!侧髋)", part):
            return []
        plain_yes = not denied(part, "zh") and re.search(pattern, part)
        if re.search(r"居中|正常|不大", denial) and not plain_no:
            return []
        return [(span, c) for c in claims] if plain_no else ([(span, denial)] if plain_yes else [])
    if denied(sentence, "en"):
        plain = _PLAIN_NO.match(sentence) and not _PARTLY.search(sentence)
        if "cardi" in pattern:
            plain = _NORMAL_HEART.search(sentence) is not None
        return [(span, c) for c in claims] if plain else []
    return _yes(span, sentence, pattern, denial)


def _yes(span: Span, part: str, pattern: str, denial: str) -> list[tuple[Span, str]]:
    if denied(part, "en") or "cardi" in pattern or re.search("borderline|small amount", part):
        return []
    return [(span, denial)]

"""Drafts that no reader takes for an impression: empty, looping, cut off, misheard, foreign."""

from __future__ import annotations

import random
import re

from tests.checks.planting.cases import Pair, Planted
from tests.checks.planting.text import put, sentences

_EMPTY = [
    "",
    " ",
    "\n",
    "\n\n",
    "   \t",
    ".",
    "。",
    "1.",
    "1. \n2. ",
    "-",
    "...",
    "\u3000",
    "1、",
    "N/A",
]
_DANGLING_EN = (
    r"of|the|a|an|with|and|in|to|for|or|at|is|are|by|which|than|may|within|without|consistent"
    r"|right|left|small|mild|upper|lower|no|as|from|be|there|recommend"
)
_DANGLING_ZH = r"约|左侧?|右侧?|双|见|考虑|与|及|伴|，|、|大小|可能为|建议|较|未"
_FOREIGN_ZH = [
    "双肺未见明显实变影。", "右肺下叶肺炎可能，建议复查。", "心影增大。", "双侧少量胸腔积液。",
    "未见急性心肺异常。", "左肺上叶结节，建议CT检查。", "胸椎退行性变。", "双肺纹理增多。",
    "心肺膈未见明显异常。", "主动脉硬化。", "请结合临床。", "肺气肿。",
]  # fmt: skip
_FOREIGN_EN = [
    "No acute abnormality.", "Small right pleural effusion.", "Findings consistent with pneumonia.",
    "Degenerative changes.", "Clinical correlation is recommended.", "No fracture is identified.",
    "Enlarged lymph nodes, recommend follow-up.", "Mild swelling of the soft tissues.",
    "Nodule in the left upper lobe.", "Otherwise unremarkable examination.", "Multiple cysts.",
]  # fmt: skip
# What a recogniser writes for what was said.
_MISHEARD_EN = [
    (r"\bpleural\b", ["plural", "floral", "plurals"]),
    (r"\bpneumothora(?:x|ces)\b", ["new mother acts", "nemo thorax", "no more thorax"]),
    (r"\beffusions?\b", ["a fusion", "infusion"]),
    (r"\bpneumonia\b", ["new moan ya", "ammonia"]),
    (r"\bcardiomegaly\b", ["card you mega lee", "cardio medley"]),
    (r"\bacute\b", ["a cute"]),
    (r"\bcardiopulmonary\b", ["cardio primary", "cardiac pull Mary"]),
    (r"\batelectasis\b", ["at elect asis", "a tell ecstasies"]),
    (r"\blobe\b", ["loaf", "globe"]),
    (r"\bright\b", ["write"]),
    (r"\bconsolidation\b", ["consultation", "console day shun"]),
    (r"\bemphysema\b", ["and for seema"]),
    (r"\binfiltrates?\b", ["in filtrate rate", "in full trait"]),
    (r"\bgranuloma(?:s|tous)?\b", ["grand aloma", "granny low ma"]),
    (r"\bnodules?\b", ["noodle", "no jewel"]),
    (r"\bevidence\b", ["every dents"]),
    (r"\bfractures?\b", ["fracture fracture her", "fact sure"]),
    (r"\bmediastin(?:al|um)\b", ["media steinem", "media style"]),
    (r"\bspine\b", ["swine"]),
]  # fmt: skip
_MISHEARD_ZH = [
    ("胸腔", ["胸强", "凶腔"]), ("积液", ["鸡叶", "机翼"]), ("结节", ["姐姐", "洁洁"]),
    ("骨折", ["古哲", "骨者"]), ("淋巴结", ["林八姐", "零八结"]), ("肺炎", ["费盐", "肥岩"]),
    ("密度", ["米肚"]), ("肿块", ["种快", "重快"]), ("囊肿", ["狼肿", "囊中"]),
    ("狭窄", ["下债", "侠寨"]), ("椎间盘", ["追肩盘"]), ("钙化", ["盖花"]),
    ("出血", ["初学", "出雪"]), ("胆囊", ["但狼"]), ("甲状腺", ["假装线"]), ("结石", ["杰十"]),
    ("肿大", ["中大"]), ("梗死", ["更丝"]), ("硬化", ["应花"]), ("增大", ["曾达"]),
    ("扩张", ["阔章"]), ("未见", ["喂键", "为贱"]), ("椎体", ["锥提", "追踢"]), ("突出", ["图初"]),
    ("左侧", ["做测"]), ("右侧", ["又测"]), ("强化", ["墙话"]), ("信号", ["新好"]),
    ("水肿", ["水中肿种"]), ("增厚", ["赠后"]),
]  # fmt: skip
_COMMANDS_EN = [
    " period",
    " comma",
    " new line",
    " new paragraph",
    " full stop",
    " um uh",
    " scratch that",
]
_COMMANDS_ZH = ["句号", "逗号", "换行", "另起一行", "嗯那个", "删掉刚才那句"]


def plant_empty(pair: Pair, rng: random.Random) -> Planted | None:
    """Give nothing, or signs alone."""
    text = rng.choice(_EMPTY)
    return Planted(pair.saying(text), "impression", (0, len(text)))


def plant_looping(pair: Pair, rng: random.Random) -> Planted | None:
    """Repeat a statement, a part of one, or a few words, as a small model does."""
    spans = sentences(pair.impression, pair.language)
    if not spans or not pair.impression.strip():
        return None
    start, end = rng.choice(spans)
    statement = pair.impression[start:end]
    zh = pair.language == "zh"
    times = rng.randint(4, 12)
    kind = rng.choice(["statement", "tail", "numbered"])
    if kind == "numbered":
        gap = "" if zh else " "
        text = "\n".join(f"{n}.{gap}{statement}" for n in range(1, times + 1))
        return Planted(pair.saying(text), "impression", (0, len(text)))
    if kind == "tail":
        bare = statement.rstrip("。.；; ")
        words = list(bare) if zh else bare.split()
        count = min(len(words), rng.randint(4, 8) if zh else rng.randint(2, 5))
        unit = "".join(words[-count:]) if zh else " " + " ".join(words[-count:])
        again = ("，" if zh else ",").join([""] + [unit] * times) if zh else unit * times
        text, there = put(pair.impression, (start, end), bare + again)
        return Planted(pair.saying(text), "impression", (there[0], there[1]))
    joined = ("" if zh else " ").join([statement] * times)
    text, there = put(pair.impression, (start, end), joined)
    return Planted(pair.saying(text), "impression", there)


def plant_cut_off(pair: Pair, rng: random.Random) -> Planted | None:
    """Stop where no sentence stops: behind a small word, a comma, or inside a word."""
    spans = sentences(pair.impression, pair.language)
    if not spans:
        return None
    start, end = spans[-1] if rng.random() < 0.7 else rng.choice(spans)
    if pair.language == "zh":
        stops = [m.end() for m in re.finditer(_DANGLING_ZH, pair.impression[start + 2 : end - 3])]
        stops = [start + 2 + stop for stop in stops]
    else:
        body = pair.impression[start : end - 4]
        dangling = re.finditer(rf"\b(?:{_DANGLING_EN})(?= )", body, re.I)
        stops = [start + m.end() for m in dangling if m.start() > 5]
        inside = re.finditer(
            r"\b(?:cardiopulm|abnorm|pneumo|consolid|atelec|degener)(?=[a-z]{3})", body
        )
        stops += [start + m.end() for m in inside if m.start() > 5]
    if not stops:
        return None
    text = pair.impression[: rng.choice(stops)]
    return Planted(pair.saying(text), "impression", (min(start, len(text) - 1), len(text)))


def plant_wrong_language(pair: Pair, rng: random.Random) -> Planted | None:
    """Write all of it, or one statement of it, in the other language."""
    foreign = _FOREIGN_EN if pair.language == "zh" else _FOREIGN_ZH
    spans = sentences(pair.impression, pair.language)
    if rng.random() < 0.6 or len(spans) < 2:
        chosen = rng.sample(foreign, rng.randint(1, 3))
        text = (" " if pair.language == "zh" else "").join(chosen)
        return Planted(pair.saying(text), "impression", (0, len(text)))
    text, there = put(pair.impression, rng.choice(spans), rng.choice(foreign))
    return Planted(pair.saying(text), "impression", there)


def plant_dictation(pair: Pair, rng: random.Random) -> Planted | None:
    """Put in what a recogniser makes of a word, or a spoken command written out."""
    zh = pair.language == "zh"
    places = [
        (match.span(), rng.choice(slips))
        for pattern, slips in (_MISHEARD_ZH if zh else _MISHEARD_EN)
        for match in re.finditer(pattern, pair.impression, re.I)
    ]
    if not places or rng.random() < 0.2:
        ends = [e for s, e in sentences(pair.impression, pair.language) if e - s > 6]
        if not ends:
            return None
        at = rng.choice(ends)
        at -= pair.impression[at - 1] in "。.；;"
        command = rng.choice(_COMMANDS_ZH if zh else _COMMANDS_EN)
        text, there = put(pair.impression, (at, at), command)
        return Planted(pair.saying(text), "impression", there)
    span, new = rng.choice(places)
    text, there = put(pair.impression, span, new)
    return Planted(pair.saying(text), "impression", there)

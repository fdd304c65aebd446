"""The neighbour of the place: another lobe, vertebra, rib, segment, station or pole."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from tests.checks.planting.cases import Pair, Planted, Span
from tests.checks.planting.text import clause_affirmed, denied, like, put, sentences

# A place: the pattern, and for a match its neighbours, each with what must not be affirmed in the
# findings if the neighbour is to be wrong.
Neighbours = Callable[[re.Match[str]], list[tuple[str, str]]]
_SPINE = {"C": (1, 7), "T": (1, 12), "L": (1, 5)}


def _vertebra(match: re.Match[str]) -> list[tuple[str, str]]:
    region, number = match.group(1), int(match.group(2))
    low, high = _SPINE[region.upper()]
    near = [n for n in (number - 1, number + 1) if low <= n <= high]
    return [(f"{region}{n}", rf"{region}{n}(?!\d)") for n in near]


def _disc(match: re.Match[str]) -> list[tuple[str, str]]:
    region, upper, join, lower = match.groups()
    low, high = _SPINE[region.upper()]
    near = [n for n in (int(upper) - 1, int(upper) + 1) if low <= n and n + 1 <= high]
    mark = re.search(r"[A-Z]?$", join)
    del mark, lower
    return [(f"{region}{n}{join}{n + 1}", rf"{region}{n}\s*[-/]\s*{region}?{n + 1}") for n in near]


def _rib(match: re.Match[str]) -> list[tuple[str, str]]:
    number = int(match.group(1))
    near = [n for n in (number - 1, number + 1) if 1 <= n <= 12]
    ends = {1: "st", 2: "nd", 3: "rd"}
    words = [f"{n}{ends.get(n, 'th')}{match.group(3)}" for n in near]
    return [(w, w.split()[0]) for w in words]


def _lobe(match: re.Match[str]) -> list[tuple[str, str]]:
    side, level, part = match.groups()
    blocked = {
        "upper": r"\bupper|\bapex|\bapic",
        "middle": r"\bmiddle|\bmid ?lung|\blingul",
        "lower": r"\blower|\bbas(?:e|al|ilar)|\bbibas|\bretrocardiac|\bcostophrenic",
    }
    near = ["upper", "lower"] if side.lower() == "left" else ["upper", "middle", "lower"]
    return [(f"{side} {like(n, level)} {part}", blocked[n]) for n in near if n != level.lower()]


def _swap(*groups: tuple[str, ...]) -> Neighbours:
    """Any member of a group is a neighbour of the others."""

    def neighbours(match: re.Match[str]) -> list[tuple[str, str]]:
        word = match.group().lower()
        return [
            (like(other, match.group()), re.escape(other))
            for group in groups
            if word in group
            for other in group
            if other != word
        ]

    return neighbours


def _zh_numbered(match: re.Match[str]) -> list[tuple[str, str]]:
    """ "第7胸椎", "第5、6前肋": the whole run of numbers moves by one."""
    numbers = [int(n) for n in re.findall(r"\d+", match.group(1))]
    steps = [step for step in (-1, 1) if min(numbers) + step >= 1 and max(numbers) + step <= 12]
    tail = match.group(2)
    out = []
    for step in steps:
        moved = "、".join(str(n + step) for n in numbers)
        if len(numbers) > 1:  # "5、6" moved by one shares a rib with what was there
            moved = "、".join(str(n + 2 * step) for n in numbers)
        out.append((f"第{moved}{tail}", re.escape(f"第{moved}{tail}")))
    return out


def _zh_segment(match: re.Match[str]) -> list[tuple[str, str]]:
    number = int(match.group(1))
    return [(f"S{n}段", f"S{n}") for n in (number - 1, number + 1) if 1 <= n <= 8]


def _zh_lobe(match: re.Match[str]) -> list[tuple[str, str]]:
    side, level = match.groups()
    near = "上下" if side in "左双" else "上中下"
    return [
        (f"{side}肺{n}叶", f"{side}肺{n}叶|双肺{n}叶|{side}肺{n}野") for n in near if n != level
    ]


_EN_PLACES: list[tuple[re.Pattern[str], Neighbours]] = [
    (re.compile(r"\b(left|right) (upper|middle|lower) (lobe|lung)\b", re.I), _lobe),
    (re.compile(r"\b([CTL])(\d)(-[CTL]?)(\d)\b"), _disc),
    (re.compile(r"(?<![-\d])\b([CTL])(\d{1,2})\b(?![-/\d])"), _vertebra),
    (re.compile(r"\b(\d{1,2})(st|nd|rd|th)((?: [a-z]+){0,1} rib)\b", re.I), _rib),
    (
        re.compile(r"\b(?:frontal|parietal|temporal|occipital)\b(?= lobe| region)", re.I),
        _swap(("frontal", "parietal", "temporal", "occipital")),
    ),
    (re.compile(r"\b(?:upper|lower)\b(?= pole)", re.I), _swap(("upper", "lower"))),
    (
        re.compile(r"\b(?:thoracic|lumbar|cervical)\b(?= spine| vertebra)", re.I),
        _swap(("thoracic", "lumbar", "cervical")),
    ),
    (re.compile(r"(?<=left |ight |lung )(?:base|apex)\b(?! of)", re.I), _swap(("base", "apex"))),
    (re.compile(r"\b(?:bibasilar|biapical)\b", re.I), _swap(("bibasilar", "biapical"))),
    (re.compile(r"\b(?:basilar|apical)\b", re.I), _swap(("basilar", "apical"))),
]
_ZH_PLACES: list[tuple[re.Pattern[str], Neighbours]] = [
    (re.compile(r"([左右双])肺([上中下])叶"), _zh_lobe),
    (re.compile(r"第([\d、]+)(前肋|后肋|肋|胸椎|腰椎)"), _zh_numbered),
    (re.compile(r"S(\d)段"), _zh_segment),
    (re.compile(r"([CTL])(\d)([/-][CTLS]?)(\d)"), _disc),
    (re.compile(r"(?<![/\dA-Z])([CTL])(\d{1,2})(?=椎|、|与|及|上|下|前|后)"), _vertebra),
    (re.compile(r"(?<![额顶颞枕])(?:额|顶|颞|枕)(?=叶)"), _swap(("额", "顶", "颞", "枕"))),
    (re.compile(r"[上中下](?=段|极|盏)"), _swap(("上", "中", "下"))),
    (re.compile(r"[ⅡⅢⅣ](?=区)"), _swap(("Ⅱ", "Ⅲ"), ("Ⅲ", "Ⅳ"))),
    (re.compile(r"(?<![尖前后])(?:尖段|后段|前段)"), _swap(("尖段", "后段", "前段"))),
    (re.compile(r"(?:远|近)(?=端|侧干骺端)"), _swap(("远", "近"))),
    (re.compile(r"[前后](?=角)"), _swap(("前", "后"))),
    (re.compile(r"(?:上颌窦|额窦|蝶窦)"), _swap(("上颌窦", "额窦", "蝶窦"))),
    (re.compile(r"(?:基底节区|丘脑)"), _swap(("基底节区", "丘脑"))),
]


def _context(pattern: re.Pattern[str], match: re.Match[str], text: str) -> str:
    """What follows a one-sign place belongs to it: 上 is no level, 上极 is."""
    del pattern
    if len(match.group()) > 1:
        return ""
    return text[match.end() : match.end() + 1]


def _places(pair: Pair) -> Iterator[tuple[Span, str]]:
    chinese = pair.language == "zh"
    for start, end in sentences(pair.impression, pair.language):
        sentence = pair.impression[start:end]
        for pattern, neighbours in _ZH_PLACES if chinese else _EN_PLACES:
            for match in pattern.finditer(sentence):
                tail = _context(pattern, match, sentence) if chinese else ""
                if _denied_here(sentence, match, pair.language) or not _stands(pair, match, tail):
                    continue
                for new, blocker in neighbours(match):
                    block = re.compile(blocker + tail, re.I)
                    if not block.search(pair.findings):
                        yield (start + match.start(), start + match.end()), new


def _denied_here(sentence: str, match: re.Match[str], language: str) -> bool:
    if language == "en":
        return denied(sentence, "en")
    clause = re.split(r"[，,。；;]", sentence[match.start() :])[0]
    return denied(clause, "zh")


def _stands(pair: Pair, match: re.Match[str], tail: str) -> bool:
    """The findings affirm the same place."""
    same = re.compile(rf"(?<![\dA-Za-z]){re.escape(match.group() + tail)}(?!\d)", re.I)
    return clause_affirmed(pair.findings, same, pair.language)


def plant_level(pair: Pair, rng: random.Random) -> Planted | None:
    """Move one statement to the neighbouring place."""
    places = list(_places(pair))
    if not places:
        return None
    span, new = rng.choice(places)
    text, there = put(pair.impression, span, new)
    return Planted(pair.saying(text), "impression", there)

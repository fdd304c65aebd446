"""Reads numbered places: vertebrae and discs, ribs, liver segments, teeth, digits, neck levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from radvaluer_desktop.safety.sentences import Sentence

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "一": 1, "二": 2, "三": 3,
    "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8,
          "Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "Ⅶ": 7, "Ⅷ": 8}  # fmt: skip
_REGION = {"颈": "C", "胸": "T", "腰": "L", "骶": "S", "D": "T"}
_ORDINAL = r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_RANK = rf"(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))"
_JOIN = r"(?:\s*(?:[-–~～/、,，&]|and|to|through|至|及|和|,\s*and)\s*)"

_SEQUENCE = (
    r"WI|weight|hyper|hypo|signal|bright|dark|shine|FLAIR|STIR|FS|加权|信号|序列|压脂|像|高|低"
)
_VERTEBRAE = re.compile(
    rf"(?<![A-Za-z0-9])([CTLSD])-?(\d{{1,2}})(?!\d|[A-Za-z]|\s*-?\s*(?:{_SEQUENCE}))"
    rf"((?:{_JOIN}(?:[CTLSD]-?)?\d{{1,2}}(?!\d|[.]\d|\s*(?:mm|cm|%|WI|毫米|厘米)))*)"
)
_VERTEBRAE_ZH = re.compile(
    rf"([颈胸腰骶])椎?(\d{{1,2}})(?!\d)((?:{_JOIN}[颈胸腰骶]?椎?\d{{1,2}}(?!\d|[.]\d|\s*(?:mm|cm|%|毫米|厘米|天|周|月|年)))*)"
    rf"|第(\d{{1,2}}|十一|十二|[一二三四五六七八九十])([颈胸腰骶])椎"
)
_RIBS = re.compile(
    rf"((?:{_RANK}{_JOIN})*{_RANK})[\s\w-]{{0,24}}?\brib|\bribs?\s+#?(\d{{1,2}}(?:{_JOIN}\d{{1,2}})*)"
    rf"|第?\s*(\d{{1,2}}(?:{_JOIN}\d{{1,2}})*)\s*(?:前|后|侧|腋)?肋(?!间)"
    rf"|第([一二三四五六七八九十]|十一|十二)(?:前|后|侧)?肋(?!间)",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(
    r"\bsegments?\s+([IVX]{1,4}|\d)(?:\s*[AaBb])?(?:\s*(?:/|and|-)\s*([IVX]{1,4}|\d))?\b"
    r"|(?<![A-Za-z0-9])S([1-8])(?=段|\s*segment)|肝?(?:右叶|左叶)?S([1-8])(?=段|见|区)"
    r"|([ⅠⅡⅢⅣⅤⅥⅦⅧ]|(?<![A-Za-z])[IV]{1,4})段"
)
_DIGITS = re.compile(
    rf"((?:{_RANK}{_JOIN})*{_RANK})[\s\w-]{{0,12}}?\b(metatarsal|metacarpal|toe|finger|digit|phalan)"
    rf"|第?([一二三四五1-5])(?:、[一二三四五1-5])*(跖骨|掌骨|趾|指)",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*(?:level|水平|间盘|椎间盘)?\s*[:：]")
_DISC = 2  # vertebrae that name one
_NUMBERS = re.compile(r"([CTLSD颈胸腰骶])?\s*-?椎?\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Level:
    """Numbered places of one kind (``vertebra``, ``rib``, ``segment`` …) that stand together."""

    start: int
    end: int
    kind: str
    places: frozenset[str]


def levels_meet(first: Iterable[Level], second: Iterable[Level]) -> bool:
    """Whether some place of both may be the same: L4/5 is none with L3/4, nor apart from L4."""
    return any(one.kind == other.kind and _meet(one.places, other.places)
               for one in first for other in second)  # fmt: skip


def _meet(first: frozenset[str], second: frozenset[str]) -> bool:
    if first <= second or second <= first:
        return True
    return not first.isdisjoint(second) and (len(first) != _DISC or len(second) != _DISC)


def heading_levels(
    text: str, levels: Sequence[Level], sentences: Sequence[Sentence]
) -> dict[int, tuple[Level, ...]]:
    """Return the level of each sentence that names none, but stands under one: "L2-3: … . …"."""
    heading: tuple[Level, ...] = ()
    found = {}
    for number, sentence in enumerate(sentences):
        own = [level for level in levels if sentence.start <= level.start < sentence.end]
        if not own:
            found[number] = heading
        elif own[0].start == sentence.start and _COLON.match(text, own[0].end):
            heading = (own[0],)
        else:
            heading = ()
    return found


def levels_of(text: str) -> tuple[Level, ...]:
    """Return the numbered places of ``text`` in its order."""
    found = _vertebrae(text)
    if re.search(r"rib|肋", text, re.IGNORECASE):
        found += _ribs(text)
    if re.search(r"segment|段|S[1-8]", text, re.IGNORECASE):
        found += _segments(text)
    if re.search(r"meta|toe|finger|digit|phalan|骨|趾|指", text, re.IGNORECASE):
        found += _digits(text)
    return tuple(sorted(found, key=lambda level: level.start))


def _vertebrae(text: str) -> list[Level]:
    found = [
        _level(match.start(), match.end(), match[1], int(match[2]), match[3])
        for match in _VERTEBRAE.finditer(text)
    ]
    for match in _VERTEBRAE_ZH.finditer(text):
        if match[1]:
            region, number, rest = match[1], int(match[2]), match[3]
        else:
            region, number, rest = match[5], _number(match[4]), ""
        found.append(_level(match.start(), match.end(), region, number, rest))
    return [level for level in found if level.places]


def _level(start: int, end: int, region: str, number: int, rest: str) -> Level:
    region = _REGION.get(region, region)
    places, last = {_vertebra(region, number)}, (region, number)
    ranged = False
    for piece in re.split(rf"({_JOIN})", rest):
        match = _NUMBERS.fullmatch(piece.strip())
        if match:
            its = _REGION.get(match[1], match[1]) if match[1] else last[0]
            value = int(match[2])
            if its == last[0] == "L" and value == 1 and last[1] == 5:
                its = "S"
            if ranged and its == last[0]:
                places |= {_vertebra(its, between) for between in range(last[1], value)}
            places.add(_vertebra(its, value))
            last = (its, value)
        elif piece:
            ranged = bool(re.search(r"[-–~～至]|to|through", piece))
    return Level(start, end, "vertebra", frozenset(filter(None, places)))


def _vertebra(region: str, number: int) -> str:
    most = {"C": 7, "T": 12, "L": 6, "S": 5}[region]
    return f"{region}{number}" if 1 <= number <= most else ""


def _ribs(text: str) -> list[Level]:
    found = []
    for match in _RIBS.finditer(text):
        listed = next(group for group in match.groups() if group)
        found.append(Level(match.start(), match.end(), "rib", _ranks(listed)))
    return found


def _segments(text: str) -> list[Level]:
    found = []
    for match in _SEGMENTS.finditer(text):
        numbers = frozenset(str(_number(group)) for group in match.groups() if group)
        found.append(Level(match.start(), match.end(), "segment", numbers))
    return found


def _digits(text: str) -> list[Level]:
    found = []
    for match in _DIGITS.finditer(text):
        listed, bone = (match[1], match[2].lower()) if match[1] else (match[0], match[4])
        kind = {"跖骨": "metatarsal", "掌骨": "metacarpal", "趾": "toe", "指": "finger"}.get(
            bone, bone
        )
        found.append(Level(match.start(), match.end(), kind, _ranks(listed)))
    return found


def _ranks(listed: str) -> frozenset[str]:
    numbers = [
        _number(word)
        for word in re.findall(
            rf"{_ORDINAL}|\d{{1,2}}|十[一二]|[一二三四五六七八九十]", listed.lower()
        )
    ]
    if len(numbers) == 2 and re.search(r"[-–~～至]|to|through", listed):
        numbers = list(range(numbers[0], numbers[1] + 1))
    return frozenset(str(number) for number in numbers)


def _number(word: str) -> int:
    return _ORDINALS.get(word) or _ROMAN.get(word) or (int(word) if word.isdecimal() else 0)

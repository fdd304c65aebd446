"""Values behind a word that says what they are, such as ``MRN 12345`` and ``住院号：12345``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.wordlists import WordLists, alternatives, spaced

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_COLON = r"[ ]*(?:[:=]|(?:\.|#|no\.?|number|is|号码?|为|是)[ ]*[:=]?)[ ]*"
# Numbers with letters, in groups; behind a colon one digit is enough, else three. A group behind a
# full stop or a spaced dash has a digit, or it is the next sentence.
_GROUP = r"[-/_·][A-Za-z0-9*]+|(?:\.|[ ]?[-/_·][ ]?)(?=[A-Za-z]{0,4}\d)[A-Za-z0-9*]+"
_CODE = rf"[A-Za-z0-9*]+(?:{_GROUP}|[ ]\d{{2,}}(?![ ]?[cm]m))*"
_WITH_DIGIT = rf"(?=[^\s,;，。；\n]{{0,24}}\d){_CODE}"
_WITH_DIGITS = rf"(?=(?:[A-Za-z/_.·-]{{0,24}}\d){{3}}){_CODE}"
_NEXT_LABEL = rf",?[ ][A-Z][A-Za-z ./]{{1,24}}:|[ ][{_HAN}]{{2,8}}:"
_LINE = rf"[^\n。;:]{{1,80}}?(?=[ ]*(?:\n|$|。|;|[ ]{{2,}}|{_NEXT_LABEL}))"
_DATE = r"\d[\d./年月日号 -]{2,16}\d?[日号]?(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?"
_PHONE = r"[+(]?\d[\d ().+-]{1,20}\d(?:[ ]*(?:x|ext\.?|转)[ ]*\d{1,6})?"
_BED_EN = r"[A-Za-z]?-?\d{1,4}[A-Za-z]?(?:-[A-Za-z0-9]{1,3})?(?!\w)"
_BED_ZH = rf"[{_HAN}\d]{{1,12}}?(?:病区|病房|病室|室|床|科|楼)(?:[{_HAN}\d]{{0,8}}床)?"
_PLATE = r"(?-i:[A-Z0-9]{1,4}(?:[ -][A-Z0-9]{2,6}){1,2})"
_LINES = {Kind.ADDRESS: _LINE, Kind.INSTITUTION: _LINE, Kind.DATE: _DATE}
_COLON_ONLY = {Kind.PHONE: _PHONE, Kind.FAX: _PHONE, Kind.OTHER: _WITH_DIGIT}
_NO_VALUE = re.compile(
    r"\[.*|none|n/?a|unknown|not .*|same|see .*|as above|[x*_?.-]+|无|不详|未知|同上|暂无|未填",
    re.IGNORECASE,
)
_RUN = re.compile(r"[a-z]+")
_MEASURE = re.compile(
    r"[ ]?(?:[cm]?m|ml|mm|%|hu|days?|weeks?|months?|years?|hours?|minutes?)\b", re.IGNORECASE
)


class Labels:
    """The labels of both languages, ready to be looked for."""

    def __init__(self, lists: Mapping[Language, WordLists]) -> None:
        self._patterns: list[tuple[re.Pattern[str], Kind, _Beginnings]] = []
        for kind in lists[Language.ENGLISH].labels:
            if kind is Kind.PERSON:
                continue
            latin = alternatives(lists[Language.ENGLISH].labels[kind])
            han = spaced(lists[Language.CHINESE].labels[kind])
            beginnings = _Beginnings(
                lists[Language.ENGLISH].labels[kind], lists[Language.CHINESE].labels[kind]
            )
            for value in _values(kind):
                label = rf"(?:(?<![A-Za-z])(?:{latin})(?![A-Za-z])|(?:{han}))"
                self._patterns.append((re.compile(label + value, re.IGNORECASE), kind, beginnings))

    def find(self, text: str) -> Iterator[Found]:
        """Yield the labelled values of a folded text; names are another rule's."""
        plain = text.lower()
        words, letters = set(_RUN.findall(plain)), set(plain)
        for pattern, kind, beginnings in self._patterns:
            if not beginnings.may_stand_in(words, letters):
                continue
            for match in pattern.finditer(text):
                start, end = match.span("value")
                value = match["value"].rstrip(" .,/-")
                if value and not _NO_VALUE.fullmatch(value) and not _MEASURE.match(text, end):
                    yield Found(start, start + len(value), kind, Rule.LABEL)


class _Beginnings:
    """Tells at once that a text holds none of some labels: most texts hold hardly any."""

    def __init__(self, latin: Iterable[str], han: Iterable[str]) -> None:
        runs = [_RUN.search(label.lower()) for label in latin]
        self._words = frozenset(run[0] for run in runs if run)
        self._always = not all(runs)
        self._han = [frozenset(label.lower()) for label in han]

    def may_stand_in(self, words: set[str], letters: set[str]) -> bool:
        """Whether the first word of a label, or all characters of a Chinese one, are there."""
        if self._always or not self._words.isdisjoint(words):
            return True
        return any(label <= letters for label in self._han)


def _values(kind: Kind) -> Iterator[str]:
    """Yield the patterns of what may follow a label."""
    if kind in _LINES:
        yield rf"[ ]*[:=][ ]*(?P<value>{_LINES[kind]})"
    elif kind in _COLON_ONLY:
        yield rf"{_COLON}(?P<value>{_COLON_ONLY[kind]})"
    elif kind is Kind.WARD:
        yield rf"(?:{_COLON}|[ ]*)(?P<value>{_BED_EN}|{_BED_ZH})"
    else:
        if kind is Kind.VEHICLE:
            yield rf"(?:{_COLON}|[ ]+)(?P<value>{_PLATE})"
        yield rf"{_COLON}(?P<value>{_WITH_DIGIT})"
        yield rf"[ ]*(?P<value>{_WITH_DIGITS})"

"""Dates in every spelling of English and Chinese reports, and ages above 89.

A year alone may stay, by 45 CFR 164.514(b)(2)(i)(C), unless it is one of birth. Spans of time
stay: 3 months, 2年3月 of an illness, 术后14日.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind

OLDEST_TOLD = 89  # years; whoever is older is "90 or older"
_OLDEST = 130  # nobody was

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![a-z])\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY2 = r"(?:0[1-9]|[12]\d|3[01])"
_NTH = rf"{_DAY}(?:st|nd|rd|th)?"
_NUMBER = r"(?:1[0-2]|0?[1-9])"  # of a month
_NUMBER2 = r"(?:0[1-9]|1[0-2])"
_YEAR = r"(?:1[89]|20|21)\d\d"
_SHORT_YEAR = r"'?\d\d(?!\d|:)"
_THEN_YEAR = rf"(?:[ ,./-]*(?:{_YEAR}|{_SHORT_YEAR}))?"
_TIME = (
    r"(?:[ ,T@]*(?:\bat\b|上午|下午|凌晨|中午|晚上|晚|早)?[ ]*(?:[01]?\d|2[0-3])"
    r"(?::[0-5]\d(?::[0-5]\d(?:\.\d+)?)?|[点时](?:[0-5]?\d分?)?(?:[0-5]?\d秒)?)"
    r"(?:[ ]*(?:[apAP](?:[mM]\b|\.[mM]\.)|hrs|hours|Z\b|[+-]\d\d:?\d\d\b))?)?"
)
_HAN_DIGIT = "〇○零一二三四五六七八九"
_ONES = "[一二三四五六七八九]"
_HAN_DAY = rf"(?:三十一|三十|[二廿]十?{_ONES}|二十|廿|十{_ONES}?|初?{_ONES}|初十)"
_HAN_MONTH = r"(?:十[一二]?|[一二三四五六七八九元正冬腊])"

_WRITTEN = (
    rf"{_YEAR}([-/.])[ ]?{_NUMBER}\1[ ]?{_DAY}(?!\d)",
    rf"{_DAY}([-/.])[ ]?{_NUMBER}\2[ ]?{_YEAR}(?!\d)",
    rf"{_NUMBER}([-/.])[ ]?{_DAY}\3[ ]?{_YEAR}(?!\d)",
    rf"{_NUMBER}/{_DAY}/\d\d(?!\d)",
    rf"{_DAY}/{_NUMBER}/\d\d(?!\d)",
    rf"{_NUMBER2}([-.]){_DAY2}\4\d\d(?![\d.]|[ ]?[cm]m)",
    rf"{_DAY2}([-.]){_NUMBER2}\5\d\d(?![\d.]|[ ]?[cm]m)",
    rf"(?:19|20)\d\d{_NUMBER2}{_DAY2}(?:[ T]?\d{{6}}(?:\.\d+)?)?(?!\d)",
    rf"{_YEAR}[-/]{_NUMBER2}(?![\d/-])",
    rf"{_NUMBER}/{_YEAR}(?!\d)",
)
_WORDED = (
    rf"{_MONTH}[ ]*{_NTH}(?!\d)(?:[ ]*(?:,|of)?[ ]*(?:{_YEAR}|{_SHORT_YEAR}))?",
    rf"{_NTH}(?:[ ]+(?:day[ ]+)?of)?[-/.]?[ ]*{_MONTH}(?![a-z]){_THEN_YEAR}",
    rf"{_MONTH}[ ]*(?:,|of|-)?[ ]*(?:{_YEAR}|'\d\d)(?!\d)",
    rf"(?:spring|summer|fall|autumn|winter)[ ]+of[ ]+{_YEAR}",
    rf"(?:Christmas|New Year's|Thanksgiving|Easter|Boxing)(?:[ ]+(?:Day|Eve))?(?:[ ]+{_YEAR})?",
)
_HAN_YEAR = rf"(?:{_YEAR}|[{_HAN_DIGIT}]{{4}})"
_SHORT_HAN_YEAR = rf"(?:{_YEAR}|\d\d|[{_HAN_DIGIT}]{{2,4}})"
_HAN_MONTH_OF = rf"(?:{_NUMBER}|{_HAN_MONTH})[ ]*月"
_HAN_DAY_OF = rf"(?:{_DAY}|{_HAN_DAY})[ ]*[日号]"
_IN_CHINESE = (
    rf"{_HAN_YEAR}[ ]*年[ ]*{_HAN_MONTH_OF}(?:份|[ ]*{_HAN_DAY_OF}|[ ]*{_DAY}(?![\d个]))?",
    rf"{_SHORT_HAN_YEAR}[ ]*年[ ]*{_HAN_MONTH_OF}[ ]*{_HAN_DAY_OF}",
    rf"{_HAN_MONTH_OF}[ ]*{_HAN_DAY_OF}",
    rf"{_YEAR}[./-]{_NUMBER}(?=[日行在于摄来复查本我外,。;、\s(]|$)",
    rf"(?:[今去前明本同当]年|上一年)[ ]*{_HAN_MONTH_OF}(?:份|[ ]*{_HAN_DAY_OF}|[初底末中上下]旬?)?",
    rf"{_HAN_MONTH_OF}(?:份|[上中下]旬|[初底末](?!期))",
    rf"(?:[本上下当]月|今年|于)[ ]*{_HAN_DAY_OF}(?!床|线|染)",
    rf"(?:农历|阴历|旧历)[ ]*{_HAN_MONTH}月{_HAN_DAY}?",
    r"(?:春节|元旦|中秋节?|国庆节?|端午节?|清明节?)(?=[前后期假当])",
)
_NO_MORE = r"(?![\d/-]|[A-Za-z]*\d)"
_PATTERNS = (
    re.compile(rf"(?<![\w./-])(?:{'|'.join(_WRITTEN)}){_TIME}{_NO_MORE}", re.ASCII),
    re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_WORDED)}){_TIME}(?!\w)", re.I | re.ASCII),
)
_CHINESE = re.compile(rf"(?<!\d)(?:{'|'.join(_IN_CHINESE)}){_TIME}")
_ILLNESS = re.compile(r"(?:病史|病程|约|近|史|已|余|共)[约近达有]?$")
# A day without a year looks like a share of images or a grade: only behind such a word
_CONTEXTS = (
    re.compile(
        r"(?i:\b(?:on|dated|from|since|until|through|by|exam|study|prior|comparison|and|to|date"
        rf"|dob):?[ ]+)(?P<date>{_NUMBER}/{_DAY}|{_NUMBER}-{_DAY}(?=[,;.]|$))"
        r"(?![\d/%-]|[ ]?[cm]m|[ ]*(?:image|series|pain|scale))"
    ),
    re.compile(
        r"(?i:\b(?:in|since|last|this|next|until|early|late|mid|of|from|during)[ -]+)"
        rf"(?P<date>{_MONTHS})\b(?![ -]Thurner)"
    ),
    re.compile(
        r"(?i:\bon the[ ]+)(?P<date>(?:3[01]|[12]?\d)(?:st|nd|rd|th))\b"
        r"(?![ ]+[a-z]*(?:rib|vertebra|toe|finger|ray|digit|metatarsal|image|nerve|day))"
    ),
    re.compile(rf"(?i:\b(?:born|birth)(?:[ ]+(?:in|year))?[: ]+)(?P<date>{_YEAR})\b"),
    re.compile(rf"(?P<date>{_YEAR})年?(?=出?生)"),
    re.compile(rf"(?:生于|出生年份[: ]*)(?P<date>{_YEAR})年?"),
)

_AGES = (
    re.compile(
        r"(?<![\d./-])(?P<age>\d{2,3})(?=[ -]*(?:years?|yrs?|y)[ .-]*(?:of[ ]age|old|o\b)"
        r"|[ ]*(?:周岁|岁)|[ ]?[yY]/?[oO]\b|[ ]?y\.?o\.?\b|[ ]*yrs?\b"
        r"|[ ]*[/,]?[ ]*[yY]?[ /]?[FM]\b)"
    ),
    re.compile(r"(?i:\b(?:aged?|age[ ]+of|age[ ]*/[ ]*sex)[ :=]*)(?P<age>\d{2,3})\b"),
    re.compile(r"\b[FM][ ]?/[ ]?(?P<age>\d{2,3})(?!\d|[/.]\d)"),
    re.compile(r"年龄[ :=为]*(?P<age>\d{2,3})(?!\d)"),
)
_AGE_WORDS = re.compile(
    r"\bninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?(?=[ -]*years?[ -]*old)"
    r"|\b(?:one|a)[ -]hundred(?:[ -](?:and[ -])?\w+)?(?=[ -]*years?[ -]*old)"
    r"|\b(?:nonagenarian|centenarian|supercentenarian)\b"
    r"|(?<=in (?:his|her) )(?:mid-|late |early )?(?:nineties|90s)\b"
    rf"|(?:九十{_ONES}?|一百[零〇一二三四五六七八九十]{{0,3}}|百)(?=[多余]?岁)|(?<=年过)[九百][旬岁]",
    re.IGNORECASE,
)


def find_dates(text: str) -> Iterator[Found]:
    """Yield the dates of a folded text."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), Kind.DATE, Rule.PATTERN)
    for match in _CHINESE.finditer(text):
        if not _ILLNESS.search(text[max(0, match.start() - 4) : match.start()]):
            yield Found(match.start(), match.end(), Kind.DATE, Rule.PATTERN)
    for pattern in _CONTEXTS:
        for match in pattern.finditer(text):
            yield Found(*match.span("date"), Kind.DATE, Rule.CONTEXT)


def find_ages(text: str) -> Iterator[Found]:
    """Yield ages above 89, the number alone."""
    for pattern in _AGES:
        for match in pattern.finditer(text):
            if OLDEST_TOLD < int(match["age"]) <= _OLDEST:
                yield Found(*match.span("age"), Kind.AGE, Rule.PATTERN)
    for match in _AGE_WORDS.finditer(text):
        yield Found(match.start(), match.end(), Kind.AGE, Rule.PATTERN)

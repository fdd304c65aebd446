"""Sentences, statements and the plainest reading of a sentence: denied, normal, hedged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.checks.planting.cases import Span

_EN_END = re.compile(r"(?<=[.!?])[.\s]*\s+(?=[A-Z0-9(])")
_ZH_END = re.compile(r"[。；;\n]+")
_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.、)]\s*(?!\d)|[（(]\d{1,2}[）)]\s*|[-•]\s+)")

_DENIED_EN = re.compile(
    r"\b(?:no|not|without|negative|free of|absence|absent|fails?|none|nor|neither|denied|cannot"
    r"|excluded?|resolved|resolution|removed|clear(?:ed)?|normal|unremarkable"
    r"|intact|within (?:the )?(?:normal|limits))\b",
    re.IGNORECASE,
)
_DENIED_ZH = re.compile(
    r"未见|未|无(?!回声|强化|肺纹理)|不(?=大|厚|宽)|正常|清晰|光整|锐利|完整|均匀|良好|通畅|对称"
    r"|居中|连续(?!性中断)|除外"
)
_HEDGED_EN = re.compile(
    r"\b(?:may|might|could|possibl[ey]|probabl[ey]|likely|suspect\w*|suspicious|suggest\w*"
    r"|question\w*|cannot|versus|vs|consider\w*|differential|if|appear\w*|perhaps|concern\w*"
    r"|favou?r\w*|compatible|consistent|presum\w*|XXXX)\b",
    re.IGNORECASE,
)
_HEDGED_ZH = re.compile(r"可能|可疑|似|不除外|待排|考虑|疑|倾向|提示|欠清")


def sentences(text: str, language: str) -> list[Span]:
    """Return where the sentences of ``text`` stand, without their numbers and white space."""
    ends = _ZH_END if language == "zh" else _EN_END
    spans: list[Span] = []
    start = 0
    for end in [*ends.finditer(text), None]:
        stop = (end.start() if end else len(text)) if language == "en" else _stop(end, text)
        spans.extend(_trimmed(text, start, stop))
        start = end.end() if end else len(text)
    return _joined_numbers(text, spans) if language == "en" else spans


def _stop(end: re.Match[str] | None, text: str) -> int:
    """A Chinese full stop belongs to its sentence; a line break does not."""
    if end is None:
        return len(text)
    return end.start() + (end.group()[0] in "。；;")


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    number = _NUMBER.match(text, start, stop)
    start = number.end() if number else start
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop - start > 1:
        yield start, stop


def _joined_numbers(text: str, spans: list[Span]) -> list[Span]:
    """Leave out what is a list number alone, and what holds no word."""
    return [(s, e) for s, e in spans if re.search(r"[A-Za-z]{2}", text[s:e])]


def sentence_texts(text: str, language: str) -> list[str]:
    """Return the sentences themselves."""
    return [text[s:e] for s, e in sentences(text, language)]


def denied(sentence: str, language: str) -> bool:
    """Say whether anything in ``sentence`` is denied or called normal."""
    return bool((_DENIED_ZH if language == "zh" else _DENIED_EN).search(sentence))


def hedged(sentence: str, language: str) -> bool:
    """Say whether anything in ``sentence`` is uncertain."""
    return bool((_HEDGED_ZH if language == "zh" else _HEDGED_EN).search(sentence))


def affirmed(text: str, pattern: re.Pattern[str], language: str) -> bool:
    """Say whether a sentence that denies nothing holds ``pattern``."""
    return any(
        pattern.search(sentence) and not denied(sentence, language)
        for sentence in sentence_texts(text, language)
    )


def clause_affirmed(text: str, pattern: re.Pattern[str], language: str) -> bool:
    """As ``affirmed``, clause by clause: "right effusion, no left effusion" affirms the first."""
    parts = re.split(r"[，,。；;\n]|(?<=\w)\.\s|\bbut\b|\band no\b", text)
    return any(pattern.search(part) and not denied(part, language) for part in parts)


def put(text: str, span: Span, new: str) -> tuple[str, Span]:
    """Replace what stands at ``span`` and say where the new words stand."""
    start, end = span
    return text[:start] + new + text[end:], (start, start + len(new))


def like(word: str, model: str) -> str:
    """Give ``word`` the case of ``model``."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word

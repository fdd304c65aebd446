"""The outer form of an impression: numbered, bulleted or prose, without changing a word of it.

Only list marks and white space change, and a full stop is added where a line of prose lacks one.
A text whose make-up is not clear (headings, marks on some lines only, numbers out of order) stays
as it is: a number that is no list mark must never be taken for one.
"""

from __future__ import annotations

import re
from enum import StrEnum

from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.study import Language


class Form(StrEnum):
    """How the statements of an impression are set out."""

    DRAFTED = "drafted"
    NUMBERED = "numbered"
    BULLETED = "bulleted"
    PROSE = "prose"


_NUMBER = re.compile(r"[ \t]*[(（]?(\d{1,2})[.)、．）](?!\d)[ \t]*")
_BULLET = re.compile(r"[ \t]*(?:[-–—*](?=[ \t])|[•·●▪])[ \t]*")
# Numbers of a list that was written in one line: behind the end of a sentence.
_IN_LINE = re.compile(r"(?<=[.;。；])[ \t]*(?=[(（]?\d{1,2}[.)、．）](?!\d))")
# Between sentences: Chinese behind the full stop, English before a capital; not behind "Dr." and
# the like, nor an initial.
_BETWEEN = re.compile(
    r"(?<=。)[ \t]*(?=\S)|(?<=[a-z)\]%0-9][.!?])(?<!\bDr\.)(?<!\bMr\.)(?<!\bvs\.)(?<!\bNo\.)"
    r"(?<!\bapprox\.)(?<!\bca\.)[ \t]+(?=[A-Z])"
)
_ENDS = (".", "!", "?", "。", "！", "？", ";", "；")
_HEADS = (":", "：")


def statements(text: str) -> tuple[str, ...] | None:
    """Return the statements of ``text`` without their list marks; None where that is not clear."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or any(line.endswith(_HEADS) for line in lines):
        return None
    if len(lines) == 1:
        lines = _IN_LINE.split(lines[0]) if _NUMBER.match(lines[0]) else lines
    marks = [_NUMBER.match(line) for line in lines]
    if any(marks):
        return _numbered(lines, marks)
    bullets = [_BULLET.match(line) for line in lines]
    if any(bullets):
        if not all(bullets):
            return None
        return _filled(
            [line[mark.end() :] for line, mark in zip(lines, bullets, strict=True) if mark]
        )
    if len(lines) == 1:
        lines = _BETWEEN.split(lines[0])
    return tuple(line.strip() for line in lines)


def set_out(text: str, form: Form) -> str:
    """Return ``text`` in ``form``, or as it is where its statements are not clear."""
    told = None if form is Form.DRAFTED else statements(text)
    if told is None:
        return text
    if form is Form.PROSE:
        chinese = detect_language(text) is Language.CHINESE
        ended = [each if each.endswith(_ENDS) else each + (".", "。")[chinese] for each in told]
        return ("" if chinese else " ").join(ended)
    if len(told) == 1:
        return told[0]
    if form is Form.BULLETED:
        return "\n".join(f"- {each}" for each in told)
    return "\n".join(f"{number}. {each}" for number, each in enumerate(told, 1))


def _numbered(lines: list[str], marks: list[re.Match[str] | None]) -> tuple[str, ...] | None:
    """Return the statements where numbers go in their order from 1, the first line's too.

    A line without one, as one that was typed below a list, is a statement of its own where the
    line before it has ended; else it may go on with that one, and nothing is clear.
    """
    numbers = [int(mark[1]) for mark in marks if mark]
    if marks[0] is None or numbers != list(range(1, len(numbers) + 1)):
        return None
    told = []
    for place, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark is None and not lines[place - 1].endswith(_ENDS):
            return None
        told.append(line if mark is None else line[mark.end() :])
    return _filled(told)


def _filled(told: list[str]) -> tuple[str, ...] | None:
    stripped = tuple(each.strip() for each in told)
    return stripped if all(stripped) else None

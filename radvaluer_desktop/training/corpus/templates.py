"""Sentence skeletons: a small notation, compiled once, filled many times.

``[a|b]`` is a choice (an empty one may be left out), ``{slot}`` a value, ``<...>`` a part that is
left out where a slot in it is empty, ``{a}`` the article that the next word asks for. Groups nest:
choices in parts and parts in choices.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"[\[\]|<>]|\{\w+\}|[^\[\]|<>{}]+")
_ARTICLE = "\x01"
_ARTICLE_BEFORE = re.compile(_ARTICLE + r" *(\w*)")
_VOWEL_SOUND = re.compile(r"(?!uni|eu|us[ea]|ure|uter|one)[aeiou]|8|11\b|18\b|[FHLMNRSX][A-Z0-9]")
_DOUBLED = re.compile(r" {2,}")

Values = Mapping[str, str]


class SkeletonInvalid(ValueError):
    """A skeleton does not follow the notation; a defect of the data."""


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[tuple[_Part, ...], ...]


@dataclass(frozen=True, slots=True)
class _Optional:
    parts: tuple[_Part, ...]
    slots: tuple[str, ...]


_Part = str | _Slot | _Choice | _Optional


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A compiled skeleton. ``slots``: the names that it may ask for."""

    written: str
    slots: frozenset[str]
    _parts: tuple[_Part, ...]

    def fill(self, values: Values, rng: random.Random) -> str:
        """Return the text. Raises KeyError for a slot that ``values`` lack."""
        out: list[str] = []
        _write(self._parts, values, rng, out)
        text = "".join(out)
        if _ARTICLE in text:
            text = _ARTICLE_BEFORE.sub(_article, text)
        return _DOUBLED.sub(" ", text).strip() if "  " in text else text.strip()


def compile_skeleton(written: str) -> Skeleton:
    """Compile a skeleton. Raises SkeletonInvalid."""
    pieces = iter(_TOKEN.findall(written))
    parts, end = _read(pieces, "")
    if end or "".join(_TOKEN.findall(written)) != written:
        raise SkeletonInvalid(f"brackets do not fit: {written!r}")
    return Skeleton(written, frozenset(_slots(parts)), parts)


def compile_all(written: Sequence[str]) -> tuple[Skeleton, ...]:
    """Compile several skeletons. Raises SkeletonInvalid."""
    return tuple(map(compile_skeleton, written))


def _read(pieces: Iterator[str], closing: str) -> tuple[tuple[_Part, ...], str]:
    """Read up to ``closing`` (or ``|`` in a choice); return the parts and what ended them."""
    parts: list[_Part] = []
    for piece in pieces:
        if piece == "[":
            parts.append(_read_choice(pieces))
        elif piece == "<":
            inner, end = _read(pieces, ">")
            if end != ">":
                raise SkeletonInvalid("a part is not closed")
            parts.append(_Optional(inner, tuple(s for s in _slots(inner) if s != "a")))
        elif piece in "]|>":
            return tuple(parts), piece
        elif piece.startswith("{"):
            parts.append(_Slot(piece[1:-1]))
        else:
            parts.append(piece)
    if closing:
        raise SkeletonInvalid(f"no {closing}")
    return tuple(parts), ""


def _read_choice(pieces: Iterator[str]) -> _Choice:
    options = []
    end = "|"
    while end == "|":
        option, end = _read(pieces, "]")
        options.append(option)
    if end != "]":
        raise SkeletonInvalid("a choice is not closed")
    return _Choice(tuple(options))


def _slots(parts: Sequence[_Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, _Slot):
            yield part.name
        elif isinstance(part, _Optional):
            yield from _slots(part.parts)
        elif isinstance(part, _Choice):
            for option in part.options:
                yield from _slots(option)


def _write(parts: Sequence[_Part], values: Values, rng: random.Random, out: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, _Slot):
            out.append(values[part.name])
        elif isinstance(part, _Choice):
            options = part.options
            _write(options[int(rng.random() * len(options))], values, rng, out)
        elif all(values[name] for name in part.slots):
            _write(part.parts, values, rng, out)


def _article(match: re.Match[str]) -> str:
    word = match[1]
    return f"{'an' if _VOWEL_SOUND.match(word) else 'a'} {word}"


ARTICLE = _ARTICLE

"""Phrase tables of the synthetic corpus (``resources/corpus/*.toml``) and how a phrase is filled.

``[a|b]`` is a choice and ``{name}`` a slot. A slot keeps its value for the whole of one finding, so
what the impression repeats is what the findings said.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from radvaluer_desktop.report.study import Language

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_OTHER_SIDE = {"left": "right", "right": "left", "左": "右", "右": "左"}
_ANY_SIZE = (3, 99)
_NAME_ENDS = ("", "n", "x", "r", "st", "ne")

REGIONS = ("chest", "abdomen")

Slots = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: how it is described, and what the impression says of it ("" for nothing)."""

    rank: int
    weight: float
    exams: frozenset[str]
    covers: frozenset[str]
    millimetres: tuple[int, int]
    find: Mapping[Language, Sequence[str]]
    say: Mapping[Language, Sequence[str]]
    slots: Mapping[Language, Slots]

    @property
    def incidental(self) -> bool:
        """Whether the impression leaves it out."""
        return not any(self.say.values())


@dataclass(frozen=True, slots=True)
class Statement:
    """A normal statement about ``topics``."""

    topics: frozenset[str]
    weight: float
    texts: Mapping[Language, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Region:
    """Everything that can be said of one body region. ``order``: topics as they are dictated."""

    name: str
    order: tuple[str, ...]
    shared: frozenset[str]
    normal: Mapping[Language, str]
    exams: Mapping[str, Mapping[str, Any]]
    indications: Mapping[Language, Sequence[str]]
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]


def load_regions(folder: Path) -> tuple[Region, ...]:
    """Read the phrase tables of ``folder``: chest, then abdomen."""
    common = _read(folder / "common.toml")
    return tuple(_region(name, _read(folder / f"{name}.toml"), common) for name in REGIONS)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _region(name: str, data: dict[str, Any], common: dict[str, Any]) -> Region:
    slots: dict[Language, Slots] = {
        language: common["slots"][language] | data["slots"][language] for language in Language
    }
    every_exam = frozenset(data["exams"])
    findings = [_finding(entry, every_exam, slots) for entry in data["findings"]]
    return Region(
        name=name,
        order=tuple(data["order"]),
        shared=frozenset(data["shared"]),
        normal={language: data["normal"][language] for language in Language},
        exams=data["exams"],
        indications=data["indications"],
        statements=tuple(_statement(entry) for entry in data["statements"]),
        findings=(*findings, *_generic(data, common, every_exam, slots)),
    )


def _finding(
    entry: dict[str, Any], every_exam: frozenset[str], slots: Mapping[Language, Slots]
) -> Finding:
    own = entry.get("slots", {})
    return Finding(
        rank=entry["rank"],
        weight=entry.get("weight", 1),
        exams=frozenset(entry.get("on", every_exam)),
        covers=frozenset(entry["covers"]),
        millimetres=tuple(entry.get("millimetres", _ANY_SIZE)),
        find={language: entry[language] for language in Language},
        say={
            language: [entry[f"{language}_say"]] * len(entry[language])
            if f"{language}_say" in entry
            else []
            for language in Language
        },
        slots={language: {**slots[language], **own.get(language, {})} for language in Language},
    )


def _generic(
    data: dict[str, Any],
    common: dict[str, Any],
    every_exam: frozenset[str],
    slots: Mapping[Language, Slots],
) -> list[Finding]:
    """Findings of random words, which can only be copied: one for each skeleton."""
    tables = common["generic"]
    return [
        Finding(
            rank=6,
            weight=common["generic_weight"],
            exams=every_exam,
            covers=frozenset(data["generic_covers"]),
            millimetres=_ANY_SIZE,
            find={language: [tables[language]["find"][index]] for language in Language},
            say={language: [tables[language]["say"][index]] for language in Language},
            slots=slots,
        )
        for index in range(len(tables["en"]["find"]))
    ]


def _statement(entry: dict[str, Any]) -> Statement:
    texts = {language: entry[language] for language in Language}
    return Statement(frozenset(entry["topics"]), entry.get("weight", 1), texts)


def fill(
    template: str, slots: Slots, values: dict[str, str], language: Language, rng: random.Random
) -> str:
    """Return ``template`` with its choices made and its slots filled; new values join ``values``.

    Raises KeyError for a slot that nobody knows.
    """
    while "[" in template:
        template = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), template)

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "other":
            return _OTHER_SIDE[values["side"]]
        if name not in values:
            made = _made(name, language, rng)
            values[name] = made if made is not None else rng.choice(slots[name])
        return values[name]

    return " ".join(_SLOT.sub(value, template).replace(" .", ".").split())


def _made(name: str, language: Language, rng: random.Random) -> str | None:
    """Return a value that no table could hold; None where a table must."""
    if name == "name":
        return made_up_name(rng)
    if name == "mark":
        return _image_mark(language, rng)
    return None


def made_up_name(rng: random.Random) -> str:
    """Return a name that nobody bears: what a model can only copy."""
    parts = [rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 3))]
    return ("".join(parts) + rng.choice(_NAME_ENDS)).capitalize()


def size(millimetres: tuple[int, int], language: Language, rng: random.Random) -> str:
    """Return a size within ``millimetres`` in one to three dimensions, as it would be typed."""
    unit = rng.choice(("mm", "cm"))
    numbers = [_length(millimetres, unit, rng) for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))]
    if language is Language.CHINESE:
        return rng.choice(("×", "x", "*")).join(f"{number}{unit}" for number in numbers)
    gap = rng.choice((" ", " ", " ", ""))
    return " x ".join(numbers) + gap + unit


def _length(millimetres: tuple[int, int], unit: str, rng: random.Random) -> str:
    length = rng.randint(*millimetres)
    return str(length) if unit == "mm" else f"{length / 10:.1f}"


def _image_mark(language: Language, rng: random.Random) -> str:
    """Return a pointer to an image, which the impression leaves out, or nothing."""
    series, image = rng.randint(2, 9), rng.randint(10, 300)
    if language is Language.CHINESE:
        return rng.choice(("", "", f"（序列{series}，图像{image}）", f"（IM{image}）"))
    return rng.choice(("", "", f"(series {series}, image {image})", f"({series}:{image})"))

"""Institutions: how each writes its findings and its impressions (``resources/institutions``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus.templates import Skeleton, compile_all, compile_skeleton


@dataclass(frozen=True, slots=True)
class Style:
    """An institution's habits in one language.

    ``layout``: paragraph, lines, dashes or headings. ``voice``: full or brief. ``order``:
    anatomical, abnormal-first or any. ``form``: noun, place or sentence. ``least``: the lowest
    urgency that its impressions name. ``meaning``: after (the finding, then what it means) or
    instead (of the finding). ``single``: whether a lone line is numbered. ``calm``: whether an
    impression without urgent findings begins by saying that nothing is acute. ``together`` joins
    a finding with what belongs to it; ``merged`` says what they mean.
    ``habit``: where among several ways to say a thing its usual one lies, 0 to 1; None: anywhere.
    """

    layout: str
    voice: str
    order: str
    unit: str
    times: str
    gap: str
    heading: Skeleton
    abbreviations: float
    form: str
    bullet: str
    single: bool
    separator: str
    stop: str
    least: int
    calm: bool
    meaning: str
    hedges: tuple[Skeleton, ...]
    likely: tuple[Skeleton, ...]
    join: str
    last: str
    together: str
    merged: Skeleton
    normal: tuple[Skeleton, ...]
    nothing_acute: tuple[Skeleton, ...]
    advice: Skeleton | None
    order_form: Skeleton
    opening: tuple[Skeleton, ...]
    marks: float = 0.0
    habit: float | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution; number 0 stands for the rest of the world and serves training alone."""

    number: int
    name: str
    styles: Mapping[Language, Style]
    weight: float


_MANY = {"hedges", "likely", "normal", "nothing_acute", "opening"}
_OPTIONAL = {"marks", "habit"}
_ONE = {"heading", "order_form", "advice", "merged"}


def load_institutions(folder: Path) -> tuple[Institution, ...]:
    """Read every institution of ``folder``, by number. Raises KeyError, SkeletonInvalid."""
    found = [_institution(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(found, key=lambda institution: institution.number))


def _institution(path: Path) -> Institution:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    styles = {language: _style(data[language]) for language in Language}
    return Institution(data["number"], data["name"], styles, data.get("weight", 1.0))


def _style(data: dict[str, Any]) -> Style:
    values: dict[str, Any] = {}
    for each in fields(Style):
        if each.name == "advice" and "advice" not in data:
            values["advice"] = None
        elif each.name in _MANY:
            values[each.name] = compile_all(data.get(each.name, ()))
        elif each.name in _ONE:
            values[each.name] = compile_skeleton(data[each.name])
        elif each.name not in _OPTIONAL or each.name in data:
            values[each.name] = data[each.name]
    return Style(**values)

"""Reads what all systems share: skeletons, scales, changes, remarks, words of made-up findings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from radvaluer_desktop.report.study import Language, Modality
from radvaluer_desktop.training.corpus.entries import Change, Degree, Entry, Grammar, Place
from radvaluer_desktop.training.corpus.templates import (
    Skeleton,
    SkeletonInvalid,
    compile_all,
    compile_skeleton,
)

FORMS = ("noun", "place", "sentence")
VOICES = ("full", "brief")
# what is made up, kind of sentence, urgency, weight
_MADE_UP = (
    ("thing", "lesion", 2, 2.0),
    ("device", "device", 1, 1.0),
    ("organism", "area", 3, 1.0),
    ("landmark", "lesion", 2, 1.0),
)
_Table = dict[tuple[str, str, Language], tuple[Skeleton, ...]]


def load_grammar(folder: Path, problems: list[str]) -> Grammar:
    """Read the shared tables of ``folder``; what is wrong joins ``problems``."""
    tables = {
        language: tomllib.loads((folder / f"skeletons.{language}.toml").read_text("utf-8"))
        for language in Language
    }
    shared = tomllib.loads((folder / "shared.toml").read_text("utf-8"))
    return Grammar(
        findings=_skeletons(tables, "findings", problems),
        impressions=_skeletons(tables, "impressions", problems),
        degrees={name: tuple(map(_degree, rows)) for name, rows in shared["degrees"].items()},
        changes=tuple(map(_change, shared["changes"])),
        sure={language: tuple(shared["sure"][language]) for language in Language},
        numbers={
            language: {int(number): word for number, word in shared["numbers"][language].items()}
            for language in Language
        },
        remarks={
            language: {
                when: compile_all(rows) for when, rows in tables[language]["remarks"].items()
            }
            for language in Language
        },
        made={language: shared["made"][language] for language in Language},
    )


def _skeletons(
    tables: Mapping[Language, Mapping[str, Any]], part: str, problems: list[str]
) -> _Table:
    """Read ``[part.kind]`` tables; the keys of the result are (kind, form, language)."""
    found: _Table = {}
    for language, table in tables.items():
        for kind, forms in table[part].items():
            for form, written in forms.items():
                where = f"skeletons.{language}.toml: {part} {kind} {form}"
                found[kind, form, language] = tuple(_compiled(written, where, problems))
    return found


def _compiled(written: list[str], where: str, problems: list[str]) -> Iterator[Skeleton]:
    for text in written:
        try:
            yield compile_skeleton(text)
        except SkeletonInvalid as error:
            problems.append(f"{where}: {error}")


def _degree(row: dict[str, str]) -> Degree:
    return Degree(
        {Language.ENGLISH: row["en"], Language.CHINESE: row["zh"]},
        {Language.ENGLISH: row.get("adverb", row["en"]), Language.CHINESE: row["zh"]},
    )


def _change(row: dict[str, Any]) -> Change:
    return Change(
        row["id"],
        frozenset(row["kinds"]),
        row.get("old", False),
        {language: compile_all(row[f"found_{language}"]) for language in Language},
        {language: compile_skeleton(row[f"said_{language}"]) for language in Language},
    )


def made_up_entries(places: tuple[Place, ...], covers: frozenset[str]) -> Iterator[Entry]:
    """Yield findings of made-up words, which can only be copied."""
    nothing = dict.fromkeys(Language, ())
    where = "+".join(sorted(covers))
    for made, kind, urgency, weight in _MADE_UP:
        yield Entry(
            name=f"made-up-{made}-{where}",
            id="",
            kind=kind,
            urgency=urgency,
            covers=covers,
            modalities=frozenset(Modality),
            places=places,
            taught=nothing,
            held=nothing,
            find=nothing,
            looks=nothing,
            weight=weight,
            millimetres=(3, 60) if kind == "lesion" else None,
            countable=kind != "area",
            changes=kind == "lesion",
            made=made,
        )

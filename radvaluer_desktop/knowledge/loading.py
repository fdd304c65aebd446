"""Reads ``resources/knowledge/`` and refuses what does not follow its README, naming the entry."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.knowledge.entries import (
    ATTRIBUTES,
    CRITICAL,
    Combination,
    Contrast,
    Cue,
    CueKind,
    Finding,
    FindingKind,
    Knowledge,
    Normal,
    Site,
    Terms,
    Written,
)
from radvaluer_desktop.knowledge.terms import forget_pieces, parse_term
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, Side

_Entry = TypeVar("_Entry")
_FINDING_KEYS = Finding.__dataclass_fields__.keys() - {"written", "terms", "system"} | {"en", "zh"}


class KnowledgeInvalid(InternalError):
    """The knowledge base does not hold together; each line of the message names an entry."""


def load_knowledge(folder: Path) -> Knowledge:
    """Read every file of ``folder``. Raises KnowledgeInvalid with all that is wrong."""
    problems: list[str] = []
    tables = [_table(path, problems) for path in sorted(folder.glob("*.toml"))]
    knowledge = _Reader(problems).read(tables)
    problems += _dangling(knowledge)
    if problems:
        raise KnowledgeInvalid("\n".join(problems))
    return knowledge


@cache
def bundled_knowledge() -> Knowledge:
    """Return the program's own knowledge, read once a process: that takes a second."""
    knowledge = load_knowledge(resource("knowledge"))
    forget_pieces()
    return knowledge


def _table(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) | {"file": path.name}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path.name}: {error}")
        return {"file": path.name}


class _Reader:
    """Turns tables into entries and collects what is wrong."""

    def __init__(self, problems: list[str]) -> None:
        self._problems = problems
        self._where = ""
        self._system: BodySystem | None = None

    def read(self, tables: Iterable[Mapping[str, Any]]) -> Knowledge:
        sources: dict[str, str] = {}
        findings: dict[str, Finding] = {}
        normals: list[Normal] = []
        combinations: list[Combination] = []
        sites: dict[str, Site] = {}
        cues: list[Cue] = []
        contrasts: list[Contrast] = []
        for table in tables:
            file, system = table["file"], table.get("system", "common")
            self._system = None if system == "common" else BodySystem(system)
            sources |= table.get("sources", {})
            for finding in self._each(file, table, "findings", self._finding):
                self._add(findings, finding)
            normals += self._each(file, table, "normals", self._normal)
            combinations += self._each(file, table, "combinations", _combination)
            for site in self._each(file, table, "sites", self._site):
                self._add(sites, site)
            cues += self._each(file, table, "cues", self._cue)
            contrasts += self._each(file, table, "contrasts", _contrast)
        return Knowledge(
            sources=sources,
            findings=findings,
            normals=tuple(normals),
            combinations=tuple(combinations),
            sites=sites,
            cues=tuple(cues),
            contrasts=tuple(contrasts),
        )

    def _each(
        self,
        file: str,
        table: Mapping[str, Any],
        name: str,
        make: Callable[[dict[str, Any]], _Entry],
    ) -> Iterator[_Entry]:
        for number, entry in enumerate(table.get(name, ())):
            self._where = f"{file}: {name} {entry.get('id', number + 1)}"
            try:
                yield make(entry)
            except (KeyError, TypeError, ValueError) as error:
                self._problems.append(f"{self._where}: {error!r}")

    def _add(self, entries: dict[str, Any], entry: Any) -> None:  # noqa: ANN401
        if entry.id in entries:
            self._problems.append(f"{self._where}: the id stands twice")
        entries[entry.id] = entry

    def _finding(self, entry: dict[str, Any]) -> Finding:
        unknown = entry.keys() - _FINDING_KEYS
        attributes = frozenset(entry.get("attributes", ()))
        if unknown or attributes - ATTRIBUTES:
            self._problems.append(f"{self._where}: unknown {unknown | attributes - ATTRIBUTES}")
        urgency = int(entry["urgency"])
        if not 0 <= urgency <= CRITICAL:
            self._problems.append(f"{self._where}: urgency {urgency}")
        ages = entry.get("ages")
        written = _written(entry)
        return Finding(
            id=entry["id"],
            kind=FindingKind(entry["kind"]),
            urgency=urgency,
            modalities=frozenset(map(Modality, entry["modalities"])),
            written=written,
            terms=self._terms(written),
            attributes=attributes,
            broader=tuple(entry.get("broader", ())),
            implies=tuple(entry.get("implies", ())),
            secondary_to=tuple(entry.get("secondary_to", ())),
            source=entry["source"],
            system=self._system,
            sex=Sex(entry["sex"]) if "sex" in entry else None,
            ages=(int(ages[0]), int(ages[1])) if ages else None,
        )

    def _normal(self, entry: dict[str, Any]) -> Normal:
        written = _written(entry)
        return Normal(written, self._terms(written), tuple(entry["excludes"]), self._system)

    def _site(self, entry: dict[str, Any]) -> Site:
        sided = {
            side: tuple(term for text in entry.get(side, ()) for term in self._parsed(text))
            for side in (Side.LEFT, Side.RIGHT)
        }
        return Site(
            id=entry["id"],
            axis=entry["axis"],
            terms=self._terms(_written(entry)),
            overlaps=frozenset(entry.get("overlaps", ())),
            side=Side(entry["side"]) if "side" in entry else None,
            sided=sided,
        )

    def _cue(self, entry: dict[str, Any]) -> Cue:
        return Cue(CueKind(entry["kind"]), self._terms(_written(entry)), entry.get("value"))

    def _terms(self, written: Written) -> Terms:
        return {
            language: tuple(term for text in texts for term in self._parsed(text))
            for language, texts in written.items()
        }

    def _parsed(self, text: str) -> tuple[Any, ...]:
        try:
            return parse_term(text)
        except ValueError as error:
            self._problems.append(f"{self._where}: {error}")
            return ()


def _combination(entry: dict[str, Any]) -> Combination:
    return Combination(frozenset(entry["findings"]), int(entry["at_least"]), entry["implies"])


def _contrast(entry: dict[str, Any]) -> Contrast:
    return Contrast(entry["axis"], tuple(frozenset(member) for member in entry["members"]))


def _written(entry: Mapping[str, Any]) -> Written:
    return {language: tuple(entry.get(language.value, ())) for language in Language}


def _dangling(knowledge: Knowledge) -> Iterator[str]:
    """Say which ids are named and not there."""
    known = knowledge.findings.keys()
    for finding in knowledge.findings.values():
        for id_ in {*finding.broader, *finding.implies, *finding.secondary_to} - known:
            yield f"{finding.id}: names {id_}, which is no finding"
        if finding.source not in knowledge.sources:
            yield f"{finding.id}: names the source {finding.source}, which is not listed"
    for normal in knowledge.normals:
        for id_ in set(normal.excludes) - known:
            first = normal.written[Language.ENGLISH][:1]
            yield f"normals {first}: exclude {id_}, which is no finding"
    for combination in knowledge.combinations:
        for id_ in {*combination.findings, combination.implies} - known:
            yield f"combination for {combination.implies}: names {id_}, which is no finding"
    for site in knowledge.sites.values():
        for id_ in site.overlaps - knowledge.sites.keys():
            yield f"site {site.id}: overlaps {id_}, which is no site"

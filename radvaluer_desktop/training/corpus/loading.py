"""Reads ``resources/corpus/`` and refuses what does not follow its README, naming the entry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.knowledge.entries import Finding, Knowledge
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex
from radvaluer_desktop.training.corpus.entries import (
    Bundle,
    Entry,
    Exam,
    Grammar,
    Meaning,
    Normal,
    Place,
    System,
    Texts,
    Topic,
)
from radvaluer_desktop.training.corpus.grammar import load_grammar, made_up_entries
from radvaluer_desktop.training.corpus.places import NOWHERE, read_places
from radvaluer_desktop.training.corpus.templates import (
    SkeletonInvalid,
    compile_all,
    compile_skeleton,
)
from radvaluer_desktop.training.corpus.vocabulary import Names, part_terms, truly_new
from radvaluer_desktop.training.corpus.wording import PLACELESS

_Made = TypeVar("_Made")
_KEYS = """name id kind covers places en zh size dimensions many degree find_en find_zh looks_en
    looks_zh keep_looks weight means advice on group alone countable counter changes certain"""
_FINDING_KEYS = frozenset(_KEYS.split())
_OPTIONAL = re.compile("<[^<>]*>")
_AGES = (18, 95)
_SCALE = {"fluid": "amount"}


class CorpusInvalid(InternalError):
    """The generator's data does not hold together; each line of the message names an entry."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All systems and what they share."""

    systems: Mapping[BodySystem, System]
    grammar: Grammar


def load_corpus(folder: Path, knowledge: Knowledge) -> Corpus:
    """Read the systems of ``folder``. Raises CorpusInvalid with all that is wrong."""
    problems: list[str] = []
    grammar = load_grammar(folder, problems)
    systems: dict[BodySystem, System] = {}
    for name in BodySystem:
        path = folder / f"{name}.toml"
        if path.exists():
            reader = _Reader(path, knowledge, grammar, problems)
            systems[name] = reader.system()
    if problems:
        raise CorpusInvalid("\n".join(problems))
    return Corpus(_without_seen(systems), grammar)


class _Reader:
    """Turns one system's table into entries and collects what is wrong."""

    def __init__(
        self, path: Path, knowledge: Knowledge, grammar: Grammar, problems: list[str]
    ) -> None:
        self._file = path.name
        self._knowledge = knowledge
        self._names = Names(knowledge)
        self._grammar = grammar
        self._problems = problems
        self._where = path.name
        try:
            self._data = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise CorpusInvalid(f"{path.name}: {error}") from error
        self._places = {
            name: read_places(name, rows, self._say)
            for name, rows in self._data.get("places", {}).items()
        }

    def system(self) -> System:
        id_ = BodySystem(self._data["system"])
        topics = {topic.id: topic for topic in self._each("topics", _topic)}
        entries = tuple(self._each("findings", self._entry))
        made = tuple(self._made_up())
        system = System(
            id_,
            topics,
            tuple(self._each("exams", _exam)),
            entries + made,
            tuple(self._each("normals", _normal)),
            tuple(self._each("bundles", self._bundle)),
        )
        self._check(system)
        return system

    def _made_up(self) -> Iterator[Entry]:
        for row in self._data.get("made_up", ()):
            places = tuple(place for name in row["places"] for place in self._places[name])
            yield from made_up_entries(places, frozenset(row["covers"]))

    def _say(self, problem: str) -> None:
        self._problems.append(f"{self._where}: {problem}")

    def _each(self, name: str, make: Callable[[dict[str, Any]], _Made]) -> Iterator[_Made]:
        for number, row in enumerate(self._data.get(name, ())):
            label = row.get("name") or row.get("id") or number + 1
            self._where = f"{self._file}: {name} {label}"
            try:
                yield make(row)
            except (KeyError, TypeError, ValueError, SkeletonInvalid) as error:
                self._say(repr(error))

    def _meaning(self, row: dict[str, Any] | None) -> Meaning | None:
        if row is None:
            return None
        if row["id"] not in self._knowledge.findings:
            self._say(f"means {row['id']}, which is no finding")
        for language in Language:
            if not self._names.knows(row["id"], row[language], language):
                self._say(f"{row[language]!r} is no name of {row['id']}")
        return Meaning(row["id"], {language: row[language] for language in Language})

    def _entry(self, row: dict[str, Any]) -> Entry:
        if row.keys() - _FINDING_KEYS:
            self._say(f"unknown {sorted(row.keys() - _FINDING_KEYS)}")
        finding = self._knowledge.findings[row["id"]]
        means = self._meaning(row.get("means"))
        name = row.get("name", finding.id)
        places = tuple(place for each in row.get("places", ()) for place in self._places[each])
        taught, held = self._terms(name, finding, row, places)
        kind, attributes = row["kind"], finding.attributes
        scale = _SCALE.get(kind, "severity") if "severity" in attributes else ""
        entry = Entry(
            name=name,
            id=finding.id,
            kind=kind,
            urgency=self._urgency(finding, means),
            covers=frozenset(row["covers"]),
            modalities=finding.modalities & frozenset(map(Modality, row.get("on", Modality))),
            places=places or (NOWHERE,),
            taught=taught,
            held=held,
            find={language: compile_all(row.get(f"find_{language}", ())) for language in Language},
            looks=_both(row, "looks_"),
            weight=row.get("weight", 1.0),
            millimetres=tuple(row["size"]) if "size" in row else None,
            dimensions=row.get("dimensions", 2),
            many=row.get("many", 0.0),
            degree="" if row.get("degree") == "none" else row.get("degree", scale),
            changes=row.get("changes", "change" in attributes),
            certain=row.get("certain", "certainty" not in attributes),
            countable=row.get("countable", kind in ("lesion", "fracture", "device", "vessel")),
            kept_looks=row.get("keep_looks", False),
            alone=row.get("alone", False),
            group=row.get("group", ""),
            counter=row.get("counter", "枚"),
            sex=finding.sex,
            ages=finding.ages,
            means=means,
            advice=row.get("advice", {}),
            related=self._names.above[finding.id],
        )
        self._check_skeletons(entry)
        return entry

    def _urgency(self, finding: Finding, means: Meaning | None) -> int:
        if means is None or means.id not in self._knowledge.findings:
            return finding.urgency
        return max(finding.urgency, self._knowledge.findings[means.id].urgency)

    def _terms(
        self, name: str, finding: Finding, row: dict[str, Any], places: tuple[Place, ...]
    ) -> tuple[Texts, Texts]:
        taught, held = {}, {}
        for language in Language:
            terms = row.get(language.value) or self._names.default(finding.id, language)
            for term in terms:
                phrases = [term, *_placed(term, places, language)]
                if not any(self._names.knows(finding.id, each, language) for each in phrases):
                    self._say(f"{term!r} is no name of {finding.id}")
            taught[language], held[language] = part_terms(name, terms)
        return taught, held

    def _check_skeletons(self, entry: Entry) -> None:
        """See that every sentence of its own says all that a fact may hold."""
        for language in Language:
            if bool(entry.looks[Language.ENGLISH]) != bool(entry.looks[language]):
                self._say("looks in one language alone")
            if entry.kept_looks and len({len(each) for each in entry.looks.values()}) > 1:
                self._say("looks that the impression keeps must match line by line")
            if not entry.find[language] and not self._grammar.findings.get(
                (entry.kind, "full.one", language)
            ):
                self._say(f"no skeletons of the kind {entry.kind}")
            placeless = entry.places == (NOWHERE,) and entry.kind not in PLACELESS
            if placeless and (not entry.find[language] or entry.many):
                self._say(f"the kind {entry.kind} without places needs sentences of its own")
            for skeleton in entry.find[language]:
                missing = _missing(entry, skeleton.slots)
                if missing:
                    self._say(f"{skeleton.written!r} lacks {missing}")

    def _bundle(self, row: dict[str, Any]) -> Bundle:
        return Bundle(
            tuple(row["findings"]),
            row.get("at_least", len(row["findings"])),
            self._meaning(row.get("means")),
            row.get("one_side", False),
            row.get("weight", 1.0),
        )

    def _check(self, system: System) -> None:
        self._where = self._file
        names = [entry.name for entry in system.entries]
        for name in {name for name in names if names.count(name) > 1}:
            self._say(f"the name {name} stands twice")
        used = {topic for entry in system.entries for topic in entry.covers}
        used |= {topic for normal in system.normals for topic in normal.topics}
        used |= {topic for exam in system.exams for topic in exam.topics}
        for topic in sorted(used - system.topics.keys()):
            self._say(f"the topic {topic} is not listed")
        for bundle in system.bundles:
            for name in set(bundle.entries) - set(names):
                self._say(f"a bundle names {name}, which is no finding here")
        for entry in system.entries:
            if not any(entry in system.fitting(exam) for exam in system.exams):
                self._say(f"no examination shows {entry.name}")


def _missing(entry: Entry, slots: frozenset[str]) -> list[str]:
    """Return what a fact of ``entry`` may hold and a sentence with ``slots`` does not say."""
    wanted = {
        "size": entry.millimetres is not None and not slots & {"size"},
        "degree or what": bool(entry.degree) and not slots & {"degree", "mildly", "what", "whats"},
        "place": entry.places != (NOWHERE,) and not slots & {"place", "at", "the", "adj", "side"},
        "change": entry.changes and "change" not in slots,
        "what (certainty)": not entry.certain and not slots & {"sure", "what", "whats"},
        "looks": entry.kept_looks and "looks" not in slots,
    }
    return [name for name, lacks in wanted.items() if lacks]


def _placed(term: str, places: Iterable[Place], language: Language) -> Iterator[str]:
    """Yield ``term`` at its places: some names of findings are whole with their place alone."""
    for place in places:
        spot = place.spots[language][0]
        if language is Language.CHINESE:
            yield spot.name + term
        else:
            yield f"{spot.adj} {term}"
            yield f"{term} {spot.at}"


def _both(row: Mapping[str, Any], before: str = "") -> Texts:
    return {language: tuple(row.get(f"{before}{language}", ())) for language in Language}


def _topic(row: dict[str, Any]) -> Topic:
    return Topic(row["id"], _both(row))


def _exam(row: dict[str, Any]) -> Exam:
    region = row["region"]
    usual = {
        Language.ENGLISH: f"no acute abnormality of the {region['en']}",
        Language.CHINESE: f"{region['zh']}未见明显异常",
    }
    return Exam(
        name=row["name"],
        modality=Modality(row["modality"]),
        topics=tuple(row["topics"]),
        orders=_both(row),
        region={language: region[language] for language in Language},
        calm={
            language: compile_skeleton(row.get("calm", {}).get(language) or usual[language])
            for language in Language
        },
        indications=_both(row["indications"]),
        sex=Sex(row["sex"]) if "sex" in row else None,
        ages=tuple(row.get("ages", _AGES)),
        weight=row.get("weight", 1.0),
        one_sided=row.get("one_sided", False),
    )


def _normal(row: dict[str, Any]) -> Normal:
    return Normal(
        topics=frozenset(row["topics"]),
        modalities=frozenset(map(Modality, row.get("on", Modality))),
        texts={language: compile_all(row[language]) for language in Language},
        rest=row.get("rest", False),
        sex=Sex(row["sex"]) if "sex" in row else None,
        weight=row.get("weight", 1.0),
    )


def _without_seen(systems: Mapping[BodySystem, System]) -> dict[BodySystem, System]:
    """Teach those held-back terms that training would show anyhow, in another entry's words."""
    entries = [entry for system in systems.values() for entry in system.entries]
    seen = [term for entry in entries for terms in entry.taught.values() for term in terms]
    seen += [text for entry in entries for text in _shown(entry)]
    seen += [look for entry in entries for looks in entry.looks.values() for look in looks]
    normals = (normal for system in systems.values() for normal in system.normals)
    seen += [each.written for normal in normals for t in normal.texts.values() for each in t]
    held = [term for entry in entries for terms in entry.held.values() for term in terms]
    new = truly_new(held, seen)
    return {
        id_: replace(system, entries=tuple(_teach(entry, new) for entry in system.entries))
        for id_, system in systems.items()
    }


def _shown(entry: Entry) -> Iterator[str]:
    """Yield the terms at their places, and the sentences without what may be left out."""
    for language in Language:
        for term in entry.taught[language]:
            yield from _placed(term, entry.places, language)
        for skeleton in entry.find[language]:
            yield skeleton.written
            yield _OPTIONAL.sub("", skeleton.written)


def _teach(entry: Entry, new: frozenset[str]) -> Entry:
    held = {
        language: tuple(term for term in terms if term in new)
        for language, terms in entry.held.items()
    }
    taught = {
        language: terms + tuple(term for term in entry.held[language] if term not in new)
        for language, terms in entry.taught.items()
    }
    return replace(entry, held=held, taught=taught)

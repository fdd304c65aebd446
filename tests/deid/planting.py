"""Synthetic reports with identifiers planted in them, and where each stands."""

from __future__ import annotations

import itertools
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.training.corpus import make_reports
from tests.deid.identifiers import Identifiers
from tests.deid.templates import KNOWN, SETS, Template, load_templates

_LINES = 6  # planted in a report
_SHORT_NAME = 4
_KNOWN_SHARE = 0.7  # of reports of which a patient is known


@dataclass(frozen=True)
class Planted:
    """An identifier at ``start`` to ``end``; ``known``: its string is told to the program."""

    class_: str
    start: int
    end: int
    template: str


@dataclass(frozen=True)
class Case:
    """A report with identifiers; ``own``: the places of the report's own text."""

    language: str
    text: str
    planted: tuple[Planted, ...]
    own: tuple[tuple[int, int], ...]
    known: Known


def make_cases(count: int, seed: int, sets: Collection[str] = SETS) -> Iterator[Case]:
    """Yield ``count`` cases, half of each language."""
    planter = _Planter(seed, sets)
    for report in itertools.islice(make_reports(seed, "train"), count):
        yield planter.case(f"{report.findings}\n{report.impression}", report.language.value)


class _Planter:
    """Puts lines with identifiers between the lines of reports."""

    def __init__(self, seed: int, sets: Collection[str]) -> None:
        self._rng = random.Random(seed)  # noqa: S311
        self._identifiers = Identifiers(seed)
        self._templates = load_templates()
        self._sets = sets

    def case(self, text: str, language: str) -> Case:
        rng = self._rng
        pieces: list[tuple[str, Template | None]] = [
            (f"{line}\n", None) for line in text.split("\n")
        ]
        lines = [each for set_ in self._sets for each in self._templates.get((language, set_), ())]
        for template in rng.sample(lines, min(_LINES, len(lines))):
            place = {"head": 0, "tail": len(pieces)}.get(template.place)
            pieces.insert(
                rng.randint(0, len(pieces)) if place is None else place, (template.line, template)
            )
        patient = self._identifiers.person(language)
        known: dict[Kind, tuple[str, ...]] = {}
        if rng.random() < _KNOWN_SHARE:
            known[Kind.PERSON] = (_as_told(patient, language, rng),)
            known[Kind.RECORD] = (self._identifiers.make("record", language),)
            for template in rng.sample(self._templates[language, KNOWN], 2):
                pieces.insert(rng.randint(0, len(pieces)), (template.line, template))
        return self._put_together(pieces, language, Known(known), patient)

    def _put_together(
        self,
        pieces: list[tuple[str, Template | None]],
        language: str,
        known: Known,
        patient: tuple[str, str],
    ) -> Case:
        text = ""
        planted: list[Planted] = []
        own: list[tuple[int, int]] = []
        for piece, template in pieces:
            if template is None:
                own.append((len(text), len(text) + len(piece)))
                text += piece
                continue
            before, after = piece.split("{}")
            value = self._value(template, language, known, patient)
            start = len(text) + len(before)
            planted.append(Planted(template.class_, start, start + len(value), piece))
            text += f"{before}{value}{after}\n"
        return Case(language, text, tuple(planted), tuple(own), known)

    def _value(
        self, template: Template, language: str, known: Known, patient: tuple[str, str]
    ) -> str:
        class_, rng = template.class_, self._rng
        if class_ == "known record":
            (value,) = known.values[Kind.RECORD]
            return rng.choice((value, value.replace("-", ""), value.lower()))
        if "name" not in class_:
            return self._identifiers.make(class_, language)
        family, given = patient if "known" in class_ else self._identifiers.person(language)
        if class_ == "misspelt known name":
            if language == "zh":
                other = self._identifiers.person(language)[1]
                return family + (given if len(given) == 1 else given[0] + other[-1])
            return f"{given} {_misspelt(family, rng)}"
        if template.form == "family":
            return family
        if language == "zh":
            return family + given
        initial = rng.choice("ABCDEHJKLMPRSTW")
        forms = {
            "full": (f"{given} {family}", f"{given} {initial}. {family}"),
            "reversed": (f"{family}, {given}", f"{family}, {given}".upper()),
            "any": (f"{given} {family}", f"{given} {family}".upper(), f"{family}, {given}", family),
        }
        return rng.choice(forms[template.form])


def _as_told(patient: tuple[str, str], language: str, rng: random.Random) -> str:
    family, given = patient
    if language == "zh":
        return family + given
    return rng.choice((f"{family}^{given}".upper(), f"{family}, {given}", f"{given} {family}"))


def _misspelt(name: str, rng: random.Random) -> str:
    """Leave a letter out, double it, or exchange it with the next; short names stay."""
    if len(name) <= _SHORT_NAME:
        return name
    at = rng.randrange(1, len(name) - 1)
    head, letter, following, rest = name[:at], name[at], name[at + 1], name[at + 2 :]
    return rng.choice(
        (
            head + following + rest,
            f"{head}{letter}{letter}{following}{rest}",
            head + following + letter + rest,
        )
    )

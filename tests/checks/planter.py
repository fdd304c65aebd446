"""Planted errors and controls for every kind of issue, the same ones at every run.

Made from real English reports (where the environment variable ``RADVALUER_REPORTS`` names their
folder) and from the Chinese ones beside this file. It knows nothing of the rules it is to measure.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from tests.checks.planting.additions import (
    plant_age,
    plant_comparison,
    plant_sex,
    plant_unsupported,
)
from tests.checks.planting.cases import Case, Pair, Plant, Planted, seeded
from tests.checks.planting.contradictions import plant_contradiction
from tests.checks.planting.controls import agrees, reworded
from tests.checks.planting.drafts import (
    plant_cut_off,
    plant_dictation,
    plant_empty,
    plant_looping,
    plant_wrong_language,
)
from tests.checks.planting.grades import plant_certainty, plant_severity
from tests.checks.planting.left_out import full_extract, plant_left_out
from tests.checks.planting.levels import plant_level
from tests.checks.planting.numbers import plant_number
from tests.checks.planting.polarity import plant_negation
from tests.checks.planting.sides import plant_side
from tests.checks.planting.sources import chinese, extract, mtsamples, open_i, reports_folder

SEED = 20261125
PER_KIND = 240
_ROUNDS = 60
# English chest radiographs are many and alike: so many go through one round, but for the first,
# in which the radiologists' own impressions are used up.
_OPEN_I_A_ROUND = 250
_SAME_SOURCE = 14
_OWN_SHARE = 0.6
_SAME_WORDING = 3

PLANTS: dict[str, Plant] = {
    "side": plant_side,
    "negation": plant_negation,
    "number": plant_number,
    "level": plant_level,
    "severity": plant_severity,
    "certainty": plant_certainty,
    "comparison": plant_comparison,
    "sex": plant_sex,
    "age": plant_age,
    "contradiction": plant_contradiction,
    "unsupported": plant_unsupported,
    "left_out": plant_left_out,
    "empty": plant_empty,
    "looping": plant_looping,
    "cut_off": plant_cut_off,
    "wrong_language": plant_wrong_language,
    "dictation": plant_dictation,
}


def pairs(language: str) -> list[Pair]:
    """Return the pairs to plant in; none where the real reports are missing."""
    if language == "zh":
        return chinese()
    folder = reports_folder()
    return [*mtsamples(folder), *open_i(folder)] if folder else []


def _bases(kind: str, language: str, seed: int) -> Iterator[tuple[Pair, random.Random]]:
    """Yield pairs to try, the radiologists' own impressions and extracts by turns."""
    known = pairs(language)
    few = [p for p in known if not p.source.startswith("openi")]
    many = [p for p in known if p.source.startswith("openi")]
    for turn in range(_ROUNDS):
        rng = seeded(seed, kind, language, turn)
        some = many if turn == 0 else rng.sample(many, min(len(many), _OPEN_I_A_ROUND))
        drawn = few + some
        rng.shuffle(drawn)
        for pair in drawn:
            own = seeded(seed, kind, pair.source, turn)
            base = pair if turn % 3 == 0 else _extracted(kind, pair, own)
            if base is not None and agrees(base, kind):
                yield base, own


def _extracted(kind: str, pair: Pair, rng: random.Random) -> Pair | None:
    return full_extract(pair, rng) if kind == "left_out" else extract(pair, rng)


def _case(kind: str, pair: Pair, planted: Planted | None) -> Case:
    return Case(
        kind=kind,
        planted=planted is not None,
        language=pair.language,
        system=pair.system,
        header=pair.header,
        findings=pair.findings,
        impression=pair.impression,
        source=pair.source,
        made=pair.made,
        span_in=planted.span_in if planted else None,
        span=planted.span if planted else None,
        also=planted.also if planted else (),
        elsewhere=planted.elsewhere if planted else (),
    )


def plant(kind: str, language: str, count: int = PER_KIND, seed: int = SEED) -> list[Case]:
    """Return ``count`` planted errors of ``kind``, then as many controls, no case twice."""
    errors, controls = _Drawn(kind, count), _Drawn(kind, count)
    for base, rng in _bases(kind, language, seed):
        if errors.full and controls.full:
            break
        planted = PLANTS[kind](base, rng)
        if planted is None:
            continue
        errors.add(planted.pair, planted)
        control = planted.control or reworded(base, rng)
        if agrees(control, kind, strictly=True):
            controls.add(control, None)
    return errors.cases + controls.cases


class _Drawn:
    """Cases up to a number, with few of one report and few of one wording."""

    def __init__(self, kind: str, count: int) -> None:
        self._kind, self._count = kind, count
        self.cases: list[Case] = []
        self._seen: set[tuple[str, str, str]] = set()
        self._sources: Counter[str] = Counter()
        self._wordings: Counter[str] = Counter()
        self._own = 0

    @property
    def full(self) -> bool:
        return len(self.cases) >= self._count

    def add(self, pair: Pair, planted: Planted | None) -> None:
        key = (pair.findings, pair.impression, f"{pair.header.sex}{pair.header.age}")
        often = self._kind != "empty" and self._wordings[pair.impression] >= _SAME_WORDING
        if pair.made == "own" and self._own >= self._count * _OWN_SHARE:
            return
        if self.full or key in self._seen or self._sources[pair.source] >= _SAME_SOURCE or often:
            return
        self._own += pair.made == "own"
        self._seen.add(key)
        self._sources[pair.source] += 1
        self._wordings[pair.impression] += 1
        self.cases.append(_case(self._kind, pair, planted))


def all_cases(languages: tuple[str, ...] = ("en", "zh"), seed: int = SEED) -> Iterator[Case]:
    """Yield every case of every kind."""
    for kind in PLANTS:
        for language in languages:
            yield from plant(kind, language, seed=seed)

"""A small measurement of each set of lines; ``python -m tests.deid.measure`` is the whole."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.safety.deid.deidentify import Deidentifier, bundled_deidentifier
from tests.deid.measuring import Figures, measure, measure_stays, report
from tests.deid.planting import make_cases
from tests.deid.templates import SETS

_HERE = Path(__file__).parent
_NAMES = {"titled name", "labelled name"}
_UNKNOWN = "bare name"
_KNOWN_NAMES = {"known name", "misspelt known name"}


@pytest.fixture(scope="module", params=SETS)
def figures(request: pytest.FixtureRequest) -> Figures:
    return measure(make_cases(120, 3, [request.param]), bundled_deidentifier())


def _recall(figures: Figures, classes: set[str]) -> float:
    total = sum(count for key, count in figures.planted.items() if key[1] in classes)
    return sum(count for key, count in figures.found.items() if key[1] in classes) / total


def test_numbers_dates_and_known_names(figures: Figures) -> None:
    classes = {class_ for _, class_ in figures.planted} - _NAMES - {_UNKNOWN}
    assert len(classes) > 20
    assert _recall(figures, classes) >= 0.99
    assert _recall(figures, _KNOWN_NAMES) >= 0.98  # some tens: one that is missed counts for much


def test_names_with_a_title_or_a_label(figures: Figures) -> None:
    assert _recall(figures, _NAMES) >= 0.97


def test_bare_names_are_planted_and_told(figures: Figures) -> None:
    assert sum(count for key, count in figures.planted.items() if key[1] == _UNKNOWN) > 10
    assert _UNKNOWN in report(figures)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_eponyms_anatomy_and_devices_stay(language: str) -> None:
    figures = measure_stays(bundled_deidentifier())
    assert figures.words[language] > 500
    assert figures.wrong == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_of_the_reports_stay(figures: Figures, language: str) -> None:
    assert figures.words[language] > 3000
    assert figures.taken_per_1000(language) <= 1


def test_what_is_missed_and_what_is_wrong_is_counted() -> None:
    class Blind(Deidentifier):
        def find(self, text: str, known: object = None) -> list:  # type: ignore[type-arg]
            return []

    figures = measure(make_cases(4, 3), Blind(bundled_knowledge()))
    assert sum(figures.planted.values()) > 20
    assert not sum(figures.found.values())
    assert sum(map(len, figures.missed.values())) == sum(figures.planted.values())


def test_the_planter_does_not_know_the_rules() -> None:
    for name in ("identifiers.py", "planting.py", "templates.py"):
        for node in ast.walk(ast.parse((_HERE / name).read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and "safety" in (node.module or ""):
                assert node.module in {
                    f"radvaluer_desktop.safety.deid.{each}" for each in ("kinds", "known")
                }

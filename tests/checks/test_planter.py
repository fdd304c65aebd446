"""The planter: the same every time, ignorant of the rules, and pointing at what it planted."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.checks.planter import PLANTS, SEED, plant

ENOUGH = 200
_HERE = Path(__file__).parent


def test_it_does_not_know_the_rules() -> None:
    for path in [_HERE / "planter.py", *(_HERE / "planting").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert not name.startswith(
                    ("radvaluer_desktop.knowledge", "radvaluer_desktop.safety")
                )


@pytest.mark.parametrize("kind", PLANTS)
def test_chinese_cases(kind: str) -> None:
    cases = plant(kind, "zh")
    planted = [case for case in cases if case.planted]
    assert len(planted) >= ENOUGH
    assert len(cases) - len(planted) >= ENOUGH
    for case in planted:
        assert case.span is not None
        assert case.span_in in {"impression", "findings"}
        text = case.impression if case.span_in == "impression" else case.findings
        for start, end in (case.span, *case.also):
            assert 0 <= start <= end <= len(text)
            assert start < end or kind == "empty"


@pytest.mark.parametrize("kind", ["side", "left_out"])
def test_the_same_cases_at_every_run(kind: str) -> None:
    assert plant(kind, "zh", 30) == plant(kind, "zh", 30)
    assert plant(kind, "zh", 30, SEED) != plant(kind, "zh", 30, SEED + 1)

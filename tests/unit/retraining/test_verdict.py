"""When a candidate may be approved, and that the file says the same."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.retraining.verdict import (
    RULES,
    Compared,
    Named,
    Verdict,
    VerdictUnreadable,
    lines_of,
    read_verdict,
    write_verdict,
)
from tests.unit.retraining.samples import compared, figures


def verdict(**changes: Compared) -> Verdict:
    return Verdict(
        at="2026-11-26T12:00:00+00:00",
        present=Named("demo", "a" * 64),
        candidate=Named("department-1", "b" * 64, "a" * 64),
        tested=100,
        figures=figures(**changes),
        circumstances={"learnt": 300},
    )


def test_better_and_no_worse_passes() -> None:
    assert verdict().passed
    assert lines_of(verdict())[-1] == "'department-1' may be approved."


@pytest.mark.parametrize(
    ("figure", "value", "low", "high"),
    [
        ("edit_distance", -3.0, -7.0, 0.5),  # better, but it may be chance
        ("edit_distance", 3.0, 1.0, 5.0),
        ("rougeL", 2.0, -0.1, 4.0),
        ("rougeL", -2.0, -4.0, -0.1),
        ("consistency", -1.5, -4.0, 1.0),
        ("issues", 5.0, -1.0, 11.0),
        ("side", 0.9, 0.1, 1.7),  # less than the margin, but not by chance
        ("side", 1.5, -0.5, 3.5),
        ("negation", 1.1, -0.2, 2.4),
        ("sides_beyond", 30.0, 20.0, 40.0),
    ],
)
def test_one_figure_refuses(figure: str, value: float, low: float, high: float) -> None:
    judged = verdict(**{figure: compared(value, low, high)})
    assert [rule.figure for rule in judged.broken] == [figure]
    assert figure in lines_of(judged)[-1]
    assert "REFUSED" in "\n".join(lines_of(judged))


@pytest.mark.parametrize(
    ("figure", "value", "low", "high"),
    [
        ("consistency", 5.0, 1.0, 9.0),
        ("consistency", -0.5, -2.0, 1.0),
        ("issues", -9.0, -14.0, -4.0),
        ("issues", 2.0, -2.0, 6.0),
        ("side", 0.0, 0.0, 0.0),
    ],
)
def test_what_is_no_worse_holds(figure: str, value: float, low: float, high: float) -> None:
    assert verdict(**{figure: compared(value, low, high)}).passed


def test_the_file_says_the_same_and_is_named_by_its_hash(tmp_path: Path) -> None:
    file = tmp_path / "department-1.verdict.json"
    judged = verdict(side=compared(3.0, 1.0, 5.0))
    sha256 = write_verdict(file, judged)
    assert sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert read_verdict(file) == (judged, sha256)
    table = json.loads(file.read_text("utf-8"))
    assert table["passed"] is False
    assert [rule["figure"] for rule in table["rules"] if not rule["holds"]] == ["side"]
    assert set(table["figures"]) == {rule.figure for rule in RULES}


def test_a_file_cannot_say_of_itself_that_it_passes(tmp_path: Path) -> None:
    file = tmp_path / "department-1.verdict.json"
    write_verdict(file, verdict(side=compared(3.0, 1.0, 5.0)))
    table = json.loads(file.read_text("utf-8"))
    table["passed"], table["rules"] = True, []
    file.write_text(json.dumps(table), "utf-8")
    assert not read_verdict(file)[0].passed


@pytest.mark.row("retrain-verdict")
@pytest.mark.parametrize("change", [{"format": 2}, {"figures": {}}, {"present": 3}, None])
def test_what_is_no_verdict_is_refused(tmp_path: Path, change: dict[str, Any] | None) -> None:
    file = tmp_path / "department-1.verdict.json"
    write_verdict(file, verdict())
    table = json.loads(file.read_text("utf-8"))
    file.write_text("{" if change is None else json.dumps(table | change), "utf-8")
    with pytest.raises(VerdictUnreadable):
        read_verdict(file)

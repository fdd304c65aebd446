"""What was measured of a model is known at the next start, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.catalogue.decode_costs import DecodeCosts

COSTS = (1.0, 1.7, 2.25)


def test_figures_come_back_for_the_same_model_and_threads_alone(tmp_path: Path) -> None:
    file = tmp_path / "数据" / "decode-costs.json"
    DecodeCosts(file).keep("aa", 2, COSTS)
    known = DecodeCosts(file)
    assert known.find("aa", 2) == COSTS
    assert known.find("aa", 4) == known.find("bb", 2) == ()


def test_the_oldest_are_forgotten(tmp_path: Path) -> None:
    known = DecodeCosts(tmp_path / "costs.json")
    for number in range(60):
        known.keep(str(number), 0, COSTS)
    assert known.find("59", 0) == COSTS
    assert known.find("0", 0) == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"aa 2": [1.0, 0.0]}',
        '{"aa 2": [1.0, NaN]}',
        '{"aa 2": [2.0]}',
        '{"aa 2": []}',
        f'{{"aa 2": {[1.0] * 17}}}',
        '{"aa 2": "x"}',
        '{"aa 2": [null]}',
        '{"aa 2":',
        "\0",
    ],
)
def test_a_damaged_file_is_measured_anew(tmp_path: Path, content: str) -> None:
    file = tmp_path / "costs.json"
    file.write_text(content, encoding="utf-8")
    known = DecodeCosts(file)
    assert known.find("aa", 2) == ()
    known.keep("aa", 2, COSTS)
    assert known.find("aa", 2) == COSTS


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    DecodeCosts(tmp_path / "file" / "costs.json").keep("aa", 2, COSTS)

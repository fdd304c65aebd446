"""What was measured of a model is known at the next start, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.catalogue.decode_costs import DecodeCosts

COSTS = (1.0, 1.7, 2.25)
ALL = (2, -1)  # threads, and as many layers on a GPU as fit


def test_figures_come_back_for_the_same_model_and_setup_alone(tmp_path: Path) -> None:
    file = tmp_path / "数据" / "decode-costs.json"
    DecodeCosts(file).keep("aa", ALL, COSTS)
    known = DecodeCosts(file)
    assert known.find("aa", ALL) == COSTS
    assert known.find("aa", (4, -1)) == known.find("bb", ALL) == ()
    assert known.find("aa", (2, 0)) == ()


def test_the_oldest_are_forgotten(tmp_path: Path) -> None:
    known = DecodeCosts(tmp_path / "costs.json")
    for number in range(60):
        known.keep(str(number), ALL, COSTS)
    assert known.find("59", ALL) == COSTS
    assert known.find("0", ALL) == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"aa 2 -1": [1.0, 0.0]}',
        '{"aa 2 -1": [1.0, NaN]}',
        '{"aa 2 -1": [2.0]}',
        '{"aa 2 -1": []}',
        f'{{"aa 2 -1": {[1.0] * 17}}}',
        '{"aa 2 -1": "x"}',
        '{"aa 2 -1": [null]}',
        '{"aa 2 -1":',
        "\0",
    ],
)
def test_a_damaged_file_is_measured_anew(tmp_path: Path, content: str) -> None:
    file = tmp_path / "costs.json"
    file.write_text(content, encoding="utf-8")
    known = DecodeCosts(file)
    assert known.find("aa", ALL) == ()
    known.keep("aa", ALL, COSTS)
    assert known.find("aa", ALL) == COSTS


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    DecodeCosts(tmp_path / "file" / "costs.json").keep("aa", ALL, COSTS)

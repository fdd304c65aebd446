"""Numbers and sides of a draft that its findings lack."""

from __future__ import annotations

import pytest

from radvaluer_desktop.metrics.beyond import numbers_beyond, sides_beyond


@pytest.mark.parametrize(
    ("findings", "draft", "beyond"),
    [
        ("A 6 mm nodule.", "1. 7 mm nodule.\n2. Edema.", {"7"}),
        ("A 6 mm nodule.", "1. 6 mm nodule.\n2. Edema.", set()),
        ("结节3mm。", "1、结节3mm。\n2、积液。", set()),
        ("A mass of 1.5 cm.", "1.5 cm mass.", set()),
        ("A mass of 1.5 cm.", "5 cm mass.", {"5"}),
        ("No mass.", "", set()),
    ],
)
def test_numbers(findings: str, draft: str, beyond: set[str]) -> None:
    assert numbers_beyond(findings, draft) == beyond


@pytest.mark.parametrize(
    ("findings", "draft", "beyond"),
    [
        ("Small left effusion.", "Small right effusion.", {"right"}),
        ("左侧少量积液。", "右侧积液。", {"右"}),
        ("两侧胸腔积液。", "双侧胸腔积液。", set()),
        ("Effusions on both sides.", "Bilateral effusions.", set()),
        ("Bibasilar opacities.", "BILATERAL opacities.", set()),
        ("Upright film.", "Edema.", set()),
    ],
)
def test_sides(findings: str, draft: str, beyond: set[str]) -> None:
    assert sides_beyond(findings, draft) == beyond

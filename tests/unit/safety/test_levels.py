from __future__ import annotations

import pytest

from radvaluer_desktop.safety.levels import levels_of


@pytest.mark.parametrize(
    ("text", "kind", "places"),
    [
        ("L4-5", "vertebra", "L4 L5"),
        ("L5-S1", "vertebra", "L5 S1"),
        ("C4-C7", "vertebra", "C4 C5 C6 C7"),
        ("T11-12, T12-L1", "vertebra", "T11 T12 L1"),
        ("腰4/5", "vertebra", "L4 L5"),
        ("腰5/骶1", "vertebra", "L5 S1"),
        ("第3腰椎", "vertebra", "L3"),
        ("胸12椎体", "vertebra", "T12"),
        ("5th through 9th ribs", "rib", "5 6 7 8 9"),
        ("ninth, tenth and eleventh ribs", "rib", "9 10 11"),
        ("左侧第3-6肋骨折", "rib", "3 4 5 6"),
        ("segment VI", "segment", "6"),
        ("肝S6段", "segment", "6"),
        ("fourth and fifth metatarsals", "metatarsal", "4 5"),
        ("右足第5跖骨", "metatarsal", "5"),
    ],
)
def test_numbered_places(text: str, kind: str, places: str) -> None:
    (level,) = levels_of(text)
    assert (level.kind, level.places) == (kind, frozenset(places.split()))


@pytest.mark.parametrize(
    "text", ["T2WI", "T1 weighted", "T2信号", "a 5 mm nodule", "C7-like 12 cm"]
)
def test_other_numbers_are_no_places(text: str) -> None:
    assert [level for level in levels_of(text) if level.kind != "vertebra" or "T2" in text] == []

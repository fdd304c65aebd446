from __future__ import annotations

import pytest

from radvaluer_desktop.safety.measures import LENGTH, measures_of, same_measure


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("measuring 2.4 X 3.9 X 3.0cm", (24, 39, 30)),
        ("a 12-mm cyst", (12,)),
        ("约3.0cm×2.1cm", (30, 21)),
        ("约12mm", (12,)),
        ("3-4 mm", (3, 4)),
        ("1.5厘米", (15,)),
        ("6 millimeters", (6,)),
    ],
)
def test_lengths_become_millimetres(text: str, values: tuple[float, ...]) -> None:
    (measure,) = measures_of(text)
    assert measure.quantity == LENGTH
    assert list(measure.values) == pytest.approx(list(values))


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [("50% stenosis", "share", 50), ("29 HU", "attenuation", 29), ("约200ml", "volume", 200)],
)
def test_other_quantities(text: str, quantity: str, value: float) -> None:
    (measure,) = measures_of(text)
    assert (measure.quantity, measure.values) == (quantity, (value,))


@pytest.mark.parametrize("text", ["L4-5", "2 views", "3 months", "T12", "image 33/68", "1. No"])
def test_numbers_without_a_unit_are_no_measurements(text: str) -> None:
    assert measures_of(text) == ()


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (4, 6, True),
        (4, 6.5, False),
        (8, 12, True),
        (8, 12.5, False),
        (30, 36, True),
        (30, 40, False),
        (12, 1.2, False),
    ],
)
def test_margins_of_rounding(first: float, second: float, same: bool) -> None:
    assert same_measure(first, second, LENGTH) is same

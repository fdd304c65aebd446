"""Pictures of lines: everything lies on the picture and in its order."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from radvaluer_desktop.metrics.plot import Axis, draw_lines

ACROSS = Axis("tokens", [1, 2, 4])


def points_of(picture: str) -> list[list[tuple[float, float]]]:
    root = ET.fromstring(picture)  # noqa: S314 - our own text
    lines = [each.attrib["points"] for each in root if each.tag.endswith("polyline")]
    pairs = [[pair.split(",") for pair in line.split()] for line in lines]
    return [[(float(x), float(y)) for x, y in line] for line in pairs]


def texts_of(picture: str) -> list[str]:
    root = ET.fromstring(picture)  # noqa: S314 - our own text
    return [each.text or "" for each in root if each.tag.endswith("text")]


def test_more_is_further_right_and_further_up() -> None:
    (line,) = points_of(draw_lines({"cost": [(1, 1), (2, 3), (4, 9)]}, ACROSS, Axis("cost", [1])))
    assert [x for x, _ in line] == sorted(x for x, _ in line)
    assert [y for _, y in line] == sorted((y for _, y in line), reverse=True)
    assert all(0 < x < 720 and 0 < y < 400 for x, y in line)


def test_of_a_logarithmic_axis_equal_ratios_are_equal_steps() -> None:
    up = Axis("loss", [1, 10, 100], logarithmic=True)
    (line,) = points_of(draw_lines({"loss": [(1, 1), (2, 10), (4, 100)]}, ACROSS, up))
    first, second, third = (y for _, y in line)
    assert abs((first - second) - (second - third)) < 0.2


def test_an_axis_begins_where_it_is_told_and_marks_what_lies_on_it() -> None:
    up = Axis("cost", [0, 2, 50], begin=0.0)
    picture = draw_lines({"a < b": [(1, 1), (4, 3)]}, ACROSS, up)
    assert {"0", "2", "tokens", "cost", "a < b"} <= set(texts_of(picture))
    assert "50" not in texts_of(picture)


def test_one_point_is_a_picture_too() -> None:
    assert points_of(draw_lines({"cost": [(1, 1)]}, ACROSS, Axis("cost", [1])))

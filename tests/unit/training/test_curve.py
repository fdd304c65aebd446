import math
import xml.etree.ElementTree as ET
from pathlib import Path

from radvaluer_desktop.training.curve import CurvePoint, LossCurve, draw_curve, read_curve

POINTS = [
    CurvePoint(step, step * 1.5, step * 2048, 4.0 / step, 2.0 / step, 3.0 / step)
    for step in (1, 2, 4, 8)
]


def test_points_come_back_as_they_were_written(tmp_path: Path) -> None:
    curve = LossCurve(tmp_path / "loss.csv")
    for point in POINTS:
        curve.add(point)
    assert read_curve(tmp_path / "loss.csv") == POINTS


def test_what_lies_behind_a_step_is_forgotten(tmp_path: Path) -> None:
    curve = LossCurve(tmp_path / "loss.csv")
    for point in POINTS:
        curve.add(point)
    curve.cut_after(2)
    assert [point.step for point in read_curve(tmp_path / "loss.csv")] == [1, 2]


def test_the_picture_is_whole_and_falls_from_left_to_right() -> None:
    root = ET.fromstring(draw_curve(POINTS, "loss"))  # noqa: S314 - our own text
    lines = [each for each in root if each.tag.endswith("polyline")]
    assert len(lines) == 2
    for line in lines:
        places = [tuple(map(float, pair.split(","))) for pair in line.attrib["points"].split()]
        assert places == sorted(places), "more tokens to the right, a lower loss further down"
        assert all(0 <= x <= 720 and 0 <= y <= 400 for x, y in places)


def test_a_run_without_held_out_reports_is_drawn_too() -> None:
    points = [
        CurvePoint(1, 1.0, 10, 1.0, 1.0, math.nan),
        CurvePoint(2, 2.0, 20, 0.5, 0.5, math.nan),
    ]
    assert ET.fromstring(draw_curve(points, "loss")).tag.endswith("svg")  # noqa: S314

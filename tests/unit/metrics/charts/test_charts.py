"""One description of a chart: its table, words, drawing and page say the same."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest

from radvaluer_desktop.metrics.charts.description import Chart, Dash, Mark, Series, Value
from radvaluer_desktop.metrics.charts.layout import folded, frame_of, lay_out, text_width
from radvaluer_desktop.metrics.charts.page import as_html
from radvaluer_desktop.metrics.charts.shapes import SERIES, Ink, Path, Sign, Words
from radvaluer_desktop.metrics.charts.summary import summary
from radvaluer_desktop.metrics.charts.svg import ON_WHITE, as_svg
from radvaluer_desktop.metrics.charts.table import as_csv, number, table

CHART = Chart(
    key="acceptance",
    title="Accepted <as drafted>",
    across="Week",
    up="% of decisions",
    places=("2026-W01", "2026-W02", "2026-W03", "2026-W04"),
    series=(
        Series(
            "Accepted",
            (Value(60.0, 50.0, 70.0), None, Value(40.0, 30.0, 50.0, "has fallen"), Value(55.0)),
            Mark.CIRCLE,
            Dash.SOLID,
        ),
        Series("Baseline", (Value(58.0),) * 4, dash=Dash.DOTTED),
    ),
    notes=("1 week with fewer than 10 decisions is not shown.",),
    interval="95 % interval",
)
EMPTY = Chart("none", "Nothing", "Week", "%", (), (Series("A", (), Mark.CIRCLE),))


def test_the_table_has_a_row_for_each_place_and_a_column_for_each_end() -> None:
    titles, rows = table(CHART)
    assert titles == (
        *("Week", "Accepted", "Accepted: 95 % interval ▼", "Accepted: 95 % interval ▲"),
        "Baseline",
    )
    assert rows[0] == ("2026-W01", "60", "50", "70", "58")
    assert rows[1] == ("2026-W02", "", "", "", "58")
    assert rows[2][1] == "40 (has fallen)"


def test_csv_is_the_table_with_title_and_notes() -> None:
    lines = list(csv.reader(io.StringIO(as_csv(CHART), newline="")))
    assert lines[0] == ["Accepted <as drafted> (% of decisions)"]
    assert lines[2:6] == [list(row) for row in table(CHART)[1]]
    assert lines[6] == list(CHART.notes)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "@x"])
def test_no_cell_is_a_formula(name: str) -> None:
    chart = Chart("k", "T", "Model", "%", (name,), (Series("A", (Value(1.0),), Mark.CIRCLE),))
    assert f"\r\n'{name}," in as_csv(chart)


def test_the_summary_names_ends_and_warnings() -> None:
    text = summary(CHART)
    assert "2026-W01 60" in text
    assert "2026-W03 has fallen" in text
    assert CHART.notes[0] in text


def test_every_value_lies_inside_the_picture() -> None:
    frame = frame_of(CHART, 600, 400, 13)
    for value in CHART.values():
        assert frame.above <= frame.y(value) <= frame.floor
    for at in range(4):
        assert frame.left < frame.x(at) < 600
    for shape in lay_out(CHART, 600, 400):
        points = shape.points if isinstance(shape, Path) else ((shape.x, shape.y),)
        assert all(0 <= x <= 600 and 0 <= y <= 400 for x, y in points)


def test_what_warns_has_a_ring_and_no_line_bridges_a_gap() -> None:
    shapes = lay_out(CHART, 600, 400)
    assert sum(isinstance(shape, Sign) and shape.warns for shape in shapes) == 1
    frame = frame_of(CHART, 600, 400, 13)
    lines = [s for s in shapes if isinstance(s, Path) and s.ink is SERIES[0] and s.width > 1]
    lines = [line for line in lines if line.points[0][1] > frame.above]
    assert [len(line.points) for line in lines] == [2]  # from the third place to the fourth


def test_no_two_series_differ_in_colour_alone() -> None:
    looks = [(series.mark, series.dash) for series in CHART.series]
    assert len(set(looks)) == len(looks)


def test_the_drawing_is_xml_that_says_what_it_shows() -> None:
    root = ET.fromstring(as_svg(CHART))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == CHART.title
    assert root.findtext(f"{space}desc") == summary(CHART)
    shown = [text.text for text in root.iter(f"{space}text")]
    assert {"2026-W01", "% of decisions", "Baseline"} <= set(shown)


def test_an_empty_chart_can_be_drawn() -> None:
    assert EMPTY.is_empty
    ET.fromstring(as_svg(EMPTY))  # noqa: S314 - our own
    assert "Nothing" in summary(EMPTY)


def test_the_page_is_whole_and_asks_for_nothing() -> None:
    page = as_html([CHART, EMPTY], "Drafts & more", ["Not for review."], "As a table", "en")
    assert "Drafts &amp; more" in page
    assert "Not for review." in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import""", page)
    addresses = set(re.findall(r"https?://[^\"' <]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}  # a name, not a place
    assert "default-src 'none'" in page
    assert page.count("<table>") == page.count("<svg ") == 2


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_inks_stand_out_from_white() -> None:
    for ink, colour in ON_WHITE.items():
        if ink is not Ink.GRID:
            assert contrast(colour, "#ffffff") >= 4.5, ink


def test_text_is_folded_between_words_and_wide_letters() -> None:
    lines = folded("one two three 左侧胸腔积液", 8 * 13, 13)
    assert len(lines) > 1
    assert all(text_width(line, 13) <= 8 * 13 for line in lines)
    assert "".join("".join(lines).split()) == "onetwothree左侧胸腔积液"


def test_a_long_name_is_shortened() -> None:
    places = tuple(f"a-model-with-a-long-name-{at}" for at in range(6))
    chart = Chart("m", "M", "Model", "%", places, (Series("A", (Value(1.0),) * 6, Mark.SQUARE),))
    shown = [s.text for s in lay_out(chart, 600, 400) if isinstance(s, Words)]
    assert any(text.endswith("…") for text in shown)


def test_numbers_have_one_place_at_most() -> None:
    assert [number(v) for v in (3.0, 3.25, 0.04)] == ["3", "3.2", "0"]

"""Reports with their impressions, from CSV and JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from radvaluer_desktop.evaluation.reports import NoReports, ReportsInvalid, read_reports
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, Side

CSV, LINES = Path("data.CSV"), Path("data.jsonl")
HEADER = "id,findings,impression\n"


def test_csv_with_quotes_commas_and_lines_inside() -> None:
    text = ' ID ,Findings,IMPRESSION\r\n7,"Clear, both.\r\nNo ""effusion"".",Normal.\r\n\r\n'
    (report,) = read_reports(CSV, text).reports
    assert report.findings == 'Clear, both.\nNo "effusion".'
    assert (report.id, report.impression, report.language) == ("7", "Normal.", Language.ENGLISH)


def test_everything_that_is_known_is_read() -> None:
    row = {
        "id": 3, "findings": "右肺结节。", "impression": "右肺结节。", "language": "ZH",
        "system": "maxillofacial_neck", "institution": 4, "modality": "ct", "side": "Right",
        "sex": "f", "age": "54", "order": "颈部CT", "indication": "咳嗽", "prior": "",
        "second": "结节。", "new_words": ["甲乙", "甲乙", " ", 5], "name": "x",
    }  # fmt: skip
    found = read_reports(LINES, json.dumps(row, ensure_ascii=False))
    (report,) = found.reports
    header = report.header
    assert (report.id, report.language, report.institution) == (3, Language.CHINESE, "4")
    assert (report.system, header.body_system) == (
        "maxillofacial_neck",
        BodySystem.MAXILLOFACIAL_NECK,
    )
    assert (header.modality, header.side, header.sex) == (Modality.CT, Side.RIGHT, Sex.FEMALE)
    assert (header.age, header.order, header.indication, header.prior) == (
        54,
        "颈部CT",
        "咳嗽",
        None,
    )
    assert (report.second, report.new_words) == ("结节。", ("甲乙",))
    assert not any(found.unknown.values())
    assert "右肺" not in repr(found)


def test_what_is_not_known_is_counted_and_left_out_of_the_header() -> None:
    row = {"findings": "Clear.", "impression": "Normal.", "system": "other", "age": "old"}
    found = read_reports(LINES, json.dumps(row | {"sex": "?", "language": "fr"}))
    (report,) = found.reports
    assert {name: n for name, n in found.unknown.items() if n} == {
        "system": 1, "age": 1, "sex": 1, "language": 1,
    }  # fmt: skip
    assert (report.system, report.header.body_system, report.header.age) == ("other", None, None)


def test_rows_without_a_text_are_left_out_and_counted() -> None:
    found = read_reports(CSV, HEADER + "1,Clear.,Normal.\n2,,Normal.\n3,Clear.,  \n")
    assert ([report.id for report in found.reports], found.left_out) == (["1"], 2)


def test_rows_without_an_id_are_numbered_and_words_of_csv_are_parted() -> None:
    text = "findings,impression,new_words\nClear.,Normal.,\nClear.,Normal., Zorvex ;Quilbin\n"
    reports = read_reports(CSV, text).reports
    assert [report.id for report in reports] == [1, 2]
    assert reports[1].new_words == ("Zorvex", "Quilbin")


def test_the_digest_names_the_text() -> None:
    one = read_reports(CSV, HEADER + "1,Clear.,Normal.\n")
    other = read_reports(CSV, HEADER + "1,Clear.,Normal!\n")
    assert one.sha256 != other.sha256
    assert len(one.sha256) == 64


@pytest.mark.row("evaluate-row")
@pytest.mark.parametrize(
    ("path", "text", "line", "problem"),
    [
        (LINES, '\n{"findings"', 2, "no JSON"),
        (LINES, "[" * 100_000, 1, "no JSON"),
        (LINES, "[1]", 1, "no JSON object"),
        (LINES, '{"findings": "Müller"}', 1, "no 'impression'"),
        (LINES, '{"findings": 3, "impression": "Müller"}', 1, "no 'findings'"),
        (LINES, '{"id": null, "findings": "Müller", "impression": "b"}', 1, "'id'"),
        (LINES, '{"id": 1, "findings": "Müller", "impression": "b"}\n' * 2, 2, "was there before"),
        (CSV, "findings;impression\nMüller;b\n", 1, "no column 'findings'"),
        (CSV, "id,findings,impression\n1,Müller\n", 2, "it has 2 fields and the first line 3"),
        (CSV, 'findings,impression\n"' + "a" * (2**24 + 1), 2, "no CSV"),
    ],
)
def test_a_line_that_is_no_report_is_named_and_not_quoted(
    path: Path, text: str, line: int, problem: str
) -> None:
    with pytest.raises(ReportsInvalid, match=problem) as caught:
        read_reports(path, text)
    assert f"Line {line} " in str(caught.value)
    assert "Müller" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_in_training_an_id_may_stand_twice() -> None:
    text = HEADER + "1,Clear.,Normal.\n1,Opacity.,Pneumonia.\n"
    assert len(read_reports(CSV, text, unique=False).reports) == 2


@pytest.mark.row("evaluate-none")
@pytest.mark.parametrize("text", ["", HEADER, HEADER + "1,,\n"])
def test_a_file_without_reports_is_refused(text: str) -> None:
    with pytest.raises(NoReports, match="no report"):
        read_reports(CSV, text)

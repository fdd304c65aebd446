"""A department's rows: what is read, what is skipped and why, what is held out."""

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

from radvaluer_desktop.report.study import BodySystem, Language
from radvaluer_desktop.training.department import (
    DataTooFew,
    DataUnreadable,
    Row,
    read_department,
    split,
)

SECRET = "Zwilgmeyer"
GOOD = [{"findings": f"No effusion, view {n}.", "impression": "Normal."} for n in range(30)]


def as_csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_json_lines(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def rows_of(rows: list[dict[str, str]]) -> tuple[Row, ...]:
    return read_department(Path("a.csv"), as_csv(rows)).rows


@pytest.mark.parametrize(("name", "write"), [("a.csv", as_csv), ("a.jsonl", as_json_lines)])
def test_both_kinds_of_files_give_the_same_rows(name: str, write: object) -> None:
    assert callable(write)
    extra = {
        "findings": "双肺清晰，\n心影不大。",
        "impression": "未见异常。",
        "system": "maxillofacial_neck",
        "language": "zh",
        "institution": "3",
        "id": "x1",
    }
    data = read_department(Path(name), write([extra, *GOOD]))
    row = data.rows[0]
    assert (row.findings, row.impression) == (extra["findings"], extra["impression"])
    assert row.header.body_system is BodySystem.MAXILLOFACIAL_NECK
    assert (row.language, row.institution) == (Language.CHINESE, "3")
    assert row.key == hashlib.sha256(b"x1").hexdigest()
    assert data.rows[1].language is Language.ENGLISH
    assert (len(data.rows), data.skipped) == (31, ())


@pytest.mark.row("train-row")
@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"findings": " ", "impression": SECRET}, "no findings"),
        ({"findings": SECRET, "impression": "\t"}, "no impression"),
        ({"findings": SECRET, "impression": "b", "system": SECRET}, "system is none of"),
        ({"findings": SECRET, "impression": "b", "language": SECRET}, "language is none of"),
    ],
)
def test_a_bad_row_is_skipped_with_its_line_and_a_reason(row: dict[str, str], reason: str) -> None:
    data = read_department(Path("a.csv"), as_csv([row, *GOOD]))
    (skipped,) = data.skipped
    assert skipped.line == 2
    assert reason in skipped.reason
    assert SECRET not in skipped.reason
    assert len(data.rows) == len(GOOD)


@pytest.mark.row("train-row")
def test_lines_are_counted_where_rows_have_several() -> None:
    text = 'findings,impression\n"a\nb",c\nonly one field\n' + as_csv(GOOD).split("\n", 1)[1]
    (skipped,) = read_department(Path("a.csv"), text).skipped
    assert (skipped.line, skipped.reason) == (4, "it has 1 fields and the first line 2")


@pytest.mark.row("train-row")
def test_a_line_that_is_no_json_is_skipped() -> None:
    text = f"{{{SECRET}\n[1]\n\n" + as_json_lines(GOOD)
    skipped = read_department(Path("a.jsonl"), text).skipped
    assert [(each.line, each.reason) for each in skipped] == [
        (1, "it is no JSON"),
        (2, "it is no JSON object"),
    ]


@pytest.mark.row("train-columns")
@pytest.mark.parametrize("head", ["", "findings", "findings,text", "findings,impression,findings"])
def test_a_file_without_the_columns_is_refused(head: str) -> None:
    with pytest.raises(DataUnreadable, match="no column"):
        read_department(Path("a.csv"), f"{head}\n{SECRET},{SECRET}\n")


@pytest.mark.row("train-columns")
def test_a_field_without_an_end_is_refused_by_its_line() -> None:
    text = as_csv(GOOD) + '"' + "x" * 200_000
    with pytest.raises(DataUnreadable, match="line 32: it is no CSV"):
        read_department(Path("a.csv"), text)


@pytest.mark.row("train-few")
def test_too_few_rows_are_refused() -> None:
    with pytest.raises(DataTooFew, match="Only 5 rows"):
        read_department(Path("a.csv"), as_csv(GOOD[:5]))


def test_the_last_rows_by_the_hash_of_their_id_are_held_out() -> None:
    rows = rows_of([{**row, "id": str(number)} for number, row in enumerate(GOOD)])
    parts = split(rows, development=0.1, test=0.2)
    keys = sorted(row.key for row in rows)
    assert [row.key for row in parts.test] == keys[24:]
    assert [row.key for row in parts.development] == keys[21:24]
    assert [row.key for row in parts.learn] == keys[:21]
    assert parts.dropped == 0


def test_what_is_held_out_stands_in_no_other_part() -> None:
    twice = [{**row, "findings": row["findings"].upper() + "  "} for row in GOOD]
    everything = [*GOOD, *twice]
    rows = rows_of([{**row, "id": str(number)} for number, row in enumerate(everything)])
    parts = split(rows, development=0.1, test=0.2)
    seen = [
        {row.normalised_findings for row in part}
        for part in (parts.learn, parts.development, parts.test)
    ]
    assert not (seen[0] & seen[1])
    assert not (seen[0] & seen[2])
    assert not (seen[1] & seen[2])
    assert len(parts.test) == 12, "nothing is dropped from what is measured on"
    assert parts.dropped > 0
    assert sum(map(len, (parts.learn, parts.development, parts.test))) + parts.dropped == 60


def test_an_institution_may_be_a_number() -> None:
    rows = [{**row, "institution": 7} for row in GOOD]
    data = read_department(Path("a.jsonl"), "".join(json.dumps(row) + "\n" for row in rows))
    assert {row.institution for row in data.rows} == {"7"}


def test_a_small_share_is_one_row_at_least() -> None:
    parts = split(rows_of(GOOD), development=0.01, test=0.01)
    assert (len(parts.development), len(parts.test)) == (1, 1)


def test_equal_impressions_stay() -> None:
    parts = split(rows_of(GOOD), development=0.1, test=0.2)
    assert parts.dropped == 0

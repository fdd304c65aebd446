"""Many reports, from one file to another: nothing lost, nothing repeated, nothing overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.inference.messages import Failed, FailureKind, Sampling
from radvaluer_desktop.inference.scripted import ScriptedEngine, crash
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.batch import (
    Answer,
    BatchInputInvalid,
    BatchOutputForeign,
    OutputUnwritable,
    Row,
    draft_rows,
    finished_rows,
    read_rows,
)
from radvaluer_desktop.session.batch_run import (
    BatchOfAnother,
    BatchRun,
    BatchRunning,
    check_run,
    digest_of,
    exclusive,
)
from radvaluer_desktop.session.engine_failures import EngineDied
from tests.unit.session.samples import FINDINGS, session_with

ROWS = [Row("1", FINDINGS), Row("二", "右肺下叶斑片影。"), Row("3", FINDINGS), Row("4", FINDINGS)]
SOURCE = Path("in.jsonl")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def run(output: Path, rows: list[Row], engine: ScriptedEngine | None = None) -> list[Answer]:
    session = session_with(engine or ScriptedEngine())
    return list(draft_rows(session, rows, output, StudyHeader(), Sampling(), None))


def written(output: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def test_rows_are_answered_in_their_order(output: Path) -> None:
    answers = run(output, ROWS)
    assert [answer.id for answer in answers] == ["1", "二", "3", "4"]
    assert written(output) == [
        {"id": row.id, "impression": "1. Pneumonia.", "stop_reason": "end"} for row in ROWS
    ]


def test_empty_and_long_findings_are_answered_as_refused(output: Path) -> None:
    rows = [Row("empty", " \n"), Row("impression", "IMPRESSION: none"), Row("long", FINDINGS)]
    long = Failed(1, FailureKind.PROMPT_TOO_LONG, prompt_tokens=5000, context_tokens=4096)
    answers = run(output, [*rows, Row("good", FINDINGS)], ScriptedEngine(failure=long))
    assert [row["stop_reason"] for row in written(output)] == ["refused"] * 3 + ["end"]
    assert written(output)[0]["impression"] == ""
    assert "5000" in answers[2].problem


@pytest.mark.parametrize("kept", range(5))
def test_a_run_goes_on_behind_the_rows_that_are_there(output: Path, kept: int) -> None:
    run(output, ROWS)
    whole = output.read_bytes()
    output.write_bytes(b"".join(whole.splitlines(keepends=True)[:kept]))
    engine = ScriptedEngine()
    run(output, ROWS, engine)
    assert output.read_bytes() == whole
    assert len(engine.prompts) == len(ROWS) - kept


def test_wherever_a_kill_tears_the_file_the_end_is_the_same(output: Path) -> None:
    run(output, ROWS)
    whole = output.read_bytes()
    for size in range(len(whole)):
        output.write_bytes(whole[:size])
        done, kept = finished_rows(output, ROWS)
        assert whole[:kept] == b"".join(whole.splitlines(keepends=True)[:done])
        run(output, ROWS)
        assert output.read_bytes() == whole


def test_an_engine_that_dies_in_the_middle_keeps_the_rows_before(output: Path) -> None:
    engine = ScriptedEngine()
    session = session_with(engine)
    answers = draft_rows(session, ROWS, output, StudyHeader(), Sampling(), None)
    next(answers)
    engine.failure = crash()
    with pytest.raises(EngineDied):
        next(answers)
    assert len(written(output)) == 1
    run(output, ROWS)
    assert [row["id"] for row in written(output)] == ["1", "二", "3", "4"]


@pytest.mark.parametrize(
    "foreign",
    [
        '{"id": "2", "impression": "", "stop_reason": "end"}\n',
        '{"id": "1", "findings": "the input itself"}\n',
        '{"id": "1", "findings": "the input itself, its last line open"}',
        "notes of somebody\n",
        "notes of somebody, without a line end",
        "[1]\n",
        '"1"\n',
        "\n",
        "\ufeff",
    ],
)
def test_a_file_of_something_else_is_kept(output: Path, foreign: str) -> None:
    output.write_text(foreign, encoding="utf-8")
    engine = ScriptedEngine()
    with pytest.raises(BatchOutputForeign) as caught:
        run(output, ROWS, engine)
    assert caught.value.exit_code == 2
    assert output.read_text(encoding="utf-8") == foreign
    assert engine.prompts == []


def test_more_rows_than_the_input_has_are_foreign(output: Path) -> None:
    run(output, ROWS)
    with pytest.raises(BatchOutputForeign, match="line 4"):
        finished_rows(output, ROWS[:3])


def test_rows_are_read_whatever_their_line_ends(output: Path) -> None:
    text = '{"id": 1, "findings": "a"}\r\n\n  \n{"id": "b", "findings": "", "more": 1}'
    assert read_rows(SOURCE, text) == [Row(1, "a"), Row("b", "")]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_separators_that_json_allows_do_not_cut_a_row(separator: str) -> None:
    text = json.dumps({"id": "1", "findings": f"a{separator}b"}, ensure_ascii=False)
    assert read_rows(SOURCE, text) == [Row("1", f"a{separator}b")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no 'id'"),
        ('{"findings": "a"}', "no 'id'"),
        ('{"id": "2"}', "no 'findings'"),
        ('{"id": "2", "findings": 3}', "no 'findings'"),
        ('{"id": "1", "findings": "b"}', "was there before"),
        ('{"id": 1, "findings": "b"}', "was there before"),
        ('{"id": null, "findings": "b"}', "neither text nor"),
        ('{"id": "\\ud800", "findings": "b"}', "no text"),
    ],
)
def test_a_bad_row_is_named_before_anything_is_drafted(line: str, problem: str) -> None:
    with pytest.raises(BatchInputInvalid, match=problem) as caught:
        read_rows(SOURCE, '{"id": "1", "findings": "Müller"}\n' + line)
    assert "Line 2" in str(caught.value)
    assert "Müller" not in str(caught.value)


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), unique_by=lambda row: row[0]))
def test_every_readable_input_is_answered_and_found_again(
    tmp_path_factory: pytest.TempPathFactory, values: list[tuple[str, str]]
) -> None:
    lines = [json.dumps({"id": name, "findings": text}) for name, text in values]
    try:
        rows = read_rows(SOURCE, "\n".join(lines))
    except BatchInputInvalid:
        return
    output = tmp_path_factory.mktemp("batch") / "out.jsonl"
    run(output, rows)
    assert finished_rows(output, rows) == (len(rows), output.stat().st_size)


RUN = BatchRun("a" * 64, "b" * 64, {"lang": None, "max_tokens": 256})


def record_of(output: Path) -> Path:
    return output.with_name(output.name + ".run.json")


def test_what_a_batch_was_begun_with_is_recorded_without_any_text(output: Path) -> None:
    check_run(output, replace(RUN, input=digest_of(ROWS)), 0)
    run(output, ROWS)
    text = record_of(output).read_text(encoding="utf-8")
    assert json.loads(text)["options"] == {"lang": None, "max_tokens": 256}
    assert FINDINGS[:10] not in text
    check_run(output, replace(RUN, input=digest_of(list(ROWS))), 4)
    check_run(output, replace(RUN, input=digest_of(ROWS), model=None), 4)


@pytest.mark.row("batch-of-another")
@pytest.mark.parametrize(
    ("other", "named"),
    [
        (replace(RUN, input="c" * 64), "another input"),
        (replace(RUN, model="c" * 64), "another model"),
        (replace(RUN, options={"lang": "en", "max_tokens": 256}), "another options"),
    ],
)
def test_another_run_is_refused_and_changes_nothing(
    output: Path, other: BatchRun, named: str
) -> None:
    check_run(output, RUN, 0)
    run(output, ROWS[:2])
    before = output.read_bytes(), record_of(output).read_bytes()
    with pytest.raises(BatchOfAnother, match=named) as caught:
        check_run(output, other, 2)
    assert caught.value.exit_code == 2
    assert (output.read_bytes(), record_of(output).read_bytes()) == before


def test_before_the_first_row_anything_may_change(output: Path) -> None:
    check_run(output, RUN, 0)
    check_run(output, replace(RUN, model="c" * 64), 0)
    assert json.loads(record_of(output).read_bytes())["model"] == "c" * 64


@pytest.mark.parametrize("content", [None, b"", b"[1]", b"{", b"[" * 100_000])
def test_rows_without_a_record_are_gone_on_with_by_their_ids(
    output: Path, content: bytes | None
) -> None:
    if content is not None:
        record_of(output).write_bytes(content)
    run(output, ROWS)
    check_run(output, RUN, 4)
    assert json.loads(record_of(output).read_bytes())["model"] == RUN.model


@given(st.text(), st.text())
def test_a_digest_tells_rows_apart(first: str, second: str) -> None:
    one, two = [Row("1", first), Row("2", second)], [Row("1", first + second), Row("2", "")]
    assert (digest_of(one) == digest_of(two)) == (one == two)


@pytest.mark.row("batch-twice")
def test_two_processes_never_write_one_output(output: Path) -> None:
    with exclusive(output), pytest.raises(BatchRunning) as caught, exclusive(output):
        pass
    assert caught.value.exit_code == 2
    with exclusive(output):
        pass
    assert list(output.parent.iterdir()) == []


def test_an_output_that_goes_away_in_the_middle_is_named(output: Path) -> None:
    session = session_with(ScriptedEngine())
    answers = draft_rows(session, ROWS, output, StudyHeader(), Sampling(), None)
    next(answers)
    output.unlink()
    with pytest.raises(OutputUnwritable, match=r"out\.jsonl"):
        next(answers)


def test_an_output_that_is_nested_too_deeply_is_kept(output: Path) -> None:
    """Its line begins as an answer of ours."""
    foreign = b'{"id": "1", "impression": "", "stop_reason": ' + b"[" * 100_000 + b"\n"
    output.write_bytes(foreign)
    with pytest.raises(BatchOutputForeign):
        finished_rows(output, ROWS)
    assert output.read_bytes() == foreign

"""A whole evaluation on a scripted engine, its figures, its page and its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from radvaluer_desktop.evaluation.measure import Cell
from radvaluer_desktop.evaluation.run import Evaluation, GroupUnknown, evaluate, groupings_of
from radvaluer_desktop.evaluation.slices import Slice
from radvaluer_desktop.evaluation.table import as_dictionary, as_markdown
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.session.reporting import ReportingSession
from tests.unit.evaluation.samples import DATA, REPORTS, TRAINING_SET
from tests.unit.session.samples import session_with


@contextmanager
def open_session(reference: str | None) -> Iterator[ReportingSession]:
    del reference
    yield session_with(ScriptedEngine())


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    groupings = groupings_of("institution, language+institution")
    return evaluate(
        DATA,
        TRAINING_SET,
        ("one", "two"),
        open_session,
        groupings=groupings,
        tell=lambda line: None,
    )


def cell(evaluation: Evaluation, writer: str, part: Slice = Slice.ALL, **group: str) -> Cell:
    (found,) = (
        one
        for one in evaluation.cells
        if (one.writer, one.slice, dict(one.group)) == (writer, part, group)
    )
    return found


def test_each_slice_holds_its_reports(evaluation: Evaluation) -> None:
    assert cell(evaluation, "demo").count == 3
    assert cell(evaluation, "demo", Slice.UNSEEN).count == 1
    assert cell(evaluation, "demo", Slice.ABNORMAL).count == 2
    assert (evaluation.seen_findings, evaluation.seen_impressions) == (1, 2)


def test_each_group_holds_its_reports(evaluation: Evaluation) -> None:
    assert cell(evaluation, "demo", institution="A").count == 2
    assert cell(evaluation, "demo", language="zh", institution="A").count == 1
    groups = {one.group for one in evaluation.cells if len(one.group) == 2}
    assert (("language", "zh"), ("institution", "B")) not in groups


def test_figures_of_writers_that_are_known(evaluation: Evaluation) -> None:
    reference = cell(evaluation, "reference itself").figures
    assert reference["rougeL"].value == reference["exact"].value == 100
    assert [reference[name].value for name in ("bleu", "chrf")] == pytest.approx([100, 100])
    assert (reference["length"].value, reference["consistency"].value) == (1.0, 100.0)
    assert reference["new_words"].value == 100
    constant = cell(evaluation, "constant sentence").figures
    assert constant["exact"].value == pytest.approx(100 / 3)
    assert constant["new_words"].value == 0
    nearest = cell(evaluation, "nearest neighbour", Slice.UNSEEN).figures
    assert nearest["side"].value == nearest["sides_beyond"].value == 100


def test_the_ceiling_counts_the_reports_that_have_one(evaluation: Evaluation) -> None:
    assert cell(evaluation, "second impression").count == 1


def test_two_models_of_one_name_are_told_apart(evaluation: Evaluation) -> None:
    assert [one.writer.name for one in evaluation.models] == ["demo", "demo abababab"]


def test_the_page_and_the_json_say_the_same_and_hold_no_report(evaluation: Evaluation) -> None:
    page, data = as_markdown(evaluation), as_dictionary(evaluation)
    row = next(line for line in page.splitlines() if line.startswith("| nearest neighbour |"))
    figures = next(
        one["figures"]
        for one in data["cells"]
        if (one["writer"], one["slice"], one["group"]) == ("nearest neighbour", "all", {})
    )
    cells = [text.strip() for text in row.split("|")]
    assert cells[3] == f"{figures['rouge1']['value']:.1f}"
    low, high = (figures["rougeL"][end] for end in ("low", "high"))
    assert cells[5] == f"{figures['rougeL']['value']:.1f} ({low:.1f}–{high:.1f})"
    whole = page + json.dumps(data, ensure_ascii=False)
    for report in REPORTS:
        assert report.findings not in whole
        assert report.impression not in whole


def test_how_drafts_were_chosen_is_told(evaluation: Evaluation) -> None:
    prompt = evaluation.models[0].prompt
    assert f"{prompt}, greedy" in as_markdown(evaluation)
    several = [replace(one, candidates=8) for one in evaluation.models]
    told = replace(evaluation, models=tuple(several))
    assert f"{prompt}, chosen of 8 by the checks" in as_markdown(told)
    assert as_dictionary(told)["models"][0]["candidates"] == 8


def test_every_row_of_a_table_has_the_cells_of_its_head(evaluation: Evaluation) -> None:
    page = as_markdown(evaluation)
    tables = re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE)
    assert len(tables) == 3 * 2 + 2 * 5
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1
    assert "2 rows without findings or impression left out; values not known: sex 1" in page
    assert "1 have findings and 2 an impression that stand in training too" in page


def test_the_share_of_the_ceiling_is_told_where_every_report_has_one(
    evaluation: Evaluation,
) -> None:
    page = as_markdown(evaluation)
    _, table = page.split("ROUGE-L, % of the ceiling's:\n\n", maxsplit=2)[:2]
    head, _, row, *rest = table.split("\n\n")[0].splitlines()
    names, shares = ([text.strip() for text in line.split("|")] for line in (head, row))
    first, ceiling = (
        cell(evaluation, name, institution="B").figures["rougeL"].value
        for name in ("first sentence", "second impression")
    )
    assert rest == []  # institution A has reports without a second impression
    assert shares[1:3] == ["B", "1"]
    assert shares[names.index("first sentence")] == f"{100 * first / ceiling:.1f}"


def test_without_training_there_is_nothing_unseen() -> None:
    found = evaluate(DATA, None, (), open_session, tell=lambda line: None)
    assert {one.slice for one in found.cells} == {Slice.ALL, Slice.ABNORMAL}
    assert found.seen_findings is None
    assert "training" not in as_markdown(found)


@pytest.mark.row("evaluate-group")
def test_groupings() -> None:
    assert groupings_of("") == ()
    assert groupings_of("system, Language+system,system") == (("system",), ("language", "system"))
    with pytest.raises(GroupUnknown, match="'sex'") as caught:
        groupings_of("system+sex")
    assert caught.value.exit_code == 2

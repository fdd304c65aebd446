"""``radvaluer evaluate`` as it is run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from radvaluer_desktop.cli import evaluate as command
from radvaluer_desktop.cli.root import radvaluer
from tests.command_line import Run

CSV = (
    "id,findings,impression,system\n"
    '1,"The lungs are clear. No effusion.",No acute abnormality.,chest\n'
    '2,"右肺下叶见斑片状高密度影。",右肺下叶炎症。,chest\n'
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "data.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def test_the_demo_model_is_measured_and_its_drafts_are_kept_beside_the_table(
    run: Run, data: Path, tmp_path: Path
) -> None:
    table = tmp_path / "table.md"
    arguments = ("evaluate", data, "--train", data, "--group", "system", "--out", table)
    first = run(*arguments)
    assert first.returncode == 0, first.stderr
    assert table.read_text(encoding="utf-8") == first.stdout
    assert "| chatradio-demo | 2 |" in first.stdout
    drafts = list((tmp_path / "table.md.drafts").glob("*.jsonl"))
    assert len(drafts) == 1
    again = run(*arguments, "--json")
    assert "2 of 2 drafts" in again.stderr
    found = json.loads(again.stdout)
    assert found["models"][0]["id"] == "chatradio-demo"
    assert table.read_text(encoding="utf-8") == first.stdout
    for text in ("effusion", "斑片"):
        assert text not in first.stderr + again.stderr + first.stdout


def test_floors_alone_load_no_model_and_write_nothing(run: Run, data: Path, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    result = run("evaluate", data, "--floors-only", "--model", "not-there")
    assert result.returncode == 0
    assert "| first sentence | 2 |" in result.stdout
    assert "| chatradio-demo" not in result.stdout
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "base"}


def test_the_folder_of_the_table_is_made_before_anything_is_measured(
    run: Run, data: Path, tmp_path: Path
) -> None:
    table = tmp_path / "new" / "table.md"
    result = run("evaluate", data, "--floors-only", "--out", table)
    assert result.returncode == 0, result.stderr
    assert table.read_text(encoding="utf-8") == result.stdout


@pytest.mark.row("evaluate-stopped")
@pytest.mark.parametrize(
    ("more", "said"),
    [((), "Nothing is kept"), (("--drafts", "there"), "kept in there; the same command goes on")],
)
def test_ctrl_c_says_what_is_kept(
    data: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], said: str
) -> None:
    from radvaluer_desktop.evaluation import run as evaluation

    def stopped(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(evaluation, "evaluate", stopped)
    result = CliRunner().invoke(radvaluer, ["evaluate", str(data), *more], obj=None)
    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.row("evaluate-extra")
def test_a_missing_library_is_named_with_how_to_install_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    result = CliRunner().invoke(radvaluer, ["evaluate", str(data)], obj=None)
    assert result.exit_code == 2
    assert "rouge-score and sacrebleu" in result.stderr
    assert "pip install 'radvaluer-desktop[evaluate]'" in result.stderr

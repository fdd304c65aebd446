"""``radvaluer train`` and ``pretrain`` as commands."""

from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from radvaluer_desktop.cli import training
from radvaluer_desktop.cli.pretrain import pretrain
from radvaluer_desktop.cli.train import train

SECRET = "Zwilgmeyer"


@pytest.mark.parametrize("missing", [["torch"], ["torch", "tokenizers"]])
def test_what_is_not_installed_is_named(
    missing: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "find_spec", lambda name: None if name in missing else object())
    with pytest.raises(training.TrainingNotInstalled, match=" and ".join(missing)):
        training.training_or_why_not()


def test_a_department_teaches_the_demo_model(tmp_path: Path, tiny_files: Any) -> None:
    import csv

    from radvaluer_desktop.training.reports import synthetic_reports

    data, out = tmp_path / "reports.csv", tmp_path / "ours.gguf"
    with data.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["findings", "impression"])
        writer.writerow([SECRET, ""])
        for report in islice(synthetic_reports(5), 40):
            writer.writerow([report.findings, report.impression])
    arguments = ["--base", tiny_files.full, "--data", data, "--out", out, "--epochs", 1]
    result = CliRunner().invoke(train, [str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    assert "it is patient data" in result.output
    assert "line 2 is skipped: it has no impression" in result.output
    assert "ROUGE-L" in result.output
    assert SECRET not in result.output
    assert out.exists()


@pytest.mark.row("train-unwritable")
def test_pre_training_names_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("tokenizers")
    from radvaluer_desktop.training.train import ModelUnwritable

    (tmp_path / "file").touch()
    arguments = ["--out", str(tmp_path / "file" / "new"), "--steps", "1"]
    result = CliRunner().invoke(pretrain, arguments)
    assert isinstance(result.exception, ModelUnwritable)


@pytest.mark.parametrize("institution", ["0", "7"])
def test_an_institution_that_there_is_not_is_refused(institution: str, tmp_path: Path) -> None:
    arguments = ["--out", str(tmp_path / "new"), "--institution", institution]
    result = CliRunner().invoke(pretrain, arguments)
    assert result.exit_code == 2
    assert "1<=x<=6" in result.output


@pytest.mark.row("train-stopped")
def test_ctrl_c_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("tokenizers")
    from radvaluer_desktop.training import train as training_from_rows

    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(training_from_rows, "train_department", stopped)
    data = tmp_path / "reports.csv"
    rows = "".join(f"Clear {number}.,Normal.\n" for number in range(20))
    data.write_text("findings,impression\n" + rows, encoding="utf-8")
    arguments = ["--base", "demo", "--data", str(data), "--out", str(tmp_path / "a.gguf")]
    result = CliRunner().invoke(train, arguments)
    assert result.exit_code == 1
    assert "goes on from the last checkpoint" in result.stderr

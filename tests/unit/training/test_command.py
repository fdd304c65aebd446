"""``radvaluer train`` and ``pretrain`` as commands."""

from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from radvaluer_desktop.cli import training
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

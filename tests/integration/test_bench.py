"""``radvaluer bench``: the real command measures the demonstration model."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as ET
from pathlib import Path

import click
import pytest

from radvaluer_desktop.cli.bench import bench
from radvaluer_desktop.modelfile.random_weights import SHAPES
from tests.command_line import Run
from tests.model_fixtures import DEMO_ID

KEYS = {
    "decode_tokens_per_s_plain",
    "decode_tokens_per_s_drafted",
    "accepted_share",
    "prompt_tokens_per_s",
    "ttft_ms_cold",
    "ttft_ms_type_ahead",
    "ttft_ms_one_word_edit",
    "stop_ms",
    "load_ms",
    "rss_anon_bytes",
}
ABOVE_NOUGHT = KEYS - {"accepted_share"}
# Typed in real time: the first must be short.
REPORTS = (
    {"findings": "Clear lungs. No effusion.", "impression": "No acute abnormality."},
    {
        "findings": "Patchy opacity in the right lower lobe. Small right pleural effusion.",
        "impression": "Right lower lobe pneumonia with a small effusion.",
    },
)


def reports(folder: Path, name: str = "reports.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(f"{json.dumps(row)}\n" for row in REPORTS), encoding="utf-8")
    return file


def files(base: Path) -> set[str]:
    return {str(file.relative_to(base)) for file in base.rglob("*") if file.is_file()}


def test_every_figure_is_measured_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    data, history = reports(tmp_path), reports(tmp_path, "history.jsonl")
    options = ("--data", data, "--history", history, "--reports", 2, "--typed", 1)
    result = run("bench", *options, "--json")
    assert result.returncode == 0, result.stderr
    (line,) = result.stdout.splitlines()
    figures = json.loads(line)
    assert figures["model"] == DEMO_ID
    assert figures.keys() >= KEYS
    numbers = {name: value for name, value in figures.items() if isinstance(value, (int, float))}
    assert numbers.keys() >= KEYS
    for name, value in numbers.items():
        assert math.isfinite(value), name
        assert value >= 0, name
        assert value > 0 or name not in ABOVE_NOUGHT, name
    assert figures["accepted_share"] <= 1
    assert figures["stop_ms"] < 1000
    assert figures["decode_costs"][0] == 1.0
    assert "typing: 1 of 1 reports" in result.stderr
    for row in REPORTS:
        assert row["findings"] not in result.stdout + result.stderr
        assert row["impression"] not in result.stdout + result.stderr
    assert files(tmp_path / "base") <= {"logs/radvaluer.log"}


def test_without_json_it_is_a_table_of_made_up_reports(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "曲线.svg"
    result = run("bench", "--reports", 1, "--typed", 0, "--plot", picture)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("# Benchmark of ")
    assert "- 1 reports of made-up reports" in result.stdout
    rows = {line.split("|")[1].strip() for line in result.stdout.splitlines() if "|" in line}
    assert rows >= KEYS
    assert ET.fromstring(picture.read_text("utf-8")).tag.endswith("svg")  # noqa: S314 - our own


def test_a_model_and_a_shape_are_not_measured_at_once(run: Run, tmp_path: Path) -> None:
    result = run("bench", "--model", DEMO_ID, "--shape", "tinyllama-1.1b")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "radvaluer: A benchmark takes --model or --shape, not both. Leave one of them out.\n"
    )
    assert not list(tmp_path.rglob("*.gguf*"))


@pytest.mark.row("file-missing")
@pytest.mark.parametrize("option", ["--data", "--history"])
def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path, option: str) -> None:
    missing = tmp_path / "none.jsonl"
    result = run("bench", option, missing)
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"radvaluer: The file {missing} cannot be read")


@pytest.mark.parametrize("option", ["--model", "--drafter"])
def test_a_model_that_is_not_there_is_exit_code_3(run: Run, option: str) -> None:
    result = run("bench", option, "no-such-model")
    assert (result.returncode, result.stdout) == (3, "")
    assert "There is no model 'no-such-model'" in result.stderr


def test_weights_that_cannot_be_written_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "base" / "data").mkdir(parents=True)
    (tmp_path / "base" / "data" / "bench").write_text("a file where the folder should be")
    result = run("bench", "--shape", "tinyllama-1.1b")
    assert (result.returncode, result.stdout) == (2, "")
    assert "random-tinyllama-1.1b.gguf cannot be written" in result.stderr


def test_every_shape_can_be_asked_for() -> None:
    (shape,) = (each for each in bench.params if each.name == "shape")
    assert isinstance(shape.type, click.Choice)
    assert set(shape.type.choices) == set(SHAPES)

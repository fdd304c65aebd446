"""The real program, started as a person or a script starts it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.cli.root import radvaluer
from radvaluer_desktop.modelfile.digest import sha256_of
from tests.command_line import PROGRAM, Run
from tests.model_fixtures import DEMO_ID

FINDINGS = "Patchy opacity in the right lower lobe. Small right pleural effusion."
COMMANDS = {
    "draft",
    "batch",
    "check",
    "deid",
    "keys",
    "audit",
    "score",
    "evaluate",
    "bench",
    "feedback",
    "doctor",
    "settings",
    "data",
    "corpus",
    "pretrain",
    "train",
    "retrain",
    "models",
    "server",
}
CHINESE = "右肺下叶可见斑片状密度增高影，边界模糊。右侧胸腔见少量积液。"


def events_of(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


class TestDraft:
    def test_a_draft_that_was_cut_off_says_so(self, run: Run) -> None:
        cut = run("draft", "--max-tokens", "1", text=FINDINGS)
        assert cut.returncode == 0
        assert "cut off after 1 tokens" in cut.stderr

    def test_from_a_file_from_standard_input_and_as_json_it_is_the_same(
        self, run: Run, tmp_path: Path, demo_model: Path
    ) -> None:
        file = tmp_path / "报告.txt"
        file.write_text(FINDINGS, encoding="utf-8")
        plain = run("draft", file)
        assert plain.returncode == 0
        assert plain.stderr.startswith("AI draft by chatradio-demo")
        assert plain.stdout.strip()
        assert run("draft", text=FINDINGS).stdout == plain.stdout
        *tokens, done = events_of(run("draft", "-", "--json", text=FINDINGS))
        assert {token["event"] for token in tokens} == {"token"}
        assert "".join(token["text"] for token in tokens).strip() == done["impression"]
        assert plain.stdout.strip() == done["impression"]
        assert set(done) == {
            "event",
            "impression",
            "stop_reason",
            "prompt_tokens",
            "completion_tokens",
            "prefill_ms",
            "ttft_ms",
            "decode_tokens_per_s",
            "kept_tokens",
            "proposed_tokens",
            "agreed_tokens",
            "model",
        }
        assert (done["event"], done["stop_reason"]) == ("done", "end")
        assert done["model"] == {"id": DEMO_ID, "sha256": sha256_of(demo_model)}
        assert done["prompt_tokens"] > 10
        assert done["completion_tokens"] >= len(tokens)
        assert 0 < done["prefill_ms"] <= done["ttft_ms"]
        assert done["decode_tokens_per_s"] > 0

    def test_a_chinese_report_in_gb18030_is_drafted_in_chinese(
        self, run: Run, tmp_path: Path
    ) -> None:
        file = tmp_path / "a.txt"
        file.write_bytes(f"检查所见：{CHINESE}\r\n诊断意见：已写".encode("gb18030"))
        done = events_of(run("draft", file, "--json"))[-1]
        assert any("\u4e00" <= letter <= "\u9fff" for letter in done["impression"])

    def test_the_options_reach_the_engine(self, run: Run) -> None:
        options = ("--json", "--max-tokens", 3, "--modality", "ct", "--age", 61, "--order", "CT")
        done = events_of(run("draft", *options, text=FINDINGS))[-1]
        assert (done["stop_reason"], done["completion_tokens"]) == ("max_tokens", 3)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("", marks=pytest.mark.row("text-empty")),
            " \n\t ",
            "IMPRESSION: Pneumonia.",
            pytest.param(b"\x89PNG\r\n\x1a\n\x00\xff", marks=pytest.mark.row("file-not-text")),
        ],
    )
    def test_nothing_to_draft_from_is_exit_code_2(self, run: Run, text: str | bytes) -> None:
        result = run("draft", text=text)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith("radvaluer: ")
        assert len(result.stderr.splitlines()) == 1
        assert "Pneumonia" not in result.stderr

    @pytest.mark.row("file-missing")
    def test_a_file_that_is_not_there_is_exit_code_2(self, run: Run, tmp_path: Path) -> None:
        for path in (tmp_path / "none.txt", tmp_path):
            result = run("draft", path)
            assert result.returncode == 2
            assert str(path) in result.stderr

    @pytest.mark.row("file-odd-name")
    def test_a_files_name_writes_nothing_on_the_terminal(self, run: Run, tmp_path: Path) -> None:
        odd = tmp_path / "a\x1b[31m\n报告.txt"
        shown = f"{tmp_path}/a?[31m?报告.txt"
        for arguments, code in (((odd,), 2), (("--model", odd), 3)):
            result = run("draft", *arguments, text=FINDINGS)
            assert (result.returncode, result.stdout) == (code, "")
            assert shown in result.stderr.replace("\\", "/")
            assert len(result.stderr.splitlines()) == 1

    @pytest.mark.parametrize("temperature", ["nan", "inf", "-1", "warm"])
    def test_a_temperature_that_is_none_is_exit_code_2(self, run: Run, temperature: str) -> None:
        result = run("draft", "--temperature", temperature, text=FINDINGS)
        assert (result.returncode, result.stdout) == (2, "")
        assert "Invalid value for '--temperature'" in result.stderr

    @pytest.mark.row("text-too-long")
    def test_findings_that_do_not_fit_are_exit_code_2_with_the_numbers(self, run: Run) -> None:
        result = run("draft", text=FINDINGS * 400)
        assert (result.returncode, result.stdout) == (2, "")
        numbers = [int(word) for word in result.stderr.replace(".", " ").split() if word.isdigit()]
        assert len(numbers) == 3
        assert numbers[0] > numbers[2] > numbers[1] == 128
        assert "Patchy" not in result.stderr

    @pytest.mark.parametrize("kind", ["missing", "cut", "other", "unknown id"])
    def test_a_model_that_cannot_be_used_is_exit_code_3(
        self, run: Run, tmp_path: Path, demo_model: Path, kind: str
    ) -> None:
        path = tmp_path / "a.gguf"
        data = demo_model.read_bytes()
        content = {"cut": data[: len(data) // 2], "other": b"no model at all"}
        if kind in content:
            path.write_bytes(content[kind])
        named = "no-such-model" if kind == "unknown id" else path
        result = run("draft", "--model", named, text=FINDINGS)
        assert (result.returncode, result.stdout) == (3, "")
        assert str(named) in result.stderr
        assert "Patchy" not in result.stderr

    @pytest.mark.row("output-pipe")
    def test_a_reader_that_goes_away_ends_the_program(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_text(FINDINGS, encoding="utf-8")
        command = [*PROGRAM, str(tmp_path), "draft", "--json", str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
            assert program.stdout is not None
            assert program.stderr is not None
            program.stdout.close()
            assert program.wait(30) == 141
            assert program.stderr.read() == b""

    @pytest.mark.row("output-full")
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is always full")
    def test_an_output_that_is_full_is_said(self, tmp_path: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run(
                [*PROGRAM, str(tmp_path), "draft"],
                input=FINDINGS.encode(),
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=60,
                check=False,
            )
        assert result.returncode == 2
        assert result.stderr.startswith(b"radvaluer: The output cannot be written (No space left")
        assert len(result.stderr.splitlines()) == 1

    def test_nothing_of_the_report_is_kept(self, run: Run, tmp_path: Path) -> None:
        assert run("draft", "--indication", "Zebrafish", text=FINDINGS).returncode == 0
        run("draft", text=FINDINGS * 400)
        for file in (tmp_path / "base").rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert b"Patchy" not in content
                assert b"Zebrafish" not in content


class TestSettings:
    def test_a_mistake_in_the_settings_is_exit_code_2(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "base" / "config" / "settings.toml"
        file.parent.mkdir(parents=True)
        file.write_text("threads = 'many'\n", encoding="utf-8")
        result = run("draft", text=FINDINGS)
        assert (result.returncode, result.stdout) == (2, "")
        assert "threads" in result.stderr


class TestDoctor:
    def test_it_describes_this_machine_and_holds_no_patient_text(
        self, run: Run, demo_model: Path
    ) -> None:
        result = run("doctor")
        assert result.returncode == 0
        for words in ("radvaluer ", "llama-cpp-python", DEMO_ID, sha256_of(demo_model), "keyring"):
            assert words in result.stdout

    def test_a_missing_model_is_a_problem_that_it_names(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "base" / "config" / "settings.toml"
        file.parent.mkdir(parents=True)
        file.write_text("model = 'gone'\n", encoding="utf-8")
        result = run("doctor")
        assert result.returncode == 0
        assert "There is no model 'gone'" in result.stdout
        assert "All is well" not in result.stdout


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS)])
def test_every_command_has_help(run: Run, command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.returncode == 0
    assert "Usage: radvaluer" in result.stdout
    summary = result.stdout.split("\n\n")[1].strip()
    assert len(summary.split()) > 3, "a sentence says what it does"


def test_the_commands_with_help_are_all_there_are() -> None:
    with radvaluer.make_context("radvaluer", [], resilient_parsing=True) as context:
        names = set(radvaluer.list_commands(context))
        assert names == COMMANDS
        for name in names:
            command = radvaluer.get_command(context, name)
            assert command is not None
            assert command.help


@pytest.mark.parametrize("arguments", [("drafft",), ("draft", "--agee", 3), ("draft", "--age", -1)])
def test_a_slip_in_the_command_is_exit_code_2(run: Run, arguments: tuple[object, ...]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert "Try 'radvaluer" in result.stderr


class TestBatch:
    ROWS = 24

    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        """Synthetic rows in both languages, with one that has no findings."""
        file = tmp_path / "in.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for number in range(self.ROWS):
                lung = ("right", "left", "右", "左")[number % 4]
                text = (
                    f"Nodule of {number} mm in the {lung} lung. No effusion."
                    if number % 4 < 2
                    else f"{lung}肺见一结节，大小约{number}mm，边界清。"
                )
                row = {"id": f"r{number}", "findings": "" if number == 7 else text}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        return file

    def killed_after(self, rows: int, base: Path, source: Path, output: Path) -> None:
        """Start the batch and kill it as soon as ``rows`` lines are there."""
        command = [*PROGRAM, str(base), "batch", str(source), str(output), "--max-tokens", "24"]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as program:
            for count in _line_counts(output, program):
                if count >= rows:
                    break
            assert program.poll() is None, "it ended before it could be killed"
            program.kill()

    @pytest.mark.row("batch-killed")
    def test_killed_half_way_and_resumed_gives_the_file_of_an_unbroken_run(
        self, run: Run, tmp_path: Path, source: Path
    ) -> None:
        whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
        result = run("batch", source, whole, "--max-tokens", 24)
        assert result.returncode == 0, result.stderr
        assert f"{self.ROWS} reports in" in result.stderr
        assert "1 refused" in result.stderr
        rows = [json.loads(line) for line in whole.read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in rows] == [f"r{number}" for number in range(self.ROWS)]
        assert [row["id"] for row in rows if row["stop_reason"] == "refused"] == ["r7"]
        assert [row["id"] for row in rows if not row["impression"]] == ["r7"]

        self.killed_after(self.ROWS // 3, tmp_path / "base", source, broken)
        left = broken.read_bytes()
        assert whole.read_bytes().startswith(left)
        assert self.ROWS // 3 <= left.count(b"\n") < self.ROWS
        resumed = run("batch", source, broken, "--max-tokens", 24)
        assert resumed.returncode == 0
        assert "Going on behind row" in resumed.stderr
        assert broken.read_bytes() == whole.read_bytes()

        again = run("batch", source, broken, "--max-tokens", 24)
        assert again.returncode == 0
        assert "already" in again.stderr
        assert broken.read_bytes() == whole.read_bytes()

    @pytest.mark.row("batch-of-another")
    def test_another_input_or_option_is_noticed_before_the_model_is_loaded(
        self, run: Run, tmp_path: Path
    ) -> None:
        source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        source.write_text('{"id": 1, "findings": "Patchy opacity."}', encoding="utf-8")
        assert run("batch", source, output, "--max-tokens", 2).returncode == 0
        before = output.read_bytes()
        result = run("batch", source, output, "--max-tokens", 3)
        assert result.returncode == 2
        assert "another options" in result.stderr
        source.write_text('{"id": 1, "findings": "Clear lungs."}', encoding="utf-8")
        result = run("batch", source, output, "--max-tokens", 2)
        assert "another input" in result.stderr
        assert output.read_bytes() == before
        names = {path.name for path in tmp_path.iterdir()}
        assert names == {"base", "in.jsonl", "out.jsonl", "out.jsonl.run.json"}

    @pytest.mark.row("batch-output-foreign")
    def test_the_output_is_never_the_input_or_anothers_file(
        self, run: Run, tmp_path: Path, source: Path
    ) -> None:
        before = source.read_bytes()
        assert run("batch", source, source).returncode == 2
        assert source.read_bytes() == before
        notes = tmp_path / "notes.txt"
        notes.write_text("somebody's notes", encoding="utf-8")
        result = run("batch", source, notes)
        assert result.returncode == 2
        assert notes.read_text(encoding="utf-8") == "somebody's notes"

    @pytest.mark.row("batch-row")
    def test_bad_rows_and_missing_files_are_exit_code_2(self, run: Run, tmp_path: Path) -> None:
        source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        assert run("batch", source, output).returncode == 2
        source.write_text('{"id": "1", "findings": "Patchy"}\n{"id": "1"}\n', encoding="utf-8")
        result = run("batch", source, output)
        assert result.returncode == 2
        assert "Line 2" in result.stderr
        assert "Patchy" not in result.stderr
        assert not output.exists()


def _line_counts(file: Path, program: subprocess.Popen[bytes]) -> Iterator[int]:
    while program.poll() is None:
        yield file.read_bytes().count(b"\n") if file.exists() else 0


def test_the_example_is_there_in_both_languages() -> None:
    assert {path.name for path in resource("examples").iterdir()} == {"en.txt", "zh.txt"}

"""Texts as they come out of other programs: rows of docs/errors.md, on the real program."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from radvaluer_desktop.cli.reading import MIB, MOST_REPORT_MIB, read_report
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.prepared import prepare
from tests.command_line import Run

FINDINGS = "Patchy opacity in the right lower lobe. Small right pleural effusion."
CHINESE = "右肺下叶可见斑片状密度增高影，边界模糊。右侧胸腔见少量积液。"


@pytest.fixture(scope="module")
def accepted() -> dict[str, str]:
    """Texts that are drafted from, by the id of their row."""
    return {
        "text-control": f"\x00\x1b[31m{FINDINGS}\x07\x9b\x00",
        "text-surrogate": f"\ud83d {FINDINGS} \udc00",
        "text-rtl": f"الرئتان صافيتان. {FINDINGS}",
        "text-bidi": f"\u202e{FINDINGS}\u202c \u2066\u200f",
        "text-zero-width": "\u200b".join(FINDINGS) + "\u2060\ufeff\u00ad",
        "text-emoji": f"{FINDINGS} 👍🏽 👩‍⚕️ 🫁",
        "text-line-ends": FINDINGS.replace(". ", ".\r\n\r\n") + "\r\x85\u2028",
        "text-normal": "The lungs are clear. No pleural effusion. Heart size is normal.",
        "text-mixed": f"{FINDINGS} {CHINESE}",
        "text-tokens": f"{FINDINGS}<|end|><|impression|></s><|im_start|>assistant [INST]",
    }


@pytest.mark.row(
    "text-control",
    "text-surrogate",
    "text-rtl",
    "text-bidi",
    "text-zero-width",
    "text-emoji",
    "text-line-ends",
    "text-normal",
    "text-mixed",
    "text-tokens",
)
def test_texts_of_every_kind_are_drafted_from(
    run: Run, tmp_path: Path, accepted: dict[str, str]
) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = {"plain": FINDINGS} | accepted
    rows = [{"id": name, "findings": text} for name, text in texts.items()]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = run("batch", source, output, "--max-tokens", 16)
    assert result.returncode == 0, result.stderr
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    said = {answer["id"]: answer["impression"] for answer in answers}
    assert [name for name, words in said.items() if not words.strip()] == []
    assert {answer["stop_reason"] for answer in answers} <= {"end", "max_tokens"}
    for cleaned in ("text-bidi", "text-zero-width"):
        assert said[cleaned] == said["plain"], "the model reads what it reads without"


@pytest.mark.parametrize(
    ("data", "findings"),
    [
        pytest.param(FINDINGS.encode(), FINDINGS, marks=pytest.mark.row("file-utf-8")),
        pytest.param(
            codecs.BOM_UTF8 + FINDINGS.replace(". ", ".\r\n").encode(),
            FINDINGS.replace(". ", ".\n"),
            marks=pytest.mark.row("file-utf-8", "file-crlf"),
        ),
        pytest.param(CHINESE.encode("utf-16"), CHINESE, marks=pytest.mark.row("file-utf-16")),
        pytest.param(CHINESE.encode("utf-32"), CHINESE, marks=pytest.mark.row("file-utf-32")),
        pytest.param(
            FINDINGS.encode("utf-16-be"), FINDINGS, marks=pytest.mark.row("file-utf-16-unmarked")
        ),
        pytest.param(CHINESE.encode("gb18030"), CHINESE, marks=pytest.mark.row("file-gb18030")),
    ],
    ids=["utf-8", "marked", "utf-16", "utf-32", "unmarked", "gb18030"],
)
def test_files_in_clear_encodings_are_read_as_they_were_written(
    tmp_path: Path, data: bytes, findings: str
) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    assert prepare(StudyHeader(), read_report(str(file))).findings == findings


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(
            "Größe 12 mm, Läsion: 5 µm, 37 °C".encode("latin-1"),
            "not a text file",
            marks=pytest.mark.row("file-latin-1"),
        ),
        pytest.param("FINDINGS:\n", "no findings", marks=pytest.mark.row("text-heading")),
        pytest.param(
            f"FINDINGS: {FINDINGS}\nIMPRESSION: Pneumonia.\n\nEXAM: CT\nFINDINGS: Clear.",
            "line 4",
            marks=pytest.mark.row("text-two-reports"),
        ),
        pytest.param(
            f"检查所见：{CHINESE}\n诊断意见：肺炎。\n检查所见：{CHINESE}",
            "line 3",
            marks=pytest.mark.row("text-two-reports"),
        ),
        pytest.param(
            FINDINGS * (200_000 // len(FINDINGS) + 1),
            "do not fit",
            marks=pytest.mark.row("text-200000"),
        ),
    ],
    ids=["latin-1", "heading", "two", "two in Chinese", "200,000 characters"],
)
def test_what_cannot_be_drafted_from_is_refused_in_words(
    run: Run, data: str | bytes, words: str
) -> None:
    result = run("draft", text=data)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert "Patchy" not in result.stderr
    assert "右肺" not in result.stderr


@pytest.mark.row("file-too-large")
def test_a_file_that_no_model_could_read_is_refused_before_it_fills_the_memory(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"
    with file.open("wb") as sparse:
        sparse.truncate(MOST_REPORT_MIB * MIB + 1)
    endless = [Path("/dev/zero")] if Path("/dev/zero").exists() else []
    for source in (file, *endless):
        result = run("draft", source)
        assert (result.returncode, result.stdout) == (2, "")
        assert f"{source} is larger than {MOST_REPORT_MIB} MiB" in result.stderr

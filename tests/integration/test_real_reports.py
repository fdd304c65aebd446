"""Real reports, where this machine has some: ``RADVALUER_REPORTS`` names their folder."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_FOLDER = os.environ.get("RADVALUER_REPORTS", "")
_EVERY = 60


@pytest.mark.skipif(not _FOLDER, reason="RADVALUER_REPORTS names no folder")
def test_real_reports_are_answered_and_none_is_empty(tmp_path: Path) -> None:
    with (Path(_FOLDER) / "openi_train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::_EVERY]
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps({"id": row["id"], "findings": row["findings"]}) for row in rows]
    source.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "radvaluer_desktop", "--basedir", str(tmp_path / "base")]
    subprocess.run([*command, "batch", str(source), str(output)], check=True, capture_output=True)
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [row["id"] for row in rows]
    # Only ids are shown where this fails: the texts are real.
    assert [answer["id"] for answer in answers if not answer["impression"].strip()] == []
    ends = {answer["stop_reason"] for answer in answers}
    assert ends <= {"end", "max_tokens"}

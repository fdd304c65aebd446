"""The real program, run as a person or a script runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "radvaluer_desktop", "--basedir"]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a base folder of its own; a defect of ours fails whatever else is tested."""

    def command(*arguments: object, text: str | bytes = "") -> subprocess.CompletedProcess[str]:
        if arguments[:1] in (("draft",), ("batch",), ("evaluate",)):
            _one_draft_each(tmp_path / "base" / "config" / "settings.toml")
        data = text.encode("utf-8") if isinstance(text, str) else text
        result = subprocess.run(
            [*PROGRAM, str(tmp_path / "base"), *map(str, arguments)],
            input=data,
            capture_output=True,
            timeout=60,
            check=False,
        )
        out, err = result.stdout.decode("utf-8"), result.stderr.decode("utf-8")
        assert "Traceback" not in err
        assert "internal error" not in err
        return subprocess.CompletedProcess(result.args, result.returncode, out, err)

    return command


def _one_draft_each(settings: Path) -> None:
    """Start no checker for each command, which takes two seconds; other tests choose of several."""
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("candidates = 1\n", encoding="utf-8")

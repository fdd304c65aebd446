"""The real program, run as a person or a script runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from radvaluer_desktop.cli.root import radvaluer

PROGRAM = [sys.executable, "-m", "radvaluer_desktop", "--basedir"]

Run = Callable[..., subprocess.CompletedProcess[str]]


def run_in(base: Path) -> Run:
    """Return what runs a command in the base folder; a defect of ours fails whatever is tested."""

    def command(*arguments: object, text: str | bytes = "") -> subprocess.CompletedProcess[str]:
        if arguments[:1] in (("draft",), ("batch",), ("evaluate",)):
            _one_draft_each(base / "config" / "settings.toml")
        result = subprocess.run(
            [*PROGRAM, str(base), *map(str, arguments)],
            input=_bytes(text),
            capture_output=True,
            timeout=60,
            check=False,
        )
        out, err = result.stdout.decode("utf-8"), result.stderr.decode("utf-8")
        return _checked(result.args, result.returncode, out, err)

    return command


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a base folder of its own."""
    return run_in(tmp_path / "base")


@pytest.fixture
def run_inside(tmp_path: Path) -> Run:
    """As ``run``, but in the tests' own process: where only what is said is looked at."""

    def command(*arguments: object, text: str | bytes = "") -> subprocess.CompletedProcess[str]:
        line = ["--basedir", str(tmp_path / "base"), *map(str, arguments)]
        result = CliRunner().invoke(radvaluer, line, input=_bytes(text))
        assert isinstance(result.exception, SystemExit | None)
        return _checked(line, result.exit_code, result.stdout, result.stderr)

    return command


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text


def _checked(line: Any, code: int, out: str, err: str) -> subprocess.CompletedProcess[str]:
    assert "Traceback" not in err
    assert "internal error" not in err
    return subprocess.CompletedProcess(line, code, out, err)


def _one_draft_each(settings: Path) -> None:
    """Start no checker for each command, which takes two seconds; other tests choose of several."""
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("candidates = 1\n", encoding="utf-8")

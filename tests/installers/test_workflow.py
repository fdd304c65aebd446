"""The workflow for hosted runners calls commands of this repository, and pinned actions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from freeze.check import NEEDED

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")
OUR_COMMAND = re.compile(
    r"make (?P<target>\w+)|(python )?(?P<script>installers/\w+\.(py|sh)) (?P<step>\w+)"
)


def _jobs() -> dict[str, dict[str, Any]]:
    (file,) = FILES
    workflow = yaml.safe_load(file.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    jobs: dict[str, dict[str, Any]] = workflow["jobs"]
    return jobs


def _steps(key: str) -> list[str]:
    return [step[key] for job in _jobs().values() for step in job["steps"] if key in step]


def test_every_run_is_a_command_of_this_repository() -> None:
    commands = _steps("run")
    assert {"make test", "python installers/build.py all"} <= set(commands)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in commands:
        found = OUR_COMMAND.fullmatch(command)
        assert found, command
        if target := found["target"]:
            assert f"\n{target}:" in makefile
        else:
            script = (ROOT / found["script"]).read_text("utf-8")
            assert re.search(rf'["| ]{found["step"]}["|)]', script)


def test_the_runner_of_linux_gets_what_the_check_of_the_window_needs() -> None:
    commands = [step["run"] for step in _jobs()["packages"]["steps"] if "run" in step]
    assert commands == ["installers/setup.sh test", "python installers/build.py all"]
    text = (ROOT / "installers" / "setup.sh").read_text("utf-8")
    lines = text.partition("test_commands='")[2].partition("'")[0].splitlines()
    installed = {line.split()[0] for line in lines} | {"dbus-run-session"}  # with dbus-daemon
    assert set(NEEDED) <= installed


def test_every_action_is_pinned_to_a_commit() -> None:
    actions = _steps("uses")
    assert len(actions) >= 4
    assert [action for action in actions if not PINNED.fullmatch(action)] == []


def test_the_three_systems_build() -> None:
    runners = _jobs()["packages"]["strategy"]["matrix"]["runner"]
    assert {runner.partition("-")[0] for runner in runners} == {"ubuntu", "windows", "macos"}
    assert not any(runner.endswith("latest") for runner in runners)


def test_no_host_and_no_secret_is_named() -> None:
    (file,) = FILES
    text = file.read_text("utf-8")
    assert "://" not in text
    assert "secrets." not in text

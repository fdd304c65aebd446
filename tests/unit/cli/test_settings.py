"""``radvaluer settings``, and what a wrong source of settings does to every command."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from radvaluer_desktop.cli.root import radvaluer
from radvaluer_desktop.settings import SETTINGS, policy

if sys.platform == "win32":
    ME = 0
else:
    ME = os.getuid()
Ask = Callable[..., Result]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the policy file of POSIX systems")


@pytest.fixture
def policy_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A policy that is believed as /etc/radvaluer/policy.toml is, although it lies elsewhere."""
    file = tmp_path / "machine" / "policy.toml"
    file.parent.mkdir(mode=0o755)
    sources = (policy.toml_policy(file, ME),)
    monkeypatch.setattr("radvaluer_desktop.cli.settings.machine_policy", lambda: sources)
    monkeypatch.setattr("radvaluer_desktop.app.machine_policy", lambda: sources)
    return file


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    file = tmp_path / "base" / "config" / "settings.toml"
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def ask(tmp_path: Path, policy_file: Path) -> Ask:
    del policy_file

    def run(*arguments: str) -> Result:
        command = ["--basedir", str(tmp_path / "base"), *arguments]
        return CliRunner().invoke(radvaluer, command, input="Lungs are clear.")

    return run


def test_show_says_where_each_value_comes_from(
    ask: Ask, user_file: Path, policy_file: Path
) -> None:
    user_file.write_text("threads = 1\n")
    policy_file.write_text("gpu_layers = 0\n")
    shown = ask("settings", "show", "--json").stdout.splitlines()
    rows = {row["setting"]: row for row in map(json.loads, shown)}
    assert set(rows) == set(SETTINGS)
    assert (rows["threads"]["layer"], rows["threads"]["source"]) == ("user", str(user_file))
    assert (rows["gpu_layers"]["value"], rows["gpu_layers"]["layer"]) == (0, "policy")
    assert rows["gpu_layers"]["source"] == str(policy_file)
    assert rows["model"]["layer"] == "default"
    assert f"policy {policy_file}" in ask("settings", "show").stdout


def test_set_get_and_unset(ask: Ask, user_file: Path) -> None:
    assert ask("settings", "set", "gpu_layers", "-1").exit_code == 0
    assert ask("settings", "set", "station", "CT 1").exit_code == 0
    assert user_file.read_text() == 'gpu_layers = -1\nstation = "CT 1"\n'
    assert ask("settings", "get", "station").stdout == "CT 1\n"
    assert ask("settings", "unset", "station").exit_code == 0
    assert ask("settings", "get", "station").stdout == "\n"
    wrong = ask("settings", "get", "stattion")
    assert wrong.exit_code == 2
    assert "There is no setting 'stattion'" in wrong.stderr


@pytest.mark.row("settings-unknown")
def test_an_unknown_name_is_named(ask: Ask, user_file: Path) -> None:
    user_file.write_text("modell = 'a'\n")
    for command in (("settings", "show"), ("draft",)):
        done = ask(*command)
        assert done.exit_code == 0
        assert "names settings that this version does not have: 'modell'" in done.stderr
    assert "names settings that this version does not have: 'modell'" in ask("doctor").stdout


@pytest.mark.row("settings-value")
def test_a_value_out_of_bounds(ask: Ask, user_file: Path) -> None:
    refused = ask("settings", "set", "threads", "2000")
    assert refused.exit_code == 2
    assert "'threads' was not changed: it takes 0 to 1024. Give it" in refused.stderr
    assert not user_file.exists()
    user_file.write_text("threads = 2000\n")
    for command in (("settings", "show"), ("draft",)):
        done = ask(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "'threads' must be a whole number from 0 to 1024" in done.stderr


@pytest.mark.row("settings-value")
@pytest.mark.parametrize("value", ["--5", "many", "", "1.5", "9" * 5000])
def test_what_is_no_number(ask: Ask, user_file: Path, value: str) -> None:
    refused = ask("settings", "set", "threads", value)
    assert refused.exit_code == 2
    assert "'threads' was not changed: it takes 0 to 1024. Give it" in refused.stderr
    assert not user_file.exists()


@pytest.mark.row("settings-broken")
@pytest.mark.parametrize("data", [b"threads = ", b"model = '\xff'"])
def test_a_broken_file(ask: Ask, user_file: Path, data: bytes) -> None:
    user_file.write_bytes(data)
    for command in (("draft",), ("settings", "set", "threads", "1")):
        done = ask(*command)
        assert done.exit_code == 2
        assert str(user_file) in done.stderr
    assert user_file.read_bytes() == data


@pytest.mark.row("settings-broken")
def test_a_pipe_is_not_waited_for(ask: Ask, user_file: Path) -> None:
    if sys.platform != "win32":  # says it to mypy, as the mark does to pytest
        os.mkfifo(user_file)
    for command in (("draft",), ("settings", "set", "threads", "1")):
        done = ask(*command)
        assert done.exit_code == 2
        assert "cannot be read (it is no regular file)" in done.stderr
    assert user_file.is_fifo()


@pytest.mark.row("settings-locked")
def test_what_the_policy_decides_cannot_be_set(
    ask: Ask, user_file: Path, policy_file: Path
) -> None:
    policy_file.write_text("threads = 1\n")
    done = ask("settings", "set", "threads", "2")
    assert done.exit_code == 2
    assert f"is decided by the policy {policy_file} and was not changed" in done.stderr
    assert not user_file.exists()


@pytest.mark.row("policy-broken")
def test_a_broken_policy_stops_everything(ask: Ask, policy_file: Path) -> None:
    policy_file.write_text("threads = ")
    done = ask("draft")
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(policy_file) in done.stderr


@pytest.mark.row("policy-unsafe")
def test_a_policy_that_others_can_write(ask: Ask, policy_file: Path) -> None:
    policy_file.write_text("threads = 1\n")
    policy_file.chmod(0o666)
    done = ask("draft")
    assert done.exit_code == 2
    assert "is not believed" in done.stderr

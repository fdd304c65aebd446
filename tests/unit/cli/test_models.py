"""``radvaluer models``: what programs read of it, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from click.testing import CliRunner, Result

from radvaluer_desktop.cli.root import radvaluer

Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def run(*arguments: object) -> Result:
        base = ["--basedir", str(tmp_path / "base"), "models"]
        return CliRunner().invoke(radvaluer, [*base, *map(str, arguments)])

    return run


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_list_holds_what_is_there_and_what_can_be_had(ask: Ask) -> None:
    demo, *others = rows(ask("list", "--json"))
    assert (demo["id"], demo["in_use"], demo["whose"]) == ("chatradio-demo", True, "embedded")
    assert others
    assert all(each["can_be_pulled"] and not each["installed"] for each in others)
    assert {each["validated"]["en"] for each in others} == {"not verified by this project"}
    assert ask("list").stdout.splitlines()[1].startswith("* chatradio-demo")


def test_info_of_a_model_that_is_there_and_of_one_that_is_not(ask: Ask) -> None:
    (demo,) = rows(ask("info", "chatradio-demo", "--json"))
    assert demo["header"]["architecture"] == "llama"
    assert demo["bytes_needed"] < demo["bytes_free"]
    assert demo["machine"]["backends"]
    (other,) = rows(ask("info", "qwen2.5-0.5b-instruct-q4_k_m", "--json"))
    assert (other["installed"], other["header"], other["bytes_needed"]) == (None, None, None)
    assert "none: give it with --sha256" in ask("info", "qwen2.5-0.5b-instruct-q4_k_m").stdout
    assert ask("info", "nobody").exit_code == 2


def test_each_suggestion_has_its_reason(ask: Ask) -> None:
    for each in rows(ask("suggest", "--json")):
        assert each["reason"]
        assert each["suits"] == (each["fit"] in ("gpu", "cpu"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("verify", "nobody"), 3),
        (("use", "nobody"), 3),
        (("remove", "nobody", "--yes"), 3),
        (("remove", "chatradio-demo", "--yes"), 3),
        (("import", "/nowhere/m.gguf"), 3),
        (("import", "/nowhere/m.gguf", "--id", "../m"), 2),
        (("pull", "nobody"), 2),
        (("pull", "chatradio-demo"), 2),
    ],
)
def test_exit_codes(ask: Ask, arguments: tuple[str, ...], code: int) -> None:
    result = ask(*arguments)
    assert result.exit_code == code
    assert result.output.startswith("radvaluer: ")
    assert len(result.output.splitlines()) == 1


def test_a_licence_without_a_terminal_is_not_agreed_to(ask: Ask) -> None:
    result = ask("pull", "qwen2.5-3b-instruct-q4_k_m", "--sha256", "0" * 64)
    assert result.exit_code == 2
    assert "which was not agreed to" in result.output


def test_the_demonstration_is_verified_and_used(ask: Ask, tmp_path: Path) -> None:
    assert "the file that was verified" in ask("verify", "chatradio-demo").stdout
    assert ask("use", "chatradio-demo").exit_code == 0
    settings = tmp_path / "base" / "config" / "settings.toml"
    assert settings.read_text("utf-8").strip() == 'model = "chatradio-demo"'


def with_template(path: Path, template: str) -> Path:
    """Write a file that says to be a model, with a chat template of its own."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_chat_template(template)
    writer.add_tensor("w", np.zeros(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.mark.row("template-malicious")
def test_a_template_that_misbehaves_is_refused_where_the_file_comes_in(
    ask: Ask, tmp_path: Path
) -> None:
    bad = with_template(tmp_path / "bad.gguf", "{{ 'a' * 10**6 }}")
    result = ask("import", bad)
    assert result.exit_code == 3
    assert "its own chat template was tried, and it writes too much" in result.output
    folder = tmp_path / "base" / "data" / "models"
    assert not list(folder.glob("bad*"))
    folder.mkdir(parents=True, exist_ok=True)
    with_template(folder / "worse.gguf", "{{ ''.__class__.__mro__ }}")
    assert ask("verify", "worse").exit_code == 3
    assert ask("use", "worse").exit_code == 3
    assert rows(ask("list", "--json"))[0]["id"] == "worse"  # it stays, for whoever put it there


def test_what_is_used_of_a_template_is_recorded(ask: Ask, tmp_path: Path) -> None:
    each = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}<|assistant|>"
    assert ask("import", with_template(tmp_path / "good.gguf", each)).exit_code == 0
    (record,) = (each["record"] for each in rows(ask("list", "--json")) if each["id"] == "good")
    (kept,) = (tmp_path / "base").rglob("frames/*.json")
    assert record["frame"] == json.loads(kept.read_text("utf-8"))["digest"]
    assert "frame of its chat template" in ask("verify", "good").output

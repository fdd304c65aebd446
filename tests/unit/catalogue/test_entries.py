"""The catalogue is read whole or refused by name; no name in it leads anywhere else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.entries import (
    CatalogueUnusable,
    NotInCatalogue,
    entry_named,
    is_model_id,
    read_catalogue,
)

SOUND = """[[model]]
id = "m"
name = "M"
languages = ["en"]
licence = "MIT"
purpose = {en = "t", zh = "t"}
validated = {en = "no", zh = "no"}
parameters = 1
quantisation = "F32"
context = 8
memory_mib = 1
prompt = "plain"
minimum_version = "0.1"
repository = "org/models"
revision = "main"
file = "q4/m.gguf"
"""


def read(tmp_path: Path, text: str | bytes) -> str:
    """What is said of a catalogue."""
    file = tmp_path / "site.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CatalogueUnusable) as caught:
        read_catalogue([file])
    assert str(file) in str(caught.value)
    return str(caught.value)


def test_ours_says_of_each_model_what_was_verified() -> None:
    entries = read_catalogue([resource("catalogue.toml")])
    (embedded,) = [entry for entry in entries if entry.embedded]
    bundled = resource("models") / "chatradio-demo.gguf"
    assert embedded.sha256 == hashlib.sha256(bundled.read_bytes()).hexdigest()
    assert embedded.bytes == bundled.stat().st_size
    for entry in entries:
        if not entry.embedded:
            assert entry.can_be_pulled
            assert entry.sha256 == ""
            assert entry.validated["en"] == "not verified by this project"
    assert all(prompt.stem for prompt in resource("prompts").glob("*.toml"))
    known = {prompt.stem for prompt in resource("prompts").glob("*.toml")} | {"own"}
    assert {entry.prompt for entry in entries} <= known


def test_a_site_has_its_own_and_may_replace_ours(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SOUND + SOUND.replace('"m"', '"chatradio-demo"'), encoding="utf-8")
    entries = read_catalogue([resource("catalogue.toml"), site])
    assert entry_named(entries, "m").source == str(site)
    assert entry_named(entries, "chatradio-demo").name == "M"
    with pytest.raises(NotInCatalogue, match="chatradio-demo"):
        entry_named(entries, "nobody")


@pytest.mark.row("catalogue-broken")
@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ('id = "m"', 'id = "../m"', "'id' is not what it must be"),
        ('id = "m"', 'id = "con"', "'id' is not what it must be"),
        ('id = "m"', "", "it has no 'id'"),
        ('id = "m"', "id = 3", "'id' is not of the kind"),
        ('file = "q4/m.gguf"', 'file = "../../m.gguf"', "'file' is not what it must be"),
        ('file = "q4/m.gguf"', 'file = "/m.gguf"', "'file' is not what it must be"),
        ('file = "q4/m.gguf"', r'file = "a\\..\\m.gguf"', "'file' is not what it must be"),
        ('file = "q4/m.gguf"', 'file = "m.exe"', "'file' is not what it must be"),
        ('"org/models"', '"https://evil/x"', "'repository' is not what it must be"),
        ('"org/models"', '"../models"', "'repository' is not what it must be"),
        ('revision = "main"', 'revision = "../.."', "'revision' is not what it must be"),
        ("context = 8", "context = -8", "'context' is not of the kind"),
        ("context = 8", "context = true", "'context' is not of the kind"),
        ('{en = "t", zh = "t"}', '{en = "t"}', "'purpose' is not of the kind"),
        ('name = "M"', 'name = "M\\u001b[31m"', "'name' is not of the kind"),
        ('name = "M"', 'name = "M"\nsha256 = "ABC"', "'sha256' is not what it must be"),
        ('name = "M"', 'name = "M"\nprice = 3', "there is no field 'price'"),
        ("[[model]]", "model = 3\n[x]", "entry 1: it is no table"),
    ],
)
def test_what_is_wrong_in_an_entry_is_named(
    tmp_path: Path, was: str, becomes: str, words: str
) -> None:
    assert was in SOUND
    assert words in read(tmp_path, SOUND.replace(was, becomes))


def test_what_is_no_catalogue(tmp_path: Path) -> None:
    assert "it is no TOML" in read(tmp_path, "[[model")
    assert "it is no TOML" in read(tmp_path, b"\xff\xfe")
    assert "larger than 4 MiB" in read(tmp_path, bytes(5 << 20))
    assert "its id stands there twice" in read(tmp_path, SOUND + SOUND)
    with pytest.raises(CatalogueUnusable, match="No such file"):
        read_catalogue([tmp_path / "nothing.toml"])


@pytest.mark.parametrize("name", ["m", "Meta-Llama-3.1-8B_Q4.K", "7b"])
def test_names_that_can_be_files_everywhere(name: str) -> None:
    assert is_model_id(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".m", "a/b", "a\\b", "a:b", "nul", "COM1.x", "m.", "m.gguf", "模型", "m\n"],
)
def test_names_that_cannot(name: str) -> None:
    assert not is_model_id(name)

"""Settings: read as declared, refused where they are not, written without touching the rest."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from radvaluer_desktop.settings import Settings, SettingsInvalid, load_settings, save_setting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_no_file_means_the_defaults(file: Path) -> None:
    assert load_settings(file) == Settings()
    assert not file.parent.exists()


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.metadata["text"] for setting in fields(Settings))


def test_what_was_saved_is_read(file: Path) -> None:
    save_setting(file, "model", "肺部.gguf")
    save_setting(file, "threads", 3)
    assert load_settings(file) == Settings(model="肺部.gguf", threads=3)
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "before", ["# ours\n", "# ours\nthreads = 2 # two\n", "\n# ours\n\nmodel = 'a'\n"]
)
def test_saving_keeps_the_other_lines_and_comments(file: Path, before: str) -> None:
    write(file, before)
    save_setting(file, "interface_language", "zh")
    after = file.read_text(encoding="utf-8")
    assert set(before.splitlines()) <= set(after.splitlines())
    assert load_settings(file).interface_language == "zh"


def test_an_unknown_name_is_not_saved(file: Path) -> None:
    with pytest.raises(KeyError):
        save_setting(file, "modell", "a")
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("modell = 'a'", "'modell'"),
        ("threads = '3'", "'threads' must be int"),
        ("threads = true", "'threads' must be int"),
        ("threads = 1.5", "'threads' must be int"),
        ("model = 3", "'model' must be str"),
        ("[model]\na = 1", "'model' must be str"),
        ("model = ", "TOMLDecodeError"),
    ],
)
def test_a_mistake_is_named(file: Path, text: str, named: str) -> None:
    write(file, text)
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(file)
    assert named in str(caught.value)
    assert str(file) in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_folder_or_other_bytes_in_its_place_are_named(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(SettingsInvalid):
        load_settings(file)
    file.rmdir()
    file.write_bytes(b"model = '\xff\xfe'")
    with pytest.raises(SettingsInvalid, match="UnicodeDecodeError"):
        load_settings(file)


def test_station_and_radiologist_are_never_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    named = Settings(station="CT-1", radiologist="r7")
    assert (named.station_id, named.radiologist_id) == ("CT-1", "r7")
    assert Settings().station_id

    def no_such_user() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", no_such_user)
    assert Settings().radiologist_id == "unknown"

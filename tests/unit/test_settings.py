"""Settings: three layers, checked as declared; a file is changed without touching the rest."""

from __future__ import annotations

import os
import plistlib
import sys
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import pytest

from radvaluer_desktop.paths import BUNDLE_ID
from radvaluer_desktop.settings import (
    SETTINGS,
    Settings,
    SettingsInvalid,
    read_configuration,
    remove_setting,
    save_setting,
)
from radvaluer_desktop.settings.failures import NoSuchSetting, PolicyNotBelieved, SettingLocked
from radvaluer_desktop.settings.layers import Layer
from radvaluer_desktop.settings.managed import macos_policy
from radvaluer_desktop.settings.policy import PolicySource, toml_policy
from radvaluer_desktop.settings.registry import POLICY_KEY, windows_policy

ME = os.getuid() if hasattr(os, "getuid") else 0
NO_POLICY: tuple[PolicySource, ...] = ()
posix = pytest.mark.skipif(os.name == "nt", reason="owners and permission bits")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


@pytest.fixture
def believed(tmp_path: Path) -> Path:
    """A folder that only we can write, under folders of ours or root's."""
    folder = tmp_path / "machine"
    folder.mkdir(mode=0o755)
    return folder


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def settings_of(file: Path) -> Settings:
    return read_configuration(file, NO_POLICY).settings


def policy_of(**values: object) -> tuple[PolicySource, ...]:
    return (PolicySource("the policy", lambda: values),)


class TestUserFile:
    def test_no_file_means_the_defaults(self, file: Path) -> None:
        assert settings_of(file) == Settings()
        assert not file.parent.exists()

    def test_what_was_saved_is_read(self, file: Path) -> None:
        save_setting(file, "model", "肺部.gguf", NO_POLICY)
        save_setting(file, "threads", 3, NO_POLICY)
        assert settings_of(file) == Settings(model="肺部.gguf", threads=3)
        assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]
        remove_setting(file, "threads", NO_POLICY)
        assert settings_of(file) == Settings(model="肺部.gguf")

    @pytest.mark.parametrize(
        "before", ["# ours\n", "# ours\nthreads = 2 # two\n", "\n# ours\n\nmodel = 'a'\n"]
    )
    def test_saving_keeps_the_other_lines_and_comments(self, file: Path, before: str) -> None:
        write(file, before)
        save_setting(file, "interface_language", "zh", NO_POLICY)
        after = file.read_text(encoding="utf-8")
        assert set(before.splitlines()) <= set(after.splitlines())
        assert settings_of(file).interface_language == "zh"

    def test_an_unknown_name_is_not_saved(self, file: Path) -> None:
        with pytest.raises(NoSuchSetting):
            save_setting(file, "modell", "a", NO_POLICY)
        assert not file.exists()

    @pytest.mark.parametrize(
        "text", ["model = ", "a = 1\na = 2", "a = " + "[" * 5000, "a = " + "9" * 5000]
    )
    def test_a_broken_file_is_left_as_it_is(self, file: Path, text: str) -> None:
        write(file, text)
        with pytest.raises(SettingsInvalid):
            save_setting(file, "threads", 1, NO_POLICY)
        assert file.read_text(encoding="utf-8") == text

    def test_a_name_that_nothing_here_has_is_named_and_can_be_removed(self, file: Path) -> None:
        write(file, "modell = 'a'\nthreads = 2\n")
        read = read_configuration(file, NO_POLICY)
        assert read.settings == Settings(threads=2)
        assert "'modell'" in str(read.unknown[0])
        remove_setting(file, "modell", NO_POLICY)
        assert read_configuration(file, NO_POLICY).unknown == ()

    @pytest.mark.parametrize(
        ("text", "named"),
        [
            ("threads = '3'", "'threads' must be a whole number from 0 to 1024"),
            ("threads = true", "'threads' must be a whole number"),
            ("threads = 1.5", "'threads' must be a whole number"),
            ("threads = 1025", "'threads' must be a whole number"),
            ("threads = -1", "'threads' must be a whole number"),
            ("model = 3", "'model' must be text"),
            ("model = ''", "'model' must be text of 1 to"),
            ('station = "a\\nb"', "'station' must be text"),
            ("interface_language = 'fr'", "must be one of these: auto, en, zh"),
            ("[model]\na = 1", "'model' must be text"),
            ("model = ", "do not have the form"),
        ],
    )
    def test_a_mistake_is_named(self, file: Path, text: str, named: str) -> None:
        write(file, text)
        with pytest.raises(SettingsInvalid) as caught:
            settings_of(file)
        assert named in str(caught.value)
        assert str(file) in str(caught.value)
        assert caught.value.exit_code == 2

    def test_a_folder_or_other_bytes_in_its_place_are_named(self, file: Path) -> None:
        file.mkdir(parents=True)
        with pytest.raises(SettingsInvalid):
            settings_of(file)
        file.rmdir()
        file.write_bytes(b"model = '\xff\xfe'")
        with pytest.raises(SettingsInvalid, match="not text in UTF-8"):
            settings_of(file)

    def test_a_link_stays_a_link(self, file: Path, tmp_path: Path) -> None:
        write(file, "threads = 1\n")
        link = tmp_path / "link.toml"
        link.symlink_to(file)
        save_setting(link, "threads", 2, NO_POLICY)
        assert link.is_symlink()
        assert settings_of(file).threads == 2


class TestPolicy:
    def test_a_policy_goes_before_the_user_and_says_so(self, file: Path) -> None:
        write(file, "threads = 2\ngpu_layers = 0\n")
        read = read_configuration(file, policy_of(threads=4))
        assert (read.settings.threads, read.settings.gpu_layers) == (4, 0)
        layers = {name: choice.layer for name, choice in read.choices.items()}
        expected = dict.fromkeys(SETTINGS, Layer.DEFAULT)
        assert layers == {**expected, "threads": Layer.POLICY, "gpu_layers": Layer.USER}
        assert read.is_locked("threads")
        assert not read.is_locked("gpu_layers")

    def test_of_two_policies_the_first_holds(self, file: Path) -> None:
        policy = policy_of(threads=4) + policy_of(threads=8, gpu_layers=0)
        values = read_configuration(file, policy).settings
        assert (values.threads, values.gpu_layers) == (4, 0)

    def test_what_a_policy_decides_cannot_be_changed(self, file: Path) -> None:
        write(file, "threads = 2\n")
        with pytest.raises(SettingLocked, match="the policy"):
            save_setting(file, "threads", 3, policy_of(threads=4))
        with pytest.raises(SettingLocked, match="the policy"):
            remove_setting(file, "threads", policy_of(threads=4))
        assert file.read_text(encoding="utf-8") == "threads = 2\n"

    def test_a_mistake_in_a_policy_is_named(self, file: Path) -> None:
        with pytest.raises(SettingsInvalid, match="the policy: 'threads'"):
            read_configuration(file, policy_of(threads="many"))

    def test_no_policy_file_decides_nothing(self, tmp_path: Path) -> None:
        assert toml_policy(tmp_path / "none.toml").read() == {}

    @posix
    @pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
    def test_a_policy_that_others_can_write_is_not_believed(
        self, believed: Path, mode: int
    ) -> None:
        policy = believed / "policy.toml"
        policy.write_text("threads = 4\n")
        assert toml_policy(policy, ME).read() == {"threads": 4}
        policy.chmod(mode)
        with pytest.raises(PolicyNotBelieved, match=r"policy\.toml"):
            toml_policy(policy, ME).read()

    @posix
    def test_a_policy_in_a_folder_of_others_is_not_believed(self, believed: Path) -> None:
        (believed / "policy.toml").write_text("threads = 4\n")
        believed.chmod(0o777)
        with pytest.raises(PolicyNotBelieved):
            toml_policy(believed / "policy.toml", ME).read()

    @posix
    def test_a_policy_of_another_user_is_not_believed(self, believed: Path) -> None:
        """Root gives the file away; anybody else owns it and asks as if another were trusted."""
        policy = believed / "policy.toml"
        policy.write_text("threads = 4\n")
        if sys.platform != "win32" and ME == 0:
            os.chown(policy, 65534, 65534)
        with pytest.raises(PolicyNotBelieved):
            toml_policy(policy, ME if ME == 0 else ME + 1).read()

    @posix
    @pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
    def test_managed_preferences_of_macos(
        self, believed: Path, file: Path, form: plistlib.PlistFormat
    ) -> None:
        managed = believed / "Managed Preferences"
        managed.mkdir()
        support = believed / "Application Support" / "radvaluer"
        support.mkdir(parents=True)
        values = {"threads": 4, "PayloadUUID": "x", "model": "肺部"}
        data = plistlib.dumps(values, fmt=form)
        (managed / f"{BUNDLE_ID}.plist").write_bytes(data)
        (support / "policy.toml").write_text("threads = 8\ngpu_layers = 0\n")
        read = read_configuration(file, macos_policy(believed, "somebody", ME))
        assert (read.settings.threads, read.settings.gpu_layers) == (4, 0)
        assert (read.settings.model, read.unknown) == ("肺部", ())

    @posix
    @pytest.mark.parametrize(
        "content", ["<plist", "<plist><key>a</key></plist>", "<plist><date>x</date></plist>", "x"]
    )
    def test_a_broken_property_list_is_named(self, believed: Path, content: str) -> None:
        (believed / "Managed Preferences").mkdir()
        plist = '<?xml version="1.0" encoding="UTF-8"?>' + content
        (believed / "Managed Preferences" / f"{BUNDLE_ID}.plist").write_text(plist, "utf-8")
        with pytest.raises(SettingsInvalid):
            [source.read() for source in macos_policy(believed, "somebody", ME)]

    def test_the_registry_of_windows(self, file: Path, tmp_path: Path) -> None:
        (tmp_path / "radvaluer").mkdir()
        (tmp_path / "radvaluer" / "policy.toml").write_text("threads = 8\nstation = 'CT 1'\n")
        winreg = stand_in_registry(
            {"Threads": (4, 4), "gpu_layers": (2**32 - 1, 4), "model": ("肺部", 1)}, tmp_path
        )
        values = read_configuration(file, windows_policy(winreg)).settings
        assert (values.threads, values.gpu_layers, values.model) == (4, -1, "肺部")
        assert values.station == "CT 1"

    def test_a_value_of_another_kind_in_the_registry_is_named(
        self, file: Path, tmp_path: Path
    ) -> None:
        winreg = stand_in_registry({"threads": (b"4", 3)}, tmp_path)
        with pytest.raises(SettingsInvalid, match="Desktop: 'threads'"):
            read_configuration(file, windows_policy(winreg))


def stand_in_registry(policy: dict[str, tuple[object, int]], data: Path) -> SimpleNamespace:
    """What ``winreg`` offers, over two keys: the policy's and that of the shell's folders."""
    keys = {POLICY_KEY: policy}

    class Key:
        def __init__(self, name: str) -> None:
            folders: dict[str, tuple[object, int]] = {"Common AppData": (str(data), 1)}
            self.rows = list(keys.get(name, folders).items())

        def __enter__(self) -> Key:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    return SimpleNamespace(
        HKEY_LOCAL_MACHINE=0,
        KEY_READ=1,
        KEY_WOW64_64KEY=2,
        REG_SZ=1,
        REG_DWORD=4,
        OpenKey=lambda _root, name, _reserved, _access: Key(name),
        QueryInfoKey=lambda key: (0, len(key.rows), 0),
        EnumValue=lambda key, index: (key.rows[index][0], *key.rows[index][1]),
    )


def test_every_setting_says_what_it_is_for_and_its_default_is_allowed(file: Path) -> None:
    assert set(SETTINGS) == set(asdict(Settings()))
    assert all(setting.text and setting.allowed for setting in SETTINGS.values())
    for name, value in asdict(Settings()).items():
        save_setting(file, name, value, NO_POLICY)
    assert settings_of(file) == Settings()


def test_station_and_radiologist_are_never_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    named = Settings(station="CT-1", radiologist="r7")
    assert (named.station_id, named.radiologist_id) == ("CT-1", "r7")
    assert Settings().station_id

    def no_such_user() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", no_such_user)
    assert Settings().radiologist_id == "unknown"

"""The macOS package as far as it can be looked at here: its lists, and the script's order."""

from __future__ import annotations

import plistlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from macos.bundle import FOLDER, info_plist
from radvaluer_desktop import __version__
from radvaluer_desktop.paths import BUNDLE_ID

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = FOLDER / "dmg.sh"
SECRETS = {
    "RADVALUER_SIGN_IDENTITY": "Developer ID Application: Somebody",
    "RADVALUER_NOTARY_KEY": "/keys/key.p8",
    "RADVALUER_NOTARY_KEY_ID": "KEYID",
    "RADVALUER_NOTARY_ISSUER": "ISSUER",
}
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")


def test_the_bundle_has_the_programs_version_and_icon() -> None:
    plist = info_plist()
    assert plist["CFBundleShortVersionString"] == plist["CFBundleVersion"] == __version__
    assert (ROOT / "resources" / "icons" / plist["CFBundleIconFile"]).is_file()
    assert plist["CFBundlePackageType"] == "APPL"
    assert plist["LSMinimumSystemVersion"] == "13.0"
    assert plist["NSHighResolutionCapable"] is True


def test_every_system_knows_the_program_by_one_id() -> None:
    assert info_plist()["CFBundleIdentifier"] == BUNDLE_ID
    (metainfo,) = (ROOT / "installers" / "linux").glob("*.metainfo.xml")
    assert f"<id>{BUNDLE_ID}</id>" in metainfo.read_text("utf-8")


def test_the_bundle_names_the_windows_languages() -> None:
    translated = {path.stem for path in (ROOT / "resources" / "translations").glob("*.qm")}
    assert translated == {"zh_CN"}
    assert info_plist()["CFBundleLocalizations"] == ["en", "zh-Hans"]


def test_the_bundle_asks_for_no_device_and_keeps_no_pictures() -> None:
    plist = info_plist()
    assert [name for name in plist if name.endswith("UsageDescription")] == []
    assert "NSAppTransportSecurity" not in plist
    assert plist["NSQuitAlwaysKeepsWindows"] is False


def test_the_hardened_runtime_allows_one_thing() -> None:
    allowed = plistlib.loads((FOLDER / "entitlements.plist").read_bytes())
    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


@pytest.fixture
def mac(tmp_path: Path) -> Path:
    """A folder with a bundle, and stand-ins for Apple's commands that write down how they ran."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for name in ("codesign", "hdiutil", "xcrun", "spctl"):
        (commands / name).write_text(f'#!/bin/sh\necho "{name} $*" >>"$LOG"\n', "utf-8")
    answer = 'case "$2" in *.dylib|*/radvaluer*) echo Mach-O;; *) echo text;; esac'
    (commands / "file").write_text(f"#!/bin/sh\n{answer}\n", "utf-8")
    for command in commands.iterdir():
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
    for name in ("MacOS/radvaluer-window", "MacOS/radvaluer", "Frameworks/a.dylib", "Info.plist"):
        path = tmp_path / "Rad Valuer.app" / "Contents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def _packed(mac: Path, **variables: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    log = mac / "log"
    done = subprocess.run(
        [str(SCRIPT), str(mac / "Rad Valuer.app"), str(mac / "out.dmg")],
        env={"PATH": f"{mac / 'bin'}:/usr/bin:/bin", "LOG": str(log), **variables},
        check=False,
        capture_output=True,
        text=True,
    )
    return done, log.read_text("utf-8").splitlines() if log.exists() else []


def _position(calls: list[str], *words: str) -> int:
    (found,) = [n for n, call in enumerate(calls) if all(word in call for word in words)]
    return found


@posix_only
def test_signing_goes_from_the_inside_out_then_packs_then_notarises(mac: Path) -> None:
    done, calls = _packed(mac, **SECRETS)
    assert done.returncode == 0, done.stderr
    library = _position(calls, "--sign", "a.dylib")
    program = _position(calls, "--sign", "--entitlements", "MacOS/radvaluer-window")
    bundle = max(
        n for n, call in enumerate(calls) if "--force" in call and call.endswith("Rad Valuer.app")
    )
    image = _position(calls, "hdiutil create")
    notary = _position(calls, "notarytool submit", "--wait")
    assert library < program < bundle < image < notary < _position(calls, "stapler staple")
    for n in (library, program, bundle):
        assert "--options runtime --timestamp" in calls[n]
    assert "--entitlements" not in calls[library]
    assert not any("Info.plist" in call for call in calls)


@posix_only
def test_without_an_identity_nothing_leaves_the_computer(mac: Path) -> None:
    done, calls = _packed(mac)
    assert done.returncode == 0, done.stderr
    assert "other computers will not open" in done.stdout
    assert not any("xcrun" in call or "--timestamp" in call for call in calls)
    assert all("--sign -" in call for call in calls if "--force" in call)


@posix_only
@pytest.mark.parametrize("missing", list(SECRETS)[:1] + list(SECRETS)[2:])
def test_half_of_the_credentials_is_refused_before_anything_is_signed(
    mac: Path, missing: str
) -> None:
    done, calls = _packed(mac, **{name: SECRETS[name] for name in SECRETS if name != missing})
    assert done.returncode == 1
    assert missing in done.stderr
    assert calls == []


@posix_only
def test_the_script_is_sound() -> None:
    text = SCRIPT.read_text("utf-8")
    assert "@" not in text.replace('"$@"', "")  # no address, no host
    subprocess.run(["bash", "-n", str(SCRIPT)], check=True)

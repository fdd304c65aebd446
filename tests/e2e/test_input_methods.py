"""Chinese typed with a real input method: ibus with libpinyin, real keys, the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, clipboard, set_clipboard, wait_until
from tests.e2e.test_reporting import wait_for_record

_ENGINE = Path("/usr/libexec/ibus-engine-libpinyin")
_SETTINGS = Path("/usr/libexec/ibus-memconf")  # in memory: the tests have no dconf

pytestmark = pytest.mark.skipif(
    not (shutil.which("ibus-daemon") and _ENGINE.exists() and _SETTINGS.exists()),
    reason="needs ibus and ibus-libpinyin",
)


@pytest.fixture
def pinyin(tmp_path: Path, unlocked_keyring: object) -> Iterator[dict[str, str]]:
    """An environment with an ibus daemon that has learned no words yet."""
    # Short names: what a socket is called may have 107 characters.
    homes = {f"XDG_{name}_HOME": str(tmp_path / name[:2]) for name in ("CONFIG", "CACHE")}
    environment = {**os.environ, **homes, "QT_IM_MODULE": "ibus"}
    command = ["ibus-daemon", "--panel", "disable", "--emoji-extension", "disable"]
    with subprocess.Popen(
        [*command, "--config", str(_SETTINGS)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as daemon:
        try:
            wait_until(lambda: _chosen(environment), "libpinyin")
            yield environment
        finally:
            daemon.terminate()


def _chosen(environment: dict[str, str]) -> bool:
    for words in (["libpinyin"], []):
        answer = subprocess.run(
            ["ibus", "engine", *words], env=environment, capture_output=True, check=False
        )
    return answer.stdout.strip() == b"libpinyin"


def write(desktop: Desktop, pinyin: str, word: str) -> None:
    """Write a word once the input method has the keys."""

    def is_written() -> bool:
        set_clipboard("")
        desktop.key("ctrl+a", "Delete")
        desktop.type(f"{pinyin} ")
        desktop.key("ctrl+a", "ctrl+c")
        return clipboard() == word

    wait_until(is_written, word)


@pytest.mark.parametrize("named", ["ibus", "fcitx"])
def test_chinese_is_composed_drafted_and_accepted_with_the_word_that_is_not_given_yet(
    tmp_path: Path, pinyin: dict[str, str], named: str
) -> None:
    basedir = tmp_path / "base"
    with Desktop(basedir, environment={**pinyin, "QT_IM_MODULE": named}) as desktop:
        write(desktop, "feiyan", "肺炎")
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        desktop.key("Tab", "ctrl+End")
        desktop.type("ganyan")  # no space: pinyin goes on composing
        desktop.accept()
        kept = wait_for_record(basedir)
    assert kept["findings"] == "肺炎"
    assert kept["final"] == f"{kept['draft']}肝炎"


def test_a_word_in_the_findings_makes_the_draft_old_and_esc_takes_it_back(
    tmp_path: Path, pinyin: dict[str, str]
) -> None:
    with Desktop(tmp_path / "base", environment=pinyin) as desktop:
        write(desktop, "feiyan", "肺炎")
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        desktop.key("End")
        desktop.type("ganyan")
        desktop.key("Escape")
        assert desktop.copied() == "肺炎"
        assert desktop.title.endswith("draft complete")
        desktop.key("End")
        desktop.type("ganyan")
        desktop.key("F9")
        desktop.wait_for_title("draft out of date")
        assert desktop.copied() == "肺炎肝炎"

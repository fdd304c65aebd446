"""The window over folders that are odd, read-only or full."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from radvaluer_desktop.paths import locations
from tests.e2e.desktop import SOURCE, Desktop, command_line, set_clipboard, wait_until
from tests.restricted import beside, fill, small_disk

FINDINGS = "There is patchy opacity in the right lower lobe. Small right pleural effusion."
ODD = 'with space/it\'s "quoted"/站点 100%?#&mode=ro/' + "x" * 200

_COUNT = """
import sys
from pathlib import Path
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import inspect_store
print(inspect_store(Path(sys.argv[1]), Keyring()).decisions)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are not modes there")


def draft(desktop: Desktop) -> None:
    desktop.type(FINDINGS)
    desktop.key("F5")
    desktop.wait_for_title("draft complete")


def decisions(basedir: Path, *prefix: str) -> int:
    """Count them without a word in the audit trail, for which a full disk has no room."""
    command = [*prefix, sys.executable, "-c", _COUNT, str(locations(basedir).feedback_database)]
    counted = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return 0 if counted == "None\n" else int(counted)


@pytest.mark.row("folder-odd-name")
def test_a_folder_of_any_name_is_worked_in(tmp_path: Path, unlocked_keyring: object) -> None:
    basedir = tmp_path / ODD
    with Desktop(basedir) as desktop:
        draft(desktop)
        desktop.accept()
        wait_until(lambda: decisions(basedir) == 1, "the decision")
        assert command_line(basedir).returncode == 0, "a second start finds the window"
        desktop.key("ctrl+q")
        assert desktop.process.wait(20) == 0


@pytest.mark.row("folder-read-only")
def test_a_read_only_folder_lets_the_window_draft(
    tmp_path: Path, unlocked_keyring: object, unprivileged: list[str]
) -> None:
    basedir = tmp_path / "base"
    basedir.mkdir(mode=0o500)
    with Desktop(basedir, program=[*unprivileged, *SOURCE]) as desktop:
        draft(desktop)
        desktop.accept()
    assert list(basedir.iterdir()) == []


@pytest.mark.row("window-disk-full")
def test_a_full_disk_keeps_the_text_in_the_window_and_the_store_whole(
    tmp_path: Path, unlocked_keyring: object
) -> None:
    basedir = tmp_path / "base"
    with Desktop(basedir, program=[*small_disk("8m", basedir), *SOURCE]) as desktop:
        disk, inside = desktop.process.pid, beside(desktop.process.pid)
        draft(desktop)
        desktop.accept()
        wait_until(lambda: decisions(basedir, *inside) == 1, "the first decision")
        desktop.key("ctrl+n")
        draft(desktop)
        filler = fill(Path(f"/proc/{disk}/root{basedir}"))
        desktop.key("F9", "F9")  # the second where the checks ask for it
        set_clipboard("nothing")
        assert desktop.copied() == FINDINGS  # by now the key has been answered
        desktop.wait_for_title("draft complete")  # and not "accepted"
        assert decisions(basedir, *inside) == 1
        filler.unlink()
        desktop.accept()
        wait_until(lambda: decisions(basedir, *inside) == 2, "the second decision")


@pytest.mark.row("settings-disk-full")
def test_a_full_disk_forgets_a_choice_and_keeps_the_settings(
    tmp_path: Path, no_session_bus: None
) -> None:
    basedir = tmp_path / "base"
    with Desktop(basedir, program=[*small_disk("8m", basedir), *SOURCE]) as desktop:
        disk = Path(f"/proc/{desktop.process.pid}/root{basedir}")
        settings = disk / "config" / "settings.toml"
        settings.parent.mkdir(exist_ok=True)
        settings.write_text('# ours\nstation = "CT-1"\n', encoding="utf-8")
        draft(desktop)
        fill(disk)
        desktop.key("alt+l")
        desktop.key("Down", "Return")
        wait_until(lambda: not desktop.title.endswith("draft complete"), "another language")
        assert settings.read_text(encoding="utf-8") == '# ours\nstation = "CT-1"\n'
        assert desktop.process.poll() is None

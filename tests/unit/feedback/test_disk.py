"""A disk that is full and one that is read-only: small file systems in a namespace of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = 'mount -t tmpfs -o size=512k tmpfs "$1" && shift && "$@"'
_MOUNT = ["unshare", "--mount", "sh", "-c", _SCRIPT]


def _may_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*_MOUNT, "sh", "/mnt", "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not _may_mount(), reason="needs the right to mount a file system")

_PROLOGUE = """
import subprocess, sys
from pathlib import Path
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.failures import *
from radvaluer_desktop.feedback.store import inspect_store, open_store
from tests.unit.feedback.samples import FINDINGS, decision
disk = Path(sys.argv[1])
path = disk / "data" / "feedback.db"
"""

_FULL = """
kept = 0
with open_store(path, Keyring()) as store:
    try:
        while True:
            store.keep(decision(findings=FINDINGS * 20))
            kept += 1
    except (StoreDiskFull, StoreDiskFailed):
        pass
    assert kept > 3, kept
    assert store.count() == kept
with open_store(path, Keyring()) as store:
    assert store.count() == kept
subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
with open_store(path, Keyring()) as store:
    store.keep(decision())
    assert store.count() == kept + 1
"""

_NO_ROOM_TO_CREATE = """
filler = disk / "filler"
room = 4096 * int(sys.argv[2])
try:
    with filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
except OSError:
    pass
import os
os.truncate(filler, max(filler.stat().st_size - room, 0))
try:
    open_store(path, Keyring()).close()
except (StoreDiskFull, StoreDiskFailed) as error:
    print(type(error).__name__)
assert not path.exists() or inspect_store(path, Keyring()).problem is None
filler.unlink()
with open_store(path, Keyring()) as store:
    store.keep(decision())
"""

_READ_ONLY = """
with open_store(path, Keyring()) as store:
    store.keep(decision())
before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
try:
    open_store(path, Keyring())
except StoreNotWritable as error:
    print(error)
assert isinstance(inspect_store(path, Keyring()).problem, StoreNotWritable)
assert before == {file.name: file.read_bytes() for file in path.parent.iterdir()}
"""


@pytest.mark.usefixtures("unlocked_keyring")
def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    _run(tmp_path, _FULL)


@pytest.mark.usefixtures("unlocked_keyring")
@pytest.mark.parametrize("pages", [0, 1, 3, 6, 12])
def test_a_creation_without_room_is_finished_later(tmp_path: Path, pages: int) -> None:
    assert "StoreDisk" in _run(tmp_path, _NO_ROOM_TO_CREATE, str(pages))


@pytest.mark.usefixtures("unlocked_keyring")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    assert "cannot be opened for writing" in _run(tmp_path, _READ_ONLY)


def _run(disk: Path, code: str, *arguments: str) -> str:
    command = [*_MOUNT, "sh", str(disk), sys.executable, "-c", _PROLOGUE + code, str(disk)]
    ended = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout

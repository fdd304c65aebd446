"""Commands that root cannot spoil: without root's rights, or on a disk that is nearly full.

A test that runs as root may write everywhere and read what is another user's. The prefixes here go
before a command and take that away from it, whoever runs the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_NOBODY = 65534
_WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
_MOUNT = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && shift 2 && exec "$@"'


@pytest.fixture(scope="session")
def unprivileged(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The prefix under which the modes of files count, for root too."""
    prefix = _WITHOUT_RIGHTS if _is_root() else []
    folder = tmp_path_factory.mktemp("read-only")
    folder.chmod(0o555)
    if prefix and not _runs(prefix):
        pytest.skip("needs setpriv and the right to give up rights")
    touch = [sys.executable, "-c", "import sys; open(sys.argv[1], 'w')", str(folder / "file")]
    if subprocess.run([*prefix, *touch], capture_output=True, check=False).returncode == 0:
        pytest.skip("modes of folders do not count here")
    return prefix


def give_away(folder: Path) -> None:
    """Make ``folder`` another user's; a plain user, who cannot, loses every right on it instead."""
    if sys.platform != "win32" and _is_root():
        folder.chmod(0o700)
        os.chown(folder, _NOBODY, _NOBODY)
    else:
        folder.chmod(0)


def small_disk(size: str, folder: Path) -> list[str]:
    """Return the prefix under which ``folder`` is a file system of ``size``; skips where it cannot.

    The process keeps its id: others reach its disk through ``/proc/ID/root``, or, where links must
    not be followed by hand, as SQLite does, with the prefix ``beside``.
    """
    rights = [] if _is_root() else ["--user", "--map-current-user", "--keep-caps"]
    prefix = ["unshare", "--mount", *rights, "sh", "-c", _MOUNT, "sh", size, str(folder)]
    folder.mkdir(parents=True, exist_ok=True)
    if not _runs(prefix):
        pytest.skip("needs the right to mount a file system")
    return prefix


def beside(process: int) -> list[str]:
    """Return the prefix under which the disk of a process of ``small_disk`` is seen."""
    rights = [] if _is_root() else ["--user", "--preserve-credentials"]
    return ["nsenter", f"--target={process}", "--mount", *rights, f"--wdns={Path.cwd()}"]


def fill(disk: Path, left: int = 0) -> Path:
    """Fill the file system of ``disk`` but for ``left`` bytes; return the file to delete."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    os.truncate(filler, max(filler.stat().st_size - left, 0))
    return filler


def _runs(prefix: list[str]) -> bool:
    if not shutil.which(prefix[0]):
        return False
    return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0

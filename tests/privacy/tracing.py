"""Which sockets a tree of processes asked for and which files it wrote, as strace saw it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.desktop import wait_until

_CALLS = (
    "socket,connect,open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,link,linkat,symlink,"
    "symlinkat,rename,renameat,renameat2,memfd_create,io_uring_setup,exit_group,execve"
)
_CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<arguments>.*)$")
_RESUMED = re.compile(r"<unfinished \.\.\.>$")
_TEXT = re.compile(r'(?:(?:AT_FDCWD|\d+)<(?P<folder>[^>]*)>, )?"(?P<path>[^"]*)"')
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")
_OPENING = ("open", "openat", "openat2")
_MAKING = ("creat", "mkdir", "mkdirat", "mknod", "mknodat")
_NAMING = ("link", "linkat", "symlink", "symlinkat", "rename", "renameat", "renameat2")

_AS_GOOD_AS_ROOT = ("unshare", "--map-current-user", "--keep-caps")


def may_trace() -> bool:
    """Whether strace is here and may look into every process of this user's."""
    if not shutil.which("strace"):  # as on Windows and macOS
        return False
    command = [*_AS_GOOD_AS_ROOT, "true"]
    return _is_root() or subprocess.run(command, check=False).returncode == 0


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


@dataclass(frozen=True)
class Trace:
    """A file that strace writes while a program runs."""

    file: Path

    def around(self, *program: str) -> tuple[str, ...]:
        """Return the command that runs ``program`` as itself (its process id stays) and is seen.

        Only root may look into a process that forbids it; others are made as good as root for it.
        """
        return (
            *(() if _is_root() else _AS_GOOD_AS_ROOT),
            *("strace", "-D", "-f", "--seccomp-bpf", "-q", "-y", "-s", "4096"),
            *("-e", f"trace={_CALLS}", "-e", "signal=none", "-o", str(self.file), *program),
        )

    def lines(self, pid: int) -> list[str]:
        """Return what was seen, once the process ``pid`` and all it started have ended."""

        end = re.compile(rf"^{pid} +\+\+\+ ", re.MULTILINE)

        def ended() -> bool:
            return bool(end.search(self.file.read_text("utf-8", "replace")))

        wait_until(ended, "strace to end", 20)
        return self.file.read_text("utf-8", "replace").splitlines()


def sockets(lines: list[str]) -> set[str]:
    """Return the address families of all sockets that were asked for, granted or not."""
    families = set()
    for name, arguments in _calls(lines):
        if name == "socket":
            families.add(arguments.split(",")[0])
        elif name == "connect" and "sa_family=" in arguments:
            families.add(arguments.split("sa_family=")[1].split(",")[0])
        elif name == "io_uring_setup":
            families.add(name)  # through it everything can be asked for unseen
    return families


def written(lines: list[str], folder: Path) -> set[Path]:
    """Return the paths of all files that were opened for writing, made or named.

    ``folder``: the working folder of all processes.
    """
    paths: set[Path] = set()
    for name, arguments in _calls(lines):
        if name in _OPENING and not _WRITING.search(arguments):
            continue
        if name in (*_OPENING, *_MAKING, *_NAMING):
            found = [
                folder / (text["folder"] or "") / text["path"] for text in _TEXT.finditer(arguments)
            ]
            assert found, arguments
            paths |= set(found[-1:])  # of two names the second is the new one
        elif name == "memfd_create":
            paths.add(Path("memfd:"))
    return paths


def _calls(lines: list[str]) -> list[tuple[str, str]]:
    calls = []
    for line in lines:
        match = _CALL.match(line)
        if match:
            calls.append((match["name"], _RESUMED.sub("", match["arguments"])))
    return calls

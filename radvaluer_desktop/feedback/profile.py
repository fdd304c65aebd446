"""Whose profile this is, and whether it is kept: a keyring may vanish at each logout."""

from __future__ import annotations

import ctypes
import platform
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from radvaluer_desktop.settings.declaration import login_name

_IN_MEMORY = ("tmpfs", "ramfs")  # where guests' home folders lie
_TEMPORARY, _MANDATORY = 1, 4  # PT_TEMPORARY, PT_MANDATORY of GetProfileType, userenv.h


@dataclass(frozen=True, slots=True)
class Profile:
    """The account and the computer that this process runs under."""

    user: str = field(default_factory=login_name)
    computer: str = field(default_factory=lambda: platform.node() or "unknown")


def is_passing(folder: Path) -> bool:
    """Whether ``folder`` and the keyring are known to be gone after the next logout.

    True for temporary and mandatory profiles on Windows, the guest of macOS, and file systems in
    memory on Linux. Any other virtual desktop that forgets cannot be told from one that does not.
    """
    if sys.platform == "win32":
        return bool(_windows_profile() & (_TEMPORARY | _MANDATORY))
    elif sys.platform == "darwin":  # noqa: RET505 - what follows a return is unreachable to mypy
        return login_name() == "Guest"
    else:
        return _file_system(folder.absolute()) in _IN_MEMORY


def _windows_profile() -> int:
    """Return the flags of the user's profile, 0 where Windows does not say."""
    flags = ctypes.c_ulong(0)
    userenv = getattr(ctypes, "windll").userenv  # noqa: B009 - unknown to mypy elsewhere
    return flags.value if userenv.GetProfileType(ctypes.byref(flags)) else 0


def _file_system(folder: Path) -> str:
    """Return the kind of the file system that ``folder`` lies on, or will; "" if unknown."""
    places = {Path(each.mountpoint): each.fstype for each in psutil.disk_partitions(all=True)}
    return next((places[each] for each in (folder, *folder.parents) if each in places), "")

"""Whether the window is locked, for the next start: ending the program must not open the lock.

A login at the operating system asks for the account's password, so a window that was locked in
another login starts unlocked. Where the system does not say when its user logged in, as in a
container, the start of the computer counts.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from radvaluer_desktop.settings.declaration import login_name

_SAME_LOGIN_S = 60.0  # times of logins and of starts are told with a grain


@dataclass(frozen=True, slots=True)
class LockMarker:
    """``has_pin``: the keyring holds one. ``locked_in``: when that login began, or 0."""

    has_pin: bool = False
    locked_in: float = 0.0

    @property
    def of_this_login(self) -> bool:
        """Whether the window was locked in the login that goes on."""
        return abs(self.locked_in - login_time()) < _SAME_LOGIN_S


def read_marker(file: Path) -> LockMarker:
    """Return what is known; nothing where ``file`` cannot be read."""
    with suppress(OSError, ValueError, TypeError, LookupError):
        values = json.loads(file.read_bytes())
        return LockMarker(bool(values["has_pin"]), float(values["locked_in"]))
    return LockMarker()


def write_marker(file: Path, marker: LockMarker) -> None:
    """Replace ``file``, whole or not at all. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    try:
        with new.open("w", encoding="utf-8") as opened:
            json.dump(asdict(marker), opened)
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def login_time() -> float:
    """Return when this user logged in last, in seconds since 1970."""
    logins: list[float] = []
    with suppress(OSError, RuntimeError, psutil.Error):
        logins = [user.started for user in psutil.users() if user.name == login_name()]
    return max(logins, default=psutil.boot_time())

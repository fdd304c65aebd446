"""The machine's policy: what an administrator decided for everybody who works here.

A policy source is a name and a function that gives raw values; where it stands (a file, the
registry, managed preferences) is nobody else's business. The places are fixed by the operating
system: neither an environment variable nor ``--basedir`` moves them. What is there and cannot be
read or believed is an error, never an empty policy: a lock must not come off in silence.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.settings.failures import PolicyNotBelieved, SettingsUnreadable
from radvaluer_desktop.settings.user_file import toml_values

ROOT_USER = 0
_LINUX_FILE = Path("/etc/radvaluer/policy.toml")
_MACOS_LIBRARY = Path("/Library")


@dataclass(frozen=True, slots=True)
class PolicySource:
    """``read`` gives raw values, none where nothing is there; it raises SettingsInvalid."""

    name: str
    read: Callable[[], Mapping[str, object]]


def machine_policy() -> tuple[PolicySource, ...]:
    """Return this machine's policy sources; what an earlier one names, a later one cannot change.

    Nothing is read yet.
    """
    if sys.platform == "win32":
        import winreg

        from radvaluer_desktop.settings.registry import windows_policy

        return windows_policy(winreg)
    elif sys.platform == "darwin":  # noqa: RET505 - what follows a return is unreachable to mypy
        import pwd

        from radvaluer_desktop.settings.managed import macos_policy

        return macos_policy(_MACOS_LIBRARY, pwd.getpwuid(os.getuid()).pw_name)
    else:
        return (toml_policy(_LINUX_FILE),)


def toml_policy(path: Path, owner: int | None = ROOT_USER) -> PolicySource:
    """Return the policy in the TOML file ``path``, believed if nobody but ``owner`` can write it.

    ``owner`` None: not looked at, for Windows, whose access lists Python does not read.
    """

    def read() -> Mapping[str, object]:
        data = read_believed(path, owner)
        return {} if data is None else toml_values(data, path)

    return PolicySource(str(path), read)


def read_believed(path: Path, owner: int | None) -> bytes | None:
    """Return the bytes of ``path``, None where it is not there. Raises SettingsInvalid.

    On POSIX it is believed only where it and every folder above it belong to root or ``owner`` and
    nobody else may write there. Access control lists beyond the permission bits are not looked at.
    """
    try:
        with path.open("rb") as file:
            if owner is not None:
                _must_be_believed(path, os.fstat(file.fileno()), owner)
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsUnreadable(source=path, reason=error.strerror) from error


def _must_be_believed(path: Path, status: os.stat_result, owner: int) -> None:
    if not _only_by(status, owner):
        raise PolicyNotBelieved(source=path, place=path)
    for folder in {*path.absolute().parents, *path.resolve().parents}:
        if not _only_by(folder.stat(), owner):
            raise PolicyNotBelieved(source=path, place=folder)


def _only_by(status: os.stat_result, owner: int) -> bool:
    """Whether only root or ``owner`` may write, or replace what is theirs, there."""
    if status.st_uid not in (ROOT_USER, owner):
        return False
    if stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX:
        return True  # as in /tmp: nobody can move another's file away
    return not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)

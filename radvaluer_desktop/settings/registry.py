"""Windows: group policy in the registry, then the policy file.

``winreg`` is handed in, so that the reading can be tried on every system.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from radvaluer_desktop.settings.failures import SettingsUnreadable
from radvaluer_desktop.settings.policy import PolicySource, toml_policy

POLICY_KEY = r"SOFTWARE\Policies\RadValuer\Desktop"
_FOLDERS_KEY = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
_SIGN_BIT = 1 << 31


def windows_policy(winreg: Any) -> tuple[PolicySource, ...]:  # noqa: ANN401 - a module
    """Return the registry's policy, then that of ``policy.toml`` in the program data folder."""
    key = f"HKEY_LOCAL_MACHINE\\{POLICY_KEY}"
    registry = PolicySource(key, lambda: _read(winreg, POLICY_KEY))
    folder = _program_data(winreg)
    if folder is None:
        return (registry,)
    return registry, toml_policy(folder / "radvaluer" / "policy.toml", owner=None)


def _program_data(winreg: Any) -> Path | None:  # noqa: ANN401 - a module
    """Ask the registry: the environment variable is the user's to change."""
    folder = dict(_values(winreg, _FOLDERS_KEY)).get("Common AppData")
    return Path(folder[0]) if folder and isinstance(folder[0], str) else None


def _read(winreg: Any, key: str) -> Mapping[str, object]:  # noqa: ANN401 - a module
    """Return the values of ``key``: REG_SZ as text, REG_DWORD as a number with a sign.

    Anything else becomes None, which no setting may be. Names are the same in any case there.
    """
    return {
        name.lower(): _meaning(winreg, value, kind)
        for name, (value, kind) in _values(winreg, key)
        if name  # the key's default value, which belongs to nobody
    }


def _meaning(winreg: Any, value: object, kind: int) -> object:  # noqa: ANN401 - a module
    if kind == winreg.REG_DWORD and isinstance(value, int):
        return value - 2 * _SIGN_BIT if value & _SIGN_BIT else value
    return value if kind == winreg.REG_SZ else None


def _values(winreg: Any, key: str) -> Iterator[tuple[str, tuple[object, int]]]:  # noqa: ANN401
    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key, 0, access) as opened:
            _keys, count, _changed = winreg.QueryInfoKey(opened)
            for index in range(count):
                name, value, kind = winreg.EnumValue(opened, index)
                yield name, (value, kind)
    except FileNotFoundError:
        return
    except OSError as error:
        source = f"HKEY_LOCAL_MACHINE\\{key}"
        raise SettingsUnreadable(source=source, reason=error.strerror) from error

"""The user's own ``settings.toml``: read, and changed without touching the rest of it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from radvaluer_desktop.settings.declaration import Value
from radvaluer_desktop.settings.failures import (
    SettingsMalformed,
    SettingsNotText,
    SettingsNotWritable,
    SettingsUnreadable,
)


def read_values(path: Path) -> dict[str, object]:
    """Return what the file at ``path`` holds, unchecked; nothing where there is none.

    Raises SettingsInvalid.
    """
    try:
        if path.is_fifo():  # nobody may ever write to it
            raise SettingsUnreadable(source=path, reason="it is no regular file")
        return toml_values(path.read_bytes(), path)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsUnreadable(source=path, reason=error.strerror) from error


def toml_values(data: bytes, source: object) -> dict[str, object]:
    """Return what the TOML in ``data`` holds. Raises SettingsInvalid, naming ``source``."""
    try:
        return tomllib.loads(_decoded(data, source))
    except tomllib.TOMLDecodeError as error:
        raise SettingsMalformed(source=source, reason=error) from error
    except RecursionError as error:
        raise SettingsMalformed(source=source, reason="too deep") from error
    except ValueError as error:  # of more digits than Python reads
        raise SettingsMalformed(source=source, reason="too long a number") from error


def write_value(path: Path, name: str, value: Value) -> None:
    """Set one value in the file at ``path``. Raises SettingsInvalid or SettingsNotWritable."""

    def set_value(document: tomlkit.TOMLDocument) -> None:
        document[name] = value

    change_file(path, set_value)


def remove_value(path: Path, name: str) -> None:
    """Take one value out of the file at ``path``, so that its default holds again.

    Raises SettingsInvalid or SettingsNotWritable.
    """

    def remove(document: tomlkit.TOMLDocument) -> None:
        document.pop(name, None)

    if name in read_values(path):
        change_file(path, remove)


def change_file(path: Path, change: Callable[[tomlkit.TOMLDocument], None]) -> None:
    """Write the file anew beside itself and put it in its own place, whole or not at all."""
    read_values(path)  # says what is wrong with it, where something is
    try:
        path = path.resolve()  # a link to a file elsewhere stays one
        document = _document(path)
        change(document)
        _replace(path, tomlkit.dumps(document).encode("utf-8"))
    except OSError as error:
        raise SettingsNotWritable(source=path, reason=error.strerror) from error


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(_decoded(path.read_bytes(), path))
    except FileNotFoundError:
        return tomlkit.document()
    except TOMLKitError as error:
        raise SettingsMalformed(source=path, reason=error) from error


def _decoded(data: bytes, source: object) -> str:
    try:
        return data.decode("utf-8-sig")  # Notepad puts a byte order mark there
    except UnicodeDecodeError as error:
        raise SettingsNotText(source=source) from error


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")  # window and command may both write
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise

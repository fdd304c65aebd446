"""The settings, declared once: name, type, default and meaning.

They are read from a TOML file of the user's; a file with a mistake is named, never guessed at.
"""

from __future__ import annotations

import getpass
import platform
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import tomlkit

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError


class SettingsInvalid(InputError):
    """The settings file cannot be read as settings."""

    what = QT_TRANSLATE_NOOP("errors", "The settings file {path} cannot be used: {problem}.")
    next_step = QT_TRANSLATE_NOOP("errors", "Correct it, or move it away to use the defaults.")


@dataclass(frozen=True, slots=True)
class Settings:
    """One value of every setting."""

    interface_language: str = field(
        default="auto", metadata={"text": "Language of the window: auto, en or zh."}
    )
    model: str = field(
        default="chatradio-demo", metadata={"text": "Id of an installed model, or a GGUF file."}
    )
    context_tokens: int = field(
        default=4096, metadata={"text": "Largest context in tokens; the model's own caps it."}
    )
    threads: int = field(
        default=0, metadata={"text": "Threads of the engine; 0 leaves one core to other programs."}
    )
    gpu_layers: int = field(
        default=-1, metadata={"text": "Layers on the GPU; -1 all that fit, 0 none."}
    )
    engine_memory_mb: int = field(
        default=0, metadata={"text": "Most memory that the engine may take, in MiB; 0 for no cap."}
    )
    engine_stall_s: int = field(
        default=300,
        metadata={"text": "Seconds without any progress after which the engine is ended."},
    )
    station: str = field(
        default="", metadata={"text": "Name of the reading station; empty for the host name."}
    )
    radiologist: str = field(
        default="", metadata={"text": "Id of the radiologist; empty for the login name."}
    )

    @property
    def station_id(self) -> str:
        """The name kept with every decision."""
        return self.station or platform.node() or "unknown"

    @property
    def radiologist_id(self) -> str:
        """The id kept with every decision."""
        return self.radiologist or _login_name()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user on this machine, as in a container
        return "unknown"


def load_settings(path: Path) -> Settings:
    """Read the settings at ``path``; the defaults where there is no file.

    Raises SettingsInvalid for a file that is no TOML, an unknown name or a value of another type.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsInvalid(path=path, problem=type(error).__name__) from error
    types = {setting.name: type(setting.default) for setting in fields(Settings)}
    for name, value in values.items():
        if name not in types:
            raise SettingsInvalid(path=path, problem=f"there is no setting '{name}'")
        if type(value) is not types[name]:
            raise SettingsInvalid(path=path, problem=f"'{name}' must be {types[name].__name__}")
    return Settings(**values)


def save_setting(path: Path, name: str, value: str | int) -> None:
    """Set one value in the file at ``path``, keeping the person's own lines and comments.

    Raises OSError where the file cannot be written; the old one is then untouched.
    """
    if name not in asdict(Settings()):
        raise KeyError(name)
    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    document[name] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(tomlkit.dumps(document), encoding="utf-8")
    new.replace(path)

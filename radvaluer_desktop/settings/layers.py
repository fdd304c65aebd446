"""The layers: default, then the user's file, then the machine's policy, which goes before both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from radvaluer_desktop.settings.declaration import (
    SETTINGS,
    Settings,
    Value,
    checked,
    setting_named,
)
from radvaluer_desktop.settings.failures import (
    SettingLocked,
    SettingsInvalid,
    SettingsUnknown,
    ValueRefused,
)
from radvaluer_desktop.settings.policy import PolicySource
from radvaluer_desktop.settings.user_file import read_values, remove_value, write_value


class Layer(StrEnum):
    """Where a value may come from."""

    DEFAULT = "default"
    USER = "user"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a layer decided on; ``source`` names the file or key, empty for a default."""

    value: Value
    layer: Layer = Layer.DEFAULT
    source: str = ""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Every setting's value and where it comes from; ``unknown``: names that nothing here has."""

    choices: dict[str, Choice]
    unknown: tuple[SettingsUnknown, ...] = ()

    @property
    def settings(self) -> Settings:
        """The values alone."""
        values: dict[str, Any] = {name: choice.value for name, choice in self.choices.items()}
        return Settings(**values)

    def follow(self, newer: Configuration) -> None:
        """Take over from ``newer`` what holds at once; the rest waits for the next start."""
        for name, choice in newer.choices.items():
            if SETTINGS[name].now:
                self.choices[name] = choice

    def is_locked(self, name: str) -> bool:
        """Whether a policy decides about the setting ``name``."""
        return self.choices[name].layer is Layer.POLICY


def read_configuration(file: Path, policy: Sequence[PolicySource]) -> Configuration:
    """Read the user's ``file`` and the ``policy``. Raises SettingsInvalid.

    A value that a policy overrules must be right all the same: a mistake is named where it stands.
    """
    user, strange = _layer(Layer.USER, str(file), read_values(file))
    decided, misnamed = _decided(policy)
    defaults = {name: Choice(setting.default) for name, setting in SETTINGS.items()}
    return Configuration(defaults | user | decided, (*strange, *misnamed))


def save_setting(file: Path, name: str, value: Value, policy: Sequence[PolicySource]) -> None:
    """Set one value in the user's ``file``, keeping the person's own lines and comments.

    Raises NoSuchSetting, ValueRefused, SettingLocked, SettingsInvalid (of what the file held) or
    SettingsNotWritable; the file is then as it was.
    """
    setting = setting_named(name)
    try:
        checked(setting, value, file)
    except SettingsInvalid as error:  # not the file's mistake: the value never got there
        raise ValueRefused(name=name, allowed=setting.allowed) from error
    _refuse_locked(name, policy)
    write_value(file, name, value)


def remove_setting(file: Path, name: str, policy: Sequence[PolicySource]) -> None:
    """Take one setting out of the user's ``file``, an unknown one too; its default holds again.

    Raises SettingsInvalid, NoSuchSetting, SettingLocked or SettingsNotWritable.
    """
    if name not in read_values(file):
        setting_named(name)
    _refuse_locked(name, policy)
    remove_value(file, name)


def _refuse_locked(name: str, policy: Sequence[PolicySource]) -> None:
    choices, _unknown = _decided(policy)
    if name in choices:
        raise SettingLocked(name=name, source=choices[name].source)


def _decided(policy: Sequence[PolicySource]) -> tuple[dict[str, Choice], list[SettingsUnknown]]:
    """Return what the policy decides; of two sources that name a setting the first one holds."""
    decided: dict[str, Choice] = {}
    unknown: list[SettingsUnknown] = []
    for source in policy:
        choices, strange = _layer(Layer.POLICY, source.name, source.read())
        decided = choices | decided
        unknown += strange
    return decided, unknown


def _layer(
    layer: Layer, source: str, values: Mapping[str, object]
) -> tuple[dict[str, Choice], list[SettingsUnknown]]:
    choices = {
        name: Choice(checked(SETTINGS[name], value, source), layer, source)
        for name, value in values.items()
        if name in SETTINGS
    }
    names = ", ".join(repr(name) for name in values if name not in SETTINGS)
    return choices, [SettingsUnknown(source=source, names=names)] if names else []

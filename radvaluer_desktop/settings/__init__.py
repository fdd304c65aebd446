"""The settings: declared once as data, read from three layers: default, user's file, policy."""

from radvaluer_desktop.settings.declaration import SETTINGS, Settings
from radvaluer_desktop.settings.failures import SettingsInvalid
from radvaluer_desktop.settings.layers import (
    Configuration,
    read_configuration,
    remove_setting,
    save_setting,
)
from radvaluer_desktop.settings.policy import machine_policy

__all__ = [
    "SETTINGS",
    "Configuration",
    "Settings",
    "SettingsInvalid",
    "machine_policy",
    "read_configuration",
    "remove_setting",
    "save_setting",
]

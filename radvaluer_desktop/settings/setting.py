"""What one setting is: name, type, default, what is allowed, where it stands, what it means."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.settings.failures import (
    SettingNotAllowed,
    SettingNotNumber,
    SettingNotText,
)

Value = str | int

_NOT_IN_A_LINE = {"Cc", "Cs", "Zl", "Zp"}  # control, surrogate, line and paragraph separator


class Page(StrEnum):
    """Where a setting stands among the pages of the window *Settings*, in their order."""

    WINDOW = QT_TRANSLATE_NOOP("settings", "Window")
    PERSON = QT_TRANSLATE_NOOP("settings", "Person and station")
    SITTING = QT_TRANSLATE_NOOP("settings", "Safety of the sitting")
    DRAFTS = QT_TRANSLATE_NOOP("settings", "Drafts")
    MODEL = QT_TRANSLATE_NOOP("settings", "Model and engine")
    SERVER = QT_TRANSLATE_NOOP("settings", "Department's server")
    STORE = QT_TRANSLATE_NOOP("settings", "Feedback store and backups")
    EXPORT = QT_TRANSLATE_NOOP("settings", "Exports")
    FIGURES = QT_TRANSLATE_NOOP("settings", "Figures")
    OTHER = QT_TRANSLATE_NOOP("settings", "Other")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; ``least`` and ``most`` bound a number, or the length of a text.

    ``label`` names it to people. ``now``: what is saved holds at once, not from the next start.
    ``record``: the program keeps it of what a person agreed to; nobody types it.
    """

    name: str
    default: Value
    text: str
    label: str = ""
    page: Page = Page.OTHER
    now: bool = False
    record: bool = False
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What values there are, in words."""
        if self.choices:
            return ", ".join(self.choices)
        span = f"{self.least} to {self.most}"
        return span if isinstance(self.default, int) else f"text of {span} characters"


def declare(default: Value, text: str, **more: Any) -> Any:  # noqa: ANN401 - a dataclass's field
    """Return the field of a setting; ``more``: what Setting takes beside name, default, text."""
    return field(default=default, metadata={"text": text, **more})


def checked(setting: Setting, value: object, source: object) -> Value:
    """Return ``value`` where ``setting`` may have it. Raises SettingsInvalid, naming ``source``."""
    bounds = {"name": setting.name, "least": setting.least, "most": setting.most}
    if isinstance(setting.default, int):
        # A truth value is an int to Python and to nobody else.
        if type(value) is int and setting.least <= value <= setting.most:
            return value
        raise SettingNotNumber(source=source, **bounds)
    if setting.choices:
        if isinstance(value, str) and value in setting.choices:
            return value
        raise SettingNotAllowed(source=source, name=setting.name, allowed=setting.allowed)
    if isinstance(value, str) and _is_a_line(value) and _fits(len(value), setting):
        return value
    raise SettingNotText(source=source, **bounds)


def _fits(length: int, setting: Setting) -> bool:
    return setting.least <= length <= setting.most


def _is_a_line(text: str) -> bool:
    """Whether ``text`` can be a path and be shown: no control characters, no half surrogates."""
    return not any(unicodedata.category(character) in _NOT_IN_A_LINE for character in text)

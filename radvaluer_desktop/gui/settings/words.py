"""What a row of the settings says, in the window's language."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.gui.translation import LANGUAGES
from radvaluer_desktop.settings.declaration import Page, Setting
from radvaluer_desktop.settings.layers import Choice, Layer

_VALUES = {
    "auto": QT_TRANSLATE_NOOP("settings", "as the system says"),
    "allowed": QT_TRANSLATE_NOOP("settings", "allowed"),
    "forbidden": QT_TRANSLATE_NOOP("settings", "forbidden"),
    "on": QT_TRANSLATE_NOOP("settings", "on"),
    "off": QT_TRANSLATE_NOOP("settings", "off"),
    "mains": QT_TRANSLATE_NOOP("settings", "on, but not on battery"),
    "yes": QT_TRANSLATE_NOOP("settings", "yes"),
    "no": QT_TRANSLATE_NOOP("settings", "no"),
    "pseudonym": QT_TRANSLATE_NOOP("settings", "as a pseudonym"),
    "as_typed": QT_TRANSLATE_NOOP("settings", "as typed"),
    "system": QT_TRANSLATE_NOOP("settings", "on: to the operating system"),
    "ask": QT_TRANSLATE_NOOP("settings", "opens by itself"),
    "skip": QT_TRANSLATE_NOOP("settings", "does not open by itself"),
    "eu": QT_TRANSLATE_NOOP("settings", "European Union"),
    "gb": QT_TRANSLATE_NOOP("settings", "United Kingdom"),
    "us": QT_TRANSLATE_NOOP("settings", "United States"),
    "cn": QT_TRANSLATE_NOOP("settings", "China (mainland)"),
    "elsewhere": QT_TRANSLATE_NOOP("settings", "elsewhere"),
}
_CODE = re.compile(r"[`*]")


def label_of(setting: Setting) -> str:
    """Return what people call ``setting``; its name where nobody gave it another."""
    return _translated(setting.label) if setting.label else setting.name


def meaning_of(setting: Setting) -> str:
    """Return what ``setting`` does, without the marks of its code."""
    return _CODE.sub("", _translated(setting.text))


def page_title(page: Page) -> str:
    """Return the title of a page."""
    return _translated(page.value)


def value_text(value: str) -> str:
    """Return one of a few values in words."""
    return LANGUAGES.get(value) or _translated(_VALUES.get(value, value))


def source_of(choice: Choice) -> str:
    """Say who decided on the value."""
    if choice.layer is Layer.POLICY:
        text = _translated(_LOCKED)
        return text.format(choice.source)
    return _translated(_YOURS if choice.layer is Layer.USER else _DEFAULT)


def effect_of(setting: Setting) -> str:
    """Say when a change of ``setting`` holds."""
    return _translated(_AT_ONCE if setting.now else _NEXT_START)


_LOCKED = QT_TRANSLATE_NOOP(
    "settings", "Locked: decided by this computer's policy ({0}); your administrator can change it."
)
_YOURS = QT_TRANSLATE_NOOP("settings", "Your choice.")
_DEFAULT = QT_TRANSLATE_NOOP("settings", "Default.")
_AT_ONCE = QT_TRANSLATE_NOOP("settings", "A change holds at once.")
_NEXT_START = QT_TRANSLATE_NOOP("settings", "A change holds from the next start.")


def _translated(text: str) -> str:
    return QCoreApplication.translate("settings", text)

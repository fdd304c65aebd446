"""What can be wrong with settings, in words. ``source`` is a file, a registry key or a command."""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError


class SettingsInvalid(InputError):
    """A source of settings, the user's file or a policy, cannot be used."""

    what = QT_TRANSLATE_NOOP("errors", "The settings in {source} cannot be used.")
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Correct it, or move it away to use the defaults. A policy is your administrator's to "
        "correct.",
    )


class SettingsUnreadable(SettingsInvalid):
    """The source is there, but cannot be read."""

    what = QT_TRANSLATE_NOOP("errors", "The settings in {source} cannot be read ({reason}).")


class SettingsNotText(SettingsInvalid):
    """The file's bytes are no UTF-8."""

    what = QT_TRANSLATE_NOOP("errors", "The settings in {source} are not text in UTF-8.")


class SettingsMalformed(SettingsInvalid):
    """The file is no TOML, or no property list."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The settings in {source} do not have the form that they must have ({reason})."
    )


class SettingNotNumber(SettingsInvalid):
    """A value must be a whole number within bounds."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{source}: '{name}' must be a whole number from {least} to {most}."
    )


class SettingNotText(SettingsInvalid):
    """A value must be text of a certain length."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{source}: '{name}' must be text of {least} to {most} characters, on one line.",
    )


class SettingNotAllowed(SettingsInvalid):
    """A value must be one of a few."""

    what = QT_TRANSLATE_NOOP("errors", "{source}: '{name}' must be one of these: {allowed}.")


class ValueRefused(InputError):
    """A value that was to be set is not one that the setting takes."""

    what = QT_TRANSLATE_NOOP("errors", "The setting '{name}' was not changed: it takes {allowed}.")
    next_step = QT_TRANSLATE_NOOP("errors", "Give it such a value.")


class PolicyNotBelieved(SettingsInvalid):
    """Others than the administrator could have written the policy."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The policy {source} is not believed, because others than the administrator can change "
        "{place}.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Tell your administrator: it must belong to root, and nobody else may write it."
    )


class SettingsUnknown(InputError):
    """A source names settings that there are not. Shown, never raised: nothing stops for it."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{source} names settings that this version does not have: {names}."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "They are left out of account; correct them if they are misspelt."
    )


class NoSuchSetting(InputError):
    """A command names a setting that there is not."""

    what = "There is no setting '{name}'."
    next_step = "'radvaluer settings show' lists those that there are."


class SettingLocked(InputError):
    """A policy decides about this setting."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The setting '{name}' is decided by the policy {source} and was not changed."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Ask whoever looks after this computer to change it.")


class SettingsNotWritable(InputError):
    """The user's file cannot be written."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The settings file {source} cannot be written ({reason}). It was left as it was."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the permissions of its folder and the space that is left, then retry."
    )

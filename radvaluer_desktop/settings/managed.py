"""macOS: managed preferences, which a configuration profile puts there, then the policy file."""

from __future__ import annotations

import plistlib
from collections.abc import Mapping
from pathlib import Path
from xml.parsers.expat import ExpatError

from radvaluer_desktop.paths import BUNDLE_ID
from radvaluer_desktop.settings.failures import SettingsMalformed
from radvaluer_desktop.settings.policy import ROOT_USER, PolicySource, read_believed, toml_policy

# What plistlib raises of a list that is none: beyond what it documents, its own slips over one.
_DAMAGED = (
    plistlib.InvalidFileException,
    ExpatError,
    AttributeError,
    LookupError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)


def macos_policy(library: Path, user: str, owner: int = ROOT_USER) -> tuple[PolicySource, ...]:
    """Return the policies under ``library``: managed for ``user``, for the machine, the file."""
    managed, name = library / "Managed Preferences", f"{BUNDLE_ID}.plist"
    return (
        managed_preferences(managed / user / name, owner),
        managed_preferences(managed / name, owner),
        toml_policy(library / "Application Support" / "radvaluer" / "policy.toml", owner),
    )


def managed_preferences(path: Path, owner: int) -> PolicySource:
    """Return the policy in the property list ``path``, XML or binary."""
    return PolicySource(str(path), lambda: _read(path, owner))


def _read(path: Path, owner: int) -> Mapping[str, object]:
    data = read_believed(path, owner)
    if data is None:
        return {}
    try:
        values = plistlib.loads(data)
    except _DAMAGED as error:
        raise SettingsMalformed(source=path, reason=type(error).__name__) from error
    if not isinstance(values, dict):
        raise SettingsMalformed(source=path, reason="no dictionary")
    # A profile's own description (PayloadUUID and others) lands beside its settings.
    return {name: value for name, value in values.items() if not str(name).startswith("Payload")}

"""``styles.toml``: how each radiologist who signs here wants impressions; one table a radiologist.

Kept beside the settings, and written as they are: the rest of the file stays as a person wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from radvaluer_desktop.settings.declaration import SETTINGS, checked
from radvaluer_desktop.settings.failures import SettingNotText
from radvaluer_desktop.settings.user_file import change_file, read_values

MOST_PHRASES = 50
_LONGEST = 300  # characters of a phrase


@dataclass(frozen=True, slots=True)
class OwnStyle:
    """What one radiologist chose. ``phrases``: what a draft says, and what it is to say."""

    form: str = "drafted"
    length: str = "any"
    phrases: tuple[tuple[str, str], ...] = ()


def read_style(path: Path, radiologist: str) -> OwnStyle | None:
    """Return the style of ``radiologist``, None where none was chosen. Raises SettingsInvalid."""
    table = read_values(path).get(radiologist)
    if table is None:
        return None
    source = f"{path} [{radiologist}]"
    if not isinstance(table, Mapping):
        raise SettingNotText(source=source, name=radiologist, least=0, most=_LONGEST)
    form = checked(SETTINGS["impression_form"], table.get("form", "drafted"), source)
    length = checked(SETTINGS["impression_length"], table.get("length", "any"), source)
    return OwnStyle(str(form), str(length), _phrases(table.get("phrases", []), source))


def write_style(path: Path, radiologist: str, style: OwnStyle) -> None:
    """Keep the style of ``radiologist``. Raises SettingsInvalid or SettingsNotWritable."""
    pairs = _phrases([{"said": said, "says": says} for said, says in style.phrases], path)

    def change(document: tomlkit.TOMLDocument) -> None:
        table = tomlkit.table()
        table["form"], table["length"] = style.form, style.length
        phrases = tomlkit.aot()
        for said, says in pairs:
            phrase = tomlkit.table()
            phrase["said"], phrase["says"] = said, says
            phrases.append(phrase)
        if pairs:
            table["phrases"] = phrases
        document[radiologist] = table

    change_file(path, change)


def _phrases(values: object, source: object) -> tuple[tuple[str, str], ...]:
    """Return pairs of one-line texts. Raises SettingNotText."""
    bounds = {"name": "phrases", "least": 1, "most": _LONGEST}
    if not isinstance(values, list) or len(values) > MOST_PHRASES:
        raise SettingNotText(source=source, **bounds)
    pairs = []
    for value in values:
        pair = (value.get("said"), value.get("says")) if isinstance(value, Mapping) else ()
        texts = [each for each in pair if isinstance(each, str) and each.isprintable()]
        if len(texts) != 2 or not all(0 < len(each.strip()) <= _LONGEST for each in texts):
            raise SettingNotText(source=source, **bounds)
        pairs.append((texts[0].strip(), texts[1].strip()))
    return tuple(pairs)

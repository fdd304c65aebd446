"""The words on the intended use, by region and version: data that counsel can change.

They come from ``resources/intended_use``, or from a site's own file of the same form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError

REGIONS = ("eu", "gb", "us", "cn", "elsewhere")
_LANGUAGES = {"en", "zh"}
_MOST_BYTES = 1 << 18
_LONGEST_VERSION = 100
# Members of the European Union, and the three of the European Economic Area that follow its law on
# medical devices.
_EUROPEAN = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
        "IS",
        "LI",
        "NO",
    ]
)
_OTHERS = {"GB": "gb", "US": "us", "CN": "cn"}


class IntendedUseUnusable(InputError):
    """A site's own words cannot be shown."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The words on the intended use in {source} cannot be used: {reason}."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Correct the file that the setting 'intended_use_file' names. Until then the words that "
        "come with the program are shown.",
    )


@dataclass(frozen=True, slots=True)
class IntendedUse:
    """``version`` names these very words; ``texts`` are Markdown, by language."""

    version: str
    region: str
    texts: Mapping[str, str]


def region_of(country: str) -> str:
    """Return the region of a country's two letters (ISO 3166-1)."""
    return "eu" if country in _EUROPEAN else _OTHERS.get(country, "elsewhere")


def intended_use(region: str) -> IntendedUse:
    """Return the words that come with the program for ``region``."""
    return read_intended_use(resource(f"intended_use/{region}.toml"))


def read_intended_use(file: Path) -> IntendedUse:
    """Return the words in ``file``. Raises IntendedUseUnusable."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise IntendedUseUnusable(source=file, reason=error.strerror) from error
    if len(data) > _MOST_BYTES:
        raise IntendedUseUnusable(source=file, reason="it is larger than 256 KiB")
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise IntendedUseUnusable(source=file, reason="it is no TOML in UTF-8") from error
    version, texts = values.get("version"), values.get("text")
    if not isinstance(version, str) or not 0 < len(version) <= _LONGEST_VERSION:
        raise IntendedUseUnusable(source=file, reason="it has no 'version'")
    if not version.isprintable():
        raise IntendedUseUnusable(source=file, reason="its 'version' is not on one line")
    if values.get("region") not in REGIONS:
        raise IntendedUseUnusable(source=file, reason="its 'region' is none")
    if not isinstance(texts, dict) or set(texts) != _LANGUAGES:
        raise IntendedUseUnusable(source=file, reason="it has no text in both languages")
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise IntendedUseUnusable(source=file, reason="a text in it is empty")
    return IntendedUse(version, values["region"], texts)

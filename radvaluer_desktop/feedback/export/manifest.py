"""The manifest of an export: a file beside it that says what it is and holds no patient text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from radvaluer_desktop.feedback.export.failures import (
    ExportOfOtherSchema,
    ManifestMissing,
    ManifestUnreadable,
)
from radvaluer_desktop.feedback.export.forms import Form

# Names the fields of the manifest and the columns of a row, to the last. Whoever adds, removes or
# renames one raises the number, and lets ``returning`` read the rows of the numbers before.
_SCHEMAS = "radvaluer-export-"
SCHEMA = f"{_SCHEMAS}1"
_OWN = "manifest_sha256"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an export is. Times of decisions are as they leave: shifted, where it is so.

    ``decisions``: that were chosen; ``rows`` of them make a row, ``dropped`` counts the others by
    reason. ``models``: by SHA-256, the id and how many rows. ``filters``: which were used; what
    would name somebody or a day stays out. ``sha256`` and ``size`` (bytes) are of the file itself,
    ``data_sha256`` and ``data_size`` of what is inside once it is decrypted, ``rows_sha256`` of
    the rows as JSON Lines whatever the format, which no encryption changes. ``replaced``: how many
    strings by kind. ``recipient``: the public key, empty where it is not encrypted. ``made_at``:
    UTC.
    """

    schema: str = SCHEMA
    form: str
    decisions: int
    rows: int
    dropped: Mapping[str, int]
    filters: Mapping[str, str]
    identifiers: bool
    first: str
    last: str
    models: Mapping[str, Mapping[str, str | int]]
    replaced: Mapping[str, int]
    distinct_strings: int
    kept_by_reviewer: int
    added_by_reviewer: int
    sample_read: int
    reviewed_by: str
    residual_risk: str
    recipient: str
    size: int
    sha256: str
    data_size: int
    data_sha256: str
    rows_sha256: str
    station: str
    app_version: str
    made_at: str

    def as_bytes(self) -> bytes:
        """Return it as it is written, with a digest of its own."""
        values = asdict(self)
        whole = values | {_OWN: _digest(values)}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def manifest_file(export: Path) -> Path:
    """Return where the manifest of ``export`` lies."""
    return export.with_name(export.name + ".manifest.json")


def read_manifest(export: Path) -> Manifest:
    """Return the manifest of ``export``.

    Raises ManifestMissing, ManifestUnreadable or ExportOfOtherSchema.
    """
    path = manifest_file(export)
    names = {"path": export, "manifest": path.name}
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError as error:
        raise ManifestMissing(**names) from error
    try:
        values: Any = json.loads(data)
        if not isinstance(values, dict):
            raise ManifestUnreadable(**names)
        if values.pop(_OWN, None) != _digest(values):
            raise ManifestUnreadable(**names)
        schema = values.get("schema")
        if schema != SCHEMA and str(schema).startswith(_SCHEMAS):
            version = values.get("app_version")
            raise ExportOfOtherSchema(path=export, schema=schema, version=version)
        if not _fits(values):
            raise ManifestUnreadable(**names)
        return Manifest(**values)
    except (ValueError, RecursionError) as error:
        raise ManifestUnreadable(**names) from error


def _digest(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a manifest says: against damage, not against forgers."""
    text = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fits(values: Mapping[str, Any]) -> bool:
    """Whether every field is there and of its type."""
    types: dict[str, type] = {"int": int, "str": str, "bool": bool}
    return (
        values.get("schema") == SCHEMA
        and values.keys() == {field.name for field in fields(Manifest)}
        and all(
            type(values[field.name]) is types.get(str(field.type), dict)
            for field in fields(Manifest)
        )
        and values["form"] in set(Form)
    )

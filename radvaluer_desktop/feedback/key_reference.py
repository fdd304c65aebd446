"""The file beside the database that says which keys open it, and holds them sealed; no secret.

``feedback.key.json`` names the keyring's service and backend, the user and the computer, and the
ids of the keys: the newest first, older ones for older copies of the store. Each key is there once
more, sealed to the recovery key and to the department's key, where there are such.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from radvaluer_desktop.credentials import KEY_BYTES
from radvaluer_desktop.feedback.files import replace_file
from radvaluer_desktop.feedback.key_failures import (
    KeyReferenceDamaged,
    KeyReferenceMissing,
    KeyReferenceNewer,
)
from radvaluer_desktop.feedback.sealing import Stretching

FORMAT = 2
_SALT = range(16, 65)
_MEMORY_KIB, _PASSES, _LANES = range(8, 1_048_577), range(1, 65), range(1, 65)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One key: its id in the keyring, and what it was sealed into. ``created``: UTC, ISO 8601."""

    key_id: str
    created: str
    recovery: bytes | None = None
    escrow: bytes | None = None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What the recovery key is stretched with, and the public key that comes of it."""

    public_key: bytes
    stretching: Stretching
    created: str


@dataclass(frozen=True, slots=True)
class KeyReference:
    """Where the keys of a store are.

    ``recovered``: when they were last put back into a keyring, UTC, ISO 8601; or empty.

    ``user`` and ``computer`` are empty where a version wrote the file that did not note them.
    """

    service: str
    backend: str
    user: str
    computer: str
    keys: tuple[KeyEntry, ...]
    recovery: Recovery | None = None
    escrow: bytes | None = None
    recovered: str = ""

    @property
    def key_id(self) -> str:
        """The id of the newest key."""
        return self.keys[0].key_id

    @property
    def has_second_way(self) -> bool:
        """Whether the newest key can be had without the keyring."""
        return bool(self.keys[0].recovery or self.keys[0].escrow)


def reference_file(database: Path) -> Path:
    """Return the path of the reference beside ``database``."""
    return database.with_name(database.stem + ".key.json")


def read_reference(database: Path) -> KeyReference:
    """Return what is written beside ``database``.

    Raises KeyReferenceMissing, KeyReferenceDamaged or KeyReferenceNewer.
    """
    file = reference_file(database)
    try:
        values = json.loads(file.read_bytes())
        version = values.get("format", 1)
        if type(version) is int and version > FORMAT:
            raise KeyReferenceNewer(reference=file)
        return _first_format(values) if version == 1 else _second_format(values)
    except FileNotFoundError as error:
        raise KeyReferenceMissing(path=database, reference=file.name) from error
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise KeyReferenceDamaged(reference=file) from error


def write_reference(database: Path, reference: KeyReference) -> None:
    """Write ``reference`` beside ``database``, in the place of what is there, on disk on return."""
    text = json.dumps(_values(reference), indent=2, ensure_ascii=False)
    replace_file(reference_file(database), f"{text}\n".encode())


def with_entry(reference: KeyReference, entry: KeyEntry) -> KeyReference:
    """Return ``reference`` with ``entry`` in the place of the one with its id."""
    keys = tuple(entry if entry.key_id == old.key_id else old for old in reference.keys)
    return replace(reference, keys=keys)


def _first_format(values: dict[str, Any]) -> KeyReference:
    """Read what was written before there was a recovery key."""
    entry = KeyEntry(_text(values["key_id"]), _text(values["created"]))
    return KeyReference(_text(values["service"]), _text(values["backend"]), "", "", (entry,))


def _second_format(values: dict[str, Any]) -> KeyReference:
    recovery, escrow = values.get("recovery"), values.get("escrow")
    keys = tuple(map(_entry, values["keys"]))
    if not keys:
        raise ValueError("no key")
    return KeyReference(
        service=_text(values["service"]),
        backend=_text(values["backend"]),
        user=_text(values["user"]),
        computer=_text(values["computer"]),
        keys=keys,
        recovery=None if recovery is None else _recovery(recovery),
        escrow=None if escrow is None else _public(escrow["public_key"]),
        recovered=_text(values.get("recovered", "")),
    )


def _entry(values: dict[str, Any]) -> KeyEntry:
    sealed = values.get("sealed", {})
    return KeyEntry(
        _text(values["key_id"]),
        _text(values["created"]),
        *(_bytes(sealed[way]) if way in sealed else None for way in ("recovery", "escrow")),
    )


def _recovery(values: dict[str, Any]) -> Recovery:
    salt = _bytes(values["salt"])
    if len(salt) not in _SALT:
        raise ValueError("salt")
    stretching = Stretching(
        salt,
        _number(values["memory_kib"], _MEMORY_KIB),
        _number(values["passes"], _PASSES),
        _number(values["lanes"], _LANES),
    )
    if stretching.memory_kib < 8 * stretching.lanes:  # RFC 9106, section 3.1
        raise ValueError("memory")
    return Recovery(_public(values["public_key"]), stretching, _text(values["created"]))


def _values(reference: KeyReference) -> dict[str, Any]:
    values: dict[str, Any] = {
        "format": FORMAT,
        "service": reference.service,
        "backend": reference.backend,
        "user": reference.user,
        "computer": reference.computer,
        "recovered": reference.recovered,
        "keys": [_entry_values(entry) for entry in reference.keys],
    }
    if reference.recovery:
        how = reference.recovery.stretching
        values["recovery"] = {
            "public_key": _base64(reference.recovery.public_key),
            "salt": _base64(how.salt),
            "memory_kib": how.memory_kib,
            "passes": how.passes,
            "lanes": how.lanes,
            "created": reference.recovery.created,
        }
    if reference.escrow:
        values["escrow"] = {"public_key": _base64(reference.escrow)}
    return values


def _entry_values(entry: KeyEntry) -> dict[str, Any]:
    ways = {"recovery": entry.recovery, "escrow": entry.escrow}
    sealed = {name: _base64(way) for name, way in ways.items() if way}
    return {"key_id": entry.key_id, "created": entry.created, "sealed": sealed}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object, allowed: range) -> int:
    if type(value) is not int or value not in allowed:
        raise ValueError("no such number")
    return value


def _bytes(value: object) -> bytes:
    return base64.b64decode(_text(value), validate=True)


def _public(value: object) -> bytes:
    key = _bytes(value)
    if len(key) != KEY_BYTES:
        raise ValueError("no public key")
    return key


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()

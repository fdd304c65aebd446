"""The two keys of a store."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeyPair:
    """What opens a file of the store, and what its audit trail is signed with; 32 bytes each."""

    data: bytes = field(repr=False)
    audit: bytes = field(repr=False)

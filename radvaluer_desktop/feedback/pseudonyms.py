"""Names of studies as the store keeps them: keyed digests, unless a site wants them as typed.

The same name always gives the same pseudonym in one store, so that a study can be found and erased
by its name; without the store's own key, which lies inside the encryption, nobody can try names.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from radvaluer_desktop.report.study import StudyHeader

if TYPE_CHECKING:
    from sqlite_utils import Database

_BYTES = 10  # of SHA-256: a million studies collide with a chance of about 1 in 10^12
_RADIOLOGIST_DIGITS = 8  # a thousand radiologists collide with a chance of about 1 in 10^4
_PSEUDONYM = re.compile(r"S-[0-9A-F]{20}")


def pseudonym_of(database: Database, name: str) -> str:
    """Return the pseudonym of ``name``; one that is one already stays.

    Source: HMAC (RFC 2104) with SHA-256, the first 80 bits.
    """
    name = name.strip()
    if is_pseudonym(name):
        return name
    return pseudonym_with(_key(database), name)


def is_pseudonym(name: str) -> bool:
    """Whether ``name`` is one that a store made."""
    return _PSEUDONYM.fullmatch(name) is not None


def pseudonym_with(key: bytes, name: str) -> str:
    """Return the pseudonym of ``name``, which has no white space around it, by a store's key."""
    return f"S-{_digest(key, name)}"


def radiologist_pseudonym(database: Database, radiologist: str) -> str:
    """Return the pseudonym of a radiologist's id, which is no study's even where the ids agree.

    Of few people each can be tried by who has the store's key; it hides names in a table, no more.
    """
    return f"R-{_digest(_key(database), chr(0) + radiologist)[:_RADIOLOGIST_DIGITS]}"


def _key(database: Database) -> bytes:
    sql = "SELECT value FROM store_values WHERE name = 'pseudonym_key'"
    (key,) = database.execute(sql).fetchone()
    return bytes.fromhex(key)


def _digest(key: bytes, name: str) -> str:
    digest = hmac.digest(key, name.encode("utf-8", "replace"), "sha256")
    return digest[:_BYTES].hex().upper()


def pseudonymous(database: Database, header: StudyHeader) -> StudyHeader:
    """Return ``header`` with the study's name replaced by its pseudonym."""
    if not header.pseudonym:
        return header
    return replace(header, pseudonym=pseudonym_of(database, header.pseudonym))

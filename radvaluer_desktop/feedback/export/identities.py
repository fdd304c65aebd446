"""Keyed pseudonyms, shifted times and grouped ages of what leaves a store.

The same name gives the same pseudonym in every export of one store, and tells nothing without the
store's key; two stores give the same person two pseudonyms, which nobody can join.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from radvaluer_desktop.safety.deid.dates import OLDEST_TOLD

_BYTES = 10  # of SHA-256: a million names collide with a chance of about 1 in 10^12
_MOST_SHIFT_S = 365 * 24 * 3600
OLDEST_GROUP = OLDEST_TOLD + 1
# What stands for the hash of a model that a server drafts with: its host, and its name there.
_SERVED = re.compile(r"server:([^/]*)/(.*)", re.DOTALL)
_ABSOLUTE = re.compile(r"(?:[A-Za-z]:)?[/\\]")


@dataclass(frozen=True, slots=True)
class Identities:
    """Makes pseudonyms with ``key``, 32 bytes of the store's own."""

    key: bytes = field(repr=False)

    def pseudonym(self, kind: str, name: str) -> str:
        """Return the pseudonym of ``name``, as ``S-`` and 20 hexadecimal digits; ``kind``: ``S``.

        Source: HMAC (RFC 2104) with SHA-256, the first 80 bits.
        """
        return f"{kind}-{self._digest(kind, name)[:_BYTES].hex().upper()}"

    def model(self, id_: str, sha256: str) -> tuple[str, str]:
        """Return what names a model, id and hash; a server's host becomes ``N-`` and digits.

        A server may name its model by a path, of which the last part is enough.
        """
        served = _SERVED.fullmatch(sha256)
        if served is None:
            return id_, sha256
        host, name = self.pseudonym("N", served[1]), served[2]
        if _ABSOLUTE.match(name):
            name = re.split(r"[/\\]", name)[-1]
        return f"{name} ({host})", f"server:{host}/{name}"

    def shift(self, subject: str) -> timedelta:
        """Return how far every time of ``subject`` is moved back: 1 second to a year.

        In seconds, not days: a time of day to the second would find the report in other logs.
        """
        number = int.from_bytes(self._digest("shift", subject)[:8], "big")
        return timedelta(seconds=1 + number % _MOST_SHIFT_S)

    def moved(self, moment: datetime, subject: str) -> datetime:
        """Return ``moment``, whole seconds, moved as every time of ``subject`` is."""
        return moment.replace(microsecond=0) - self.shift(subject)

    def _digest(self, kind: str, name: str) -> bytes:
        text = f"{kind}\0{name}".encode("utf-8", "surrogatepass")
        return hmac.digest(self.key, text, "sha256")


def grouped_age(age: int | None) -> int | None:
    """Return ``age``, years, or 90 for all above 89: 45 CFR 164.514(b)(2)(i)(C)."""
    return OLDEST_GROUP if age is not None and age > OLDEST_TOLD else age

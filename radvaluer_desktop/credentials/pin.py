"""The PIN that unlocks the window: kept as a slow, salted hash in the keyring, never as typed.

scrypt (RFC 7914) with 32 MiB and some tenths of a second for each try. The digits of a PIN are soon
gone through by whoever can read the keyring, and who can read that can open the store without any
PIN: it is a curtain before people who pass by, not a second key of the store.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass, replace

from radvaluer_desktop.credentials.system_keyring import Keyring

SECRET = "window pin"  # noqa: S105 - the name under which it stands in the keyring
FEWEST = 4
_MOST = 64
_N, _R, _P = 1 << 15, 8, 1
_MEMORY = 128 * _N * _R * 2
_FREE_TRIES = 3
_FIRST_WAIT_S = 5.0
_LONGEST_WAIT_S = 900.0


@dataclass(frozen=True, slots=True)
class Pin:
    """What the keyring holds of a PIN; ``wrong``: tries since the last right one.

    ``until``: seconds since 1970 before which no try counts.
    """

    salt: str
    digest: str
    wrong: int = 0
    until: float = 0.0

    def wait_s(self, now: float) -> float:
        """Seconds until the next try; a clock that was set back makes nobody wait for ever."""
        return min(max(self.until - now, 0.0), wait_after(self.wrong))

    def opens(self, typed: str) -> bool:
        """Whether ``typed`` is this PIN. Takes some tenths of a second."""
        return hmac.compare_digest(_digest(typed, bytes.fromhex(self.salt)), self.digest)

    def tried(self, *, right: bool, now: float) -> Pin:
        """Return what is to be kept after a try."""
        if right:
            return replace(self, wrong=0, until=0.0)
        wrong = self.wrong + 1
        return replace(self, wrong=wrong, until=now + wait_after(wrong))


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try: what is kept now, whether it was right, seconds until the next counts."""

    pin: Pin | None
    right: bool
    wait_s: float = 0.0


def wait_after(wrong: int) -> float:
    """Return the seconds that ``wrong`` tries cost: none for three, then twice as many each."""
    if wrong < _FREE_TRIES:
        return 0.0
    return float(min(_FIRST_WAIT_S * 2.0 ** min(wrong - _FREE_TRIES, 20), _LONGEST_WAIT_S))


def may_be_pin(typed: str) -> bool:
    """Whether ``typed`` is long enough, and not one sign over and over."""
    return FEWEST <= len(typed) <= _MOST and len(set(typed)) > 1


def new_pin(typed: str) -> Pin:
    """Return what is to be kept of a PIN that somebody chose. Takes some tenths of a second."""
    salt = secrets.token_bytes(16)
    return Pin(salt.hex(), _digest(typed, salt))


def read_pin(keyring: Keyring) -> Pin | None:
    """Return the PIN of this user, None where none was chosen. Raises StoreError."""
    text = keyring.read_secret(SECRET)
    return _parsed(text) if text else None


def keep_pin(keyring: Keyring, pin: Pin) -> None:
    """Keep ``pin`` in the place of the one before. Raises StoreError."""
    keyring.keep_secret(SECRET, json.dumps(asdict(pin)))


def forget_pin(keyring: Keyring) -> None:
    """Let there be no PIN. Raises StoreError."""
    keyring.delete_key(SECRET)


def try_pin(keyring: Keyring, typed: str, known: Pin | None = None) -> Tried:
    """Try a PIN; ``known`` spares asking the keyring for it.

    Where the keyring was emptied there is nothing to ask for, and the try is right. Raises
    StoreError where the keyring does not say what the PIN is, or does not keep the count.
    """
    pin = known or read_pin(keyring)
    if pin is None:
        return Tried(None, right=True)
    now = time.time()
    if wait := pin.wait_s(now):
        return Tried(pin, right=False, wait_s=wait)
    right = pin.opens(typed)
    after = pin.tried(right=right, now=now)
    if after != pin:
        keep_pin(keyring, after)
    return Tried(after, right=right, wait_s=after.wait_s(now))


def change_pin(keyring: Keyring, old: str | None, new: str) -> Tried:
    """Keep ``new``, or no PIN where it is empty, if ``old`` is right; None: there is none yet.

    Raises StoreError.
    """
    if old is not None:
        tried = try_pin(keyring, old)
        if not tried.right:
            return tried
    if not new:
        forget_pin(keyring)
        return Tried(None, right=True)
    pin = new_pin(new)
    keep_pin(keyring, pin)
    return Tried(pin, right=True)


def _parsed(text: str) -> Pin | None:
    """Return what stands there; what is no PIN of ours opens nothing and counts as none."""
    try:
        values = json.loads(text)
        pin = Pin(**values)
        bytes.fromhex(pin.salt)
        return replace(pin, wrong=int(pin.wrong), until=float(pin.until))
    except (ValueError, TypeError, AttributeError):
        return None


def _digest(typed: str, salt: bytes) -> str:
    return hashlib.scrypt(
        typed.encode("utf-8"), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=32
    ).hex()

"""Encrypts what leaves in the age format, and opens it. Owns pyrage.

age-encryption.org/v1: a file key wrapped for each recipient by X25519, HKDF-SHA-256 and
ChaCha20-Poly1305, the text in authenticated pieces of 64 KiB, the last one marked. So that every
age program opens it, and nothing that was cut or changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyrage

from radvaluer_desktop.feedback.export.failures import RecipientInvalid

_SECRET = re.compile(r"^AGE-SECRET-KEY-1[0-9A-Z]+$", re.MULTILINE)


class NotForThisKey(Exception):
    """None of the secret keys opens the file; or it is no such file."""


def valid_recipient(line: str) -> str:
    """Return the public key of ``line``. Raises RecipientInvalid, which does not repeat it."""
    line = line.strip()
    try:
        return str(pyrage.x25519.Recipient.from_str(line))
    except pyrage.RecipientError as error:
        raise RecipientInvalid from error


def secret_keys(text: str) -> list[str]:
    """Return the secret keys of a file that ``age-keygen`` wrote; none where it holds none."""
    keys = []
    for line in _SECRET.findall(text):
        try:
            pyrage.x25519.Identity.from_str(line)
        except pyrage.IdentityError:
            continue
        keys.append(line)
    return keys


def encrypt(chunks: Iterator[bytes], write: Callable[[bytes], int], recipient: str) -> None:
    """Write ``chunks`` encrypted to ``recipient``. Whatever the two raise is raised as it was."""
    source, sink = _Source(chunks), _Sink(write)
    public = pyrage.x25519.Recipient.from_str(recipient)
    with _originals(source, sink):
        pyrage.encrypt_io(source, sink, [public])


def decrypt(chunks: Iterator[bytes], write: Callable[[bytes], int], secrets: list[str]) -> None:
    """Write what ``chunks`` hold. Raises NotForThisKey, also for what is damaged.

    A piece is handed on when it is found to be whole, before later ones were seen.
    """
    source, sink = _Source(chunks), _Sink(write)
    with _originals(source, sink):
        pyrage.decrypt_io(source, sink, [pyrage.x25519.Identity.from_str(each) for each in secrets])


class _Source:
    """What pyrage reads from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = memoryview(b"")
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self._left:
                chunk = next(self._chunks, None)
                if chunk is None:
                    return b""
                self._left = memoryview(chunk)
        except BaseException as error:
            self.error = error
            raise
        taken, self._left = self._left[:size], self._left[size:]
        return bytes(taken)


class _Sink:
    """What pyrage writes to."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self._write = write
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._write(data)
        except BaseException as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Nothing is held back here."""


class _originals:  # noqa: N801 - a context manager
    """Raises what the source or the sink raised, which pyrage makes an error of its own of."""

    def __init__(self, source: _Source, sink: _Sink) -> None:
        self._sides = (source, sink)

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            return
        for side in self._sides:
            if side.error is not None:
                raise side.error from None
        if isinstance(error, pyrage.DecryptError | OSError):
            raise NotForThisKey from error

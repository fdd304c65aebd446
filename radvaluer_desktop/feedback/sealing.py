"""Seals the keys of a store so that whoever has a private key can open them. Owns cryptography.

Hybrid public-key encryption (RFC 9180): X25519, HKDF with SHA-256, ChaCha20-Poly1305, which
authenticates. The private key is the department's, or it is derived from a recovery key with
Argon2id (RFC 9106, section 4, the second recommended option: 3 passes, 4 lanes, 64 MiB). Because
sealing needs the public key alone, a new data key is sealed without anybody typing anything.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
)

from radvaluer_desktop.credentials import KEY_BYTES
from radvaluer_desktop.feedback.key_pair import KeyPair

__all__ = [
    "Stretching",
    "X25519PrivateKey",
    "fingerprint",
    "new_pair",
    "private_key_of",
    "public_bytes",
    "public_line",
    "read_private_key",
    "read_public_line",
    "seal",
    "unseal",
]

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_INFO = b"radvaluer-desktop: keys of a feedback store, 1"
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Stretching:
    """How Argon2id stretches a recovery key: no secret. ``salt``: 16 bytes."""

    salt: bytes
    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    @classmethod
    def new(cls) -> Stretching:
        """Return one with a salt of its own."""
        return cls(os.urandom(_SALT_BYTES))


def private_key_of(recovery: str, how: Stretching) -> X25519PrivateKey:
    """Derive the private key of a recovery key; takes a quarter of a second and 64 MiB."""
    stretched = Argon2id(
        salt=how.salt,
        length=KEY_BYTES,
        iterations=how.passes,
        lanes=how.lanes,
        memory_cost=how.memory_kib,
    ).derive(recovery.encode())
    return X25519PrivateKey.from_private_bytes(stretched)


def public_bytes(private: X25519PrivateKey) -> bytes:
    """Return the public key that belongs to ``private``, 32 bytes."""
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(public: bytes) -> str:
    """Return what people compare keys by: 16 hexadecimal digits of the SHA-256, in fours."""
    digits = hashlib.sha256(public).hexdigest()[:16].upper()
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def seal(keys: KeyPair, public: bytes) -> bytes:
    """Seal ``keys`` to ``public``. Raises ValueError where that is no usable public key."""
    recipient = X25519PublicKey.from_public_bytes(public)
    return _SUITE.encrypt(keys.data + keys.audit, recipient, info=_INFO)


def unseal(sealed: bytes, private: X25519PrivateKey) -> KeyPair:
    """Open what was sealed. Raises ValueError where it is damaged or sealed to another key."""
    try:
        keys = _SUITE.decrypt(sealed, private, info=_INFO)
    except InvalidTag as error:
        raise ValueError("damaged, or sealed to another key") from error
    if len(keys) != 2 * KEY_BYTES:
        raise ValueError("no pair of keys")
    return KeyPair(keys[:KEY_BYTES], keys[KEY_BYTES:])


def new_pair(passphrase: bytes) -> tuple[bytes, str]:
    """Return a new private key as PEM (PKCS #8), and its public key as one line.

    ``passphrase``: encrypts the private key; empty: it is not encrypted.
    """
    private = X25519PrivateKey.generate()
    locked = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    return pem, public_line(public_bytes(private))


def public_line(public: bytes) -> str:
    """Return ``public`` as the line between the marks of a PEM file."""
    key = X25519PublicKey.from_public_bytes(public)
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode()


def read_public_line(line: str) -> bytes:
    """Return the public key, 32 bytes, of such a line. Raises ValueError where it is none."""
    try:
        key = load_der_public_key(base64.b64decode(line.strip(), validate=True))
    except (binascii.Error, UnsupportedAlgorithm) as error:
        raise ValueError("no public key") from error
    if not isinstance(key, X25519PublicKey):
        raise ValueError("not of the kind X25519")  # noqa: TRY004 - of the line, not of an argument
    public = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    seal(KeyPair(bytes(KEY_BYTES), bytes(KEY_BYTES)), public)  # some points seal nothing
    return public


def read_private_key(pem: bytes, passphrase: bytes) -> X25519PrivateKey:
    """Return the private key of a PEM file. Raises ValueError where it is none or stays locked."""
    try:
        key = load_pem_private_key(pem, passphrase or None)
    except (TypeError, UnsupportedAlgorithm) as error:  # encrypted or not, against what was given
        raise ValueError("no private key that opens") from error
    if not isinstance(key, X25519PrivateKey):
        raise ValueError("not of the kind X25519")  # noqa: TRY004 - of the file, not of an argument
    return key

"""The hash that names a model file's very bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

_PIECE_BYTES = 4 << 20


def sha256_of(path: Path, may_go_on: Callable[[], None] | None = None) -> str:
    """Return the SHA-256 of a file, in lower-case hexadecimal. Raises OSError.

    Large models take seconds: ``may_go_on`` is called between pieces, and what it raises ends it.
    """
    digest = hashlib.sha256()
    piece = memoryview(bytearray(_PIECE_BYTES))
    with path.open("rb", buffering=0) as file:
        while read := file.readinto(piece):
            digest.update(piece[:read])
            if may_go_on is not None:
                may_go_on()
    return digest.hexdigest()

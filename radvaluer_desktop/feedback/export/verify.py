"""Looks whether an export is what its manifest says: whole, unchanged, and for this key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from radvaluer_desktop.feedback.export import sealed
from radvaluer_desktop.feedback.export.failures import (
    ExportChanged,
    ExportCut,
    ExportMissing,
    IdentityInvalid,
    OtherRecipient,
)
from radvaluer_desktop.feedback.export.manifest import Manifest, read_manifest

_PIECE = 1 << 20
_LONGEST_KEYS = 100_000  # bytes


def verify_export(
    path: Path,
    secrets: list[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Return the manifest of ``path``, which is what that says. Raises ExportFaulty.

    ``secrets``: with the recipient's secret keys, what is inside is looked at too. ``progress``
    gets the bytes that were read and how many there are, and may raise.
    """
    with reading(path) as file:
        manifest = read_manifest(path)
        size = _size(file)
        if size != manifest.size:
            raise ExportCut(path=path, bytes=size, expected=manifest.size)
        digest = hashlib.sha256()
        for piece in pieces(file):
            digest.update(piece)
            if progress is not None:
                progress(file.tell(), size)
        if digest.hexdigest() != manifest.sha256:
            raise ExportChanged(path=path)
        if manifest.recipient and secrets is not None:
            file.seek(0)
            _verify_inside(path, file, manifest, secrets)
    return manifest


def _verify_inside(path: Path, file: BinaryIO, manifest: Manifest, secrets: list[str]) -> None:
    digest = hashlib.sha256()

    def write(data: bytes) -> int:
        digest.update(data)
        return len(data)

    try:
        sealed.decrypt(pieces(file), write, secrets)
    except sealed.NotForThisKey as error:  # it is whole, so it must be the key
        raise OtherRecipient(path=path, recipient=manifest.recipient) from error
    if digest.hexdigest() != manifest.data_sha256:
        raise ExportChanged(path=path)


def read_secrets(path: Path) -> list[str]:
    """Return the secret keys of a file of ``age-keygen``. Raises IdentityInvalid."""
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST_KEYS).decode("utf-8", "replace")
    except OSError as error:
        raise IdentityInvalid(path=path) from error
    keys = sealed.secret_keys(text)
    if not keys:
        raise IdentityInvalid(path=path)
    return keys


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """Open an export. Raises ExportMissing."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportMissing(path=path, reason=reason) from error


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of ``file``, a mebibyte at a time."""
    while piece := file.read(_PIECE):
        yield piece


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size

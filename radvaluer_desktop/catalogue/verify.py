"""What a model file must pass before it is listed or used. None of it needs llama.cpp.

In this order, the cheap first: the header, bound-checked; the architecture; size and hash where
they are known; then what else the application brings, such as a look at the file's own template.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.catalogue.failures import (
    ArchitectureUnknown,
    ModelOfOtherSize,
    NotTheModel,
)
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import ARCHITECTURES, ModelHeader, read_header

# Raises ModelError where the file must not be used; reads what it needs itself.
Check = Callable[[Path, ModelHeader], None]
MayGoOn = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a file before it is read; 0 and "" where it is not."""

    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """A file that passed: its header and the hash of its bytes."""

    header: ModelHeader
    sha256: str
    bytes: int


def verify_header(path: Path, expected: Expected) -> ModelHeader:
    """Return the header of a file that may be a model, by its first bytes. Raises ModelError."""
    header = read_header(path)
    if not header.adapter and header.architecture not in ARCHITECTURES:
        raise ArchitectureUnknown(path=path, architecture=header.architecture)
    size = path.stat().st_size
    if expected.bytes and size != expected.bytes:
        raise ModelOfOtherSize(path=path, size=size, expected=expected.bytes)
    return header


def verify_file(
    path: Path,
    expected: Expected,
    checks: Sequence[Check] = (),
    may_go_on: MayGoOn | None = None,
) -> Verified:
    """Return what ``path`` is. Raises ModelError, or what ``may_go_on`` raises meanwhile."""
    header = verify_header(path, expected)
    digest = sha256_of(path, may_go_on)
    if expected.sha256 and digest != expected.sha256:
        raise NotTheModel(path=path, found=digest, expected=expected.sha256)
    for check in checks:
        check(path, header)
    return Verified(header, digest, path.stat().st_size)

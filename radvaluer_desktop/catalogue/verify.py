"""What a model file must pass before it is listed or used. None of it needs llama.cpp.

In this order, the cheap first: the header, bound-checked; the architecture; size and hash where
they are known; then the file's own chat template, which the application looks at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.catalogue.failures import (
    ArchitectureUnknown,
    ModelOfOtherSize,
    NotTheModel,
)
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import ModelHeader, is_known, read_header

# Returns what of the file's own chat template is used, as a digest; "" where it has none. Raises
# ModelError where the template misbehaves.
FrameOf = Callable[[Path, ModelHeader], str]
MayGoOn = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a file before it is read; 0 and "" where it is not."""

    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """A file that passed: its header, the hash of its bytes, and of its frame (``FrameOf``)."""

    header: ModelHeader
    sha256: str
    bytes: int
    frame: str = ""


def no_frame(path: Path, header: ModelHeader) -> str:
    """Look at no chat template."""
    del path, header
    return ""


def verify_header(path: Path, expected: Expected) -> ModelHeader:
    """Return the header of a file that may be a model, by its first bytes. Raises ModelError."""
    header = read_header(path)
    if not header.adapter and not is_known(header.architecture):
        raise ArchitectureUnknown(path=path, architecture=header.architecture)
    size = path.stat().st_size
    if expected.bytes and size != expected.bytes:
        raise ModelOfOtherSize(path=path, size=size, expected=expected.bytes)
    return header


def verify_file(
    path: Path,
    expected: Expected,
    frame_of: FrameOf = no_frame,
    may_go_on: MayGoOn | None = None,
) -> Verified:
    """Return what ``path`` is. Raises ModelError, or what ``may_go_on`` raises meanwhile."""
    header = verify_header(path, expected)
    digest = sha256_of(path, may_go_on)
    if expected.sha256 and digest != expected.sha256:
        raise NotTheModel(path=path, found=digest, expected=expected.sha256)
    return Verified(header, digest, path.stat().st_size, frame_of(path, header))

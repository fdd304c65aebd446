"""The copyright file of the Debian package: our licence, and the licence of each part inside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

_HEAD = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: RadValuer Desktop
Comment: A program frozen together with the Python interpreter and the libraries that it uses.
 Their own licence texts lie in /usr/lib/radvaluer/_internal, in the folders *.dist-info.

Files: *
Copyright: The RadValuer Desktop authors
License: Apache-2.0

License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
"""

_INSIDE = """Files: usr/lib/radvaluer/_internal/*
Copyright: their authors
License: various
Comment: Inside are, with the licence that each names:
"""


def copyright_text(home: Path) -> str:
    """Return the file's text for the frozen tree at ``home``."""
    parts = "".join(f" {name}\n" for name in _parts(home / "_internal"))
    return f"{_HEAD}\n{_INSIDE}{parts}"


def _parts(internal: Path) -> Iterator[str]:
    yield "Python {}.{}: PSF-2.0".format(*sys.version_info[:2])
    yield "Qt: LGPL-3.0-only"
    for metadata in sorted(internal.glob("*.dist-info/METADATA")):
        message = HeaderParser().parsestr(metadata.read_text("utf-8"))
        if message["Name"] != "radvaluer-desktop":
            yield f"{message['Name']} {message['Version']}: {licence_of(message)}"


def licence_of(metadata: Message) -> str:
    """Return what a package's metadata says of its licence, in one line."""
    if expression := metadata["License-Expression"]:
        return str(expression)
    trove = [str(line) for line in metadata.get_all("Classifier", []) if line.startswith("License")]
    if trove:
        return ", ".join(line.rpartition(" :: ")[2] for line in trove)
    return " ".join(str(metadata["License"] or "see its licence text").split())[:80]

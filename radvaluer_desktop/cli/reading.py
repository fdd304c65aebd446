"""Reads what a command was given: a report's text from a file or from standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.report.decoding import decode_report, encoding_of
from radvaluer_desktop.report.table import newline_of

MIB = 2**20
MOST_REPORT_MIB = 64  # more than the context of any model holds, in any encoding
MOST_BATCH_MIB = 1024


class FileUnreadable(InputError):
    """The file is not there, or this user may not read it."""

    what = "The file {path} cannot be read ({reason})."
    next_step = "Check its name and its permissions."


class FileTooLarge(InputError):
    """The file is larger than any that is meant for this, or never ends."""

    what = "{path} is larger than {most} MiB, which is more than is read."
    next_step = "Check whether it is the right file; hand in less at a time."


class EncodingUnknown(InputError):
    """The file's bytes are no text, or could be text in several encodings."""

    what = "{path} is not a text file that is clearly in UTF-8, UTF-16, UTF-32 or GB18030."
    next_step = "Save it as UTF-8 text and try again."


def read_report(source: str, most_mib: int = MOST_REPORT_MIB) -> str:
    """Return the text of the file ``source``, of standard input for ``-``.

    Raises InputError where it cannot be read, is larger than ``most_mib`` or is no text.
    """
    name = "standard input" if source == "-" else source
    try:
        data = _read(source, most_mib * MIB + 1)
    except OSError as error:
        raise FileUnreadable(path=source, reason=error.strerror) from error
    if len(data) > most_mib * MIB:
        raise FileTooLarge(path=name, most=most_mib)
    text = decode_report(data)
    if text is None:
        raise EncodingUnknown(path=name)
    return text


def _read(source: str, size: int) -> bytes:
    """Return up to about ``size`` bytes, read piece by piece: at once, all would be set aside."""
    data = bytearray()
    with nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb") as file:
        while len(data) < size and (piece := file.read(MIB)):
            data += piece
    return bytes(data)


@contextmanager
def opened_table(path: Path) -> Iterator[TextIO]:
    """Open a table of any size to be read line by line. Raises InputError."""
    try:
        with path.open("rb") as file:
            encoding = encoding_of(file)
            if encoding is None:
                raise EncodingUnknown(path=path)
            with io.TextIOWrapper(file, encoding, newline=newline_of(path)) as text:
                yield text
    except OSError as error:
        raise FileUnreadable(path=path, reason=error.strerror) from error

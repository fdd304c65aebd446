"""Reads what a command was given: a report's text from a file or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.report.decoding import decode_report


class FileUnreadable(InputError):
    """The file is not there, or this user may not read it."""

    what = "The file {path} cannot be read ({reason})."
    next_step = "Check its name and its permissions."


class EncodingUnknown(InputError):
    """The file's bytes are no text, or could be text in several encodings."""

    what = "{path} is not a text file that is clearly in UTF-8, UTF-16, UTF-32 or GB18030."
    next_step = "Save it as UTF-8 text and try again."


def read_report(source: str) -> str:
    """Return the text of the file ``source``, of standard input for ``-``.

    Raises InputError where it cannot be read or is no text.
    """
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise FileUnreadable(path=source, reason=error.strerror) from error
    text = decode_report(data)
    if text is None:
        raise EncodingUnknown(path="standard input" if source == "-" else source)
    return text

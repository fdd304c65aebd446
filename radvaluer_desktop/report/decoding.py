"""Reads the bytes of a report file: UTF-8, UTF-16 with its mark, or GB18030."""

from __future__ import annotations

import codecs

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode_report(data: bytes) -> str | None:
    """Return the text of a report file; None where its bytes are no text in a known encoding.

    GB18030 is the encoding of Chinese systems that do not write UTF-8 (GB 18030-2022).
    """
    encodings = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    for encoding in encodings or ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None

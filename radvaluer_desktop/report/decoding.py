"""Reads the bytes of a report file: UTF-8, UTF-16 and UTF-32, or GB18030 where it is clear.

Text that is misread without a word is worse than a file that is refused.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

_MARKS = {  # UTF-32's little-endian mark begins with that of UTF-16
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Rows of GB 2312: 1 to 3 punctuation and numbers, 6 Greek, 16 to 55 the everyday characters.
_EVERYDAY = re.compile(rb"[\xa1-\xa3\xa6\xb0-\xd7][\xa1-\xfe]")
_EVERYDAY_SHARE = 0.5
_PIECE = 2**20
_ZEROS_SHARE = 0.2  # in UTF-16 every second byte of an ASCII character is 0


def decode_report(data: bytes) -> str | None:
    """Return the text of a report file; None where its bytes are no text in a clear encoding.

    GB18030 is the encoding of Chinese systems that do not write UTF-8 (GB 18030-2022). Nearly
    any text in Latin-1 and the like can be read as GB18030 too, and shows rare characters then:
    such a file is refused, because nothing in it says which was meant.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data, encoding)
    if data.count(0) > _ZEROS_SHARE * len(data):
        return _decoded(data, "utf-16-be" if data[0] == 0 else "utf-16-le")
    text = _decoded(data, "utf-8")
    if text is None and 0 not in data:
        text = _decoded(data, "gb18030")
        if text is not None and not _is_everyday_chinese(text):
            return None
    return text


def encoding_of(file: BinaryIO) -> str | None:
    """Return the encoding of a text file of any size, by the same rules, reading it through.

    None where its bytes are no text in a clear encoding. The file is then where it was.
    """
    begin = file.tell()
    head = file.read(_PIECE)
    marked = [encoding for mark, encoding in _MARKS.items() if head.startswith(mark)]
    if marked:
        candidates = marked[:1]
    elif head.count(0) > _ZEROS_SHARE * len(head):
        candidates = ["utf-16-be" if head[0] == 0 else "utf-16-le"]
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        file.seek(begin)
        if _decodes(file, encoding):
            file.seek(begin)
            return encoding
    file.seek(begin)
    return None


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(_PIECE):
            text = decoder.decode(piece)
            if encoding == "gb18030" and (0 in piece or not _is_everyday_chinese(text)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_everyday_chinese(text: str) -> bool:
    """Whether most of what is not ASCII are characters that Chinese reports are written with."""
    foreign = [letter.encode("gb18030") for letter in text if letter > "\x7f"]
    everyday = sum(_EVERYDAY.fullmatch(letter) is not None for letter in foreign)
    return everyday >= _EVERYDAY_SHARE * len(foreign)

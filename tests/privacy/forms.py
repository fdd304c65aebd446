"""The forms in which a piece of text may lie about: encodings, escapes, base64."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

PIECE = 10  # characters; whoever finds as many of a canary has found it

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_PIECE_IN_BASE64 = 12  # what is certain of ten bytes that begin anywhere in a group of three


def _escaped(piece: str) -> str:
    return json.dumps(piece)[1:-1]


def _upper_escaped(piece: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c):04X}" for c in piece)


def _percent(piece: str) -> str:
    return quote(piece, safe="")


def _lower_percent(piece: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else quote(c, safe="").lower() for c in piece)


def _bytes_escaped(template: str) -> Callable[[str], str]:
    def escape(piece: str) -> str:
        data = piece.encode()
        return "".join(chr(b) if 32 <= b < 127 else template.format(b) for b in data)

    return escape


_ESCAPES: dict[str, Callable[[str], str]] = {
    "\\u escapes": _escaped,
    "\\U escapes": _upper_escaped,
    "percent-encoding": _percent,
    "percent-encoding in small letters": _lower_percent,
    "form encoding": quote_plus,
    "\\x escapes": _bytes_escaped("\\x{:02x}"),
    "octal escapes": _bytes_escaped("\\{:03o}"),
    "hexadecimal": lambda piece: piece.encode().hex(),
    "large hexadecimal": lambda piece: piece.encode().hex().upper(),
}


def forms_of(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name of a form and the bytes of a piece in it, for every piece of ``text``."""
    for start in range(len(text) - PIECE + 1):
        piece = text[start : start + PIECE]
        for encoding in _ENCODINGS:
            yield encoding, piece.encode(encoding)
        for name, escape in _ESCAPES.items():
            yield name, escape(piece).encode()
    for encoding in _ENCODINGS:
        yield from _in_base64(f"base64 of {encoding}", text.encode(encoding))


def _in_base64(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text may begin at any of three places in a group of three bytes."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + data).rstrip(b"=")
        inner = encoded[-(-before * 8 // 6) : len(encoded) - 1]  # what no neighbour has a bit of
        for variant in {inner, inner.translate(bytes.maketrans(b"+/", b"-_"))}:
            for start in range(len(variant) - _PIECE_IN_BASE64 + 1):
                yield name, variant[start : start + _PIECE_IN_BASE64]

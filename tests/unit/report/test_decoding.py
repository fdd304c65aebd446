"""Report files in the encodings that reporting systems write."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.report.decoding import decode_report

TEXT = "FINDINGS: 右肺下叶结节, 6 × 5 mm.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "gb18030"],
)
def test_encodings(data: bytes) -> None:
    assert decode_report(data) == TEXT


def test_a_rare_character_of_gb18030() -> None:
    assert decode_report("患者𠮷某".encode("gb18030")) == "患者𠮷某"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        codecs.BOM_UTF16_LE + b"\x00\xd8a\x00",
        codecs.BOM_UTF8 + b"\xff",
    ],
    ids=["png", "jpeg", "half a surrogate pair", "mark without utf-8"],
)
def test_bytes_that_are_no_text(data: bytes) -> None:
    assert decode_report(data) is None


def test_nothing_is_text() -> None:
    assert decode_report(b"") == ""


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    assert isinstance(decode_report(data), str | None)


@given(st.text())
def test_utf_8_always_comes_back(text: str) -> None:
    data = text.encode("utf-8", "replace")
    if not text.startswith("\ufeff"):
        assert decode_report(data) == data.decode()

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
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
    ],
    ids=[
        "utf-8",
        "utf-8 with mark",
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
        "utf-32-be",
        "utf-16-le without mark",
        "utf-16-be without mark",
        "gb18030",
    ],
)
def test_encodings(data: bytes) -> None:
    assert decode_report(data) == TEXT


def test_a_rare_character_of_gb18030() -> None:
    assert decode_report("患者𠮷某".encode("gb18030")) == "患者𠮷某"


@pytest.mark.parametrize(
    "text", ["右肺上葉見結節，雙側胸腔積液，建議追蹤檢查。", "3 × 4 mm, ±2°, α"]
)
def test_gb18030_with_traditional_characters_or_signs_alone(text: str) -> None:
    assert decode_report(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    "text",
    [
        "Größe 12 mm",
        "Läsion, Ø 5 mm",
        "37°C",
        "5 µm",
        "Müller",
        "créée",
        "GRÖSSE",
        "§§ 2",
        "naïve ±2",
    ],
)
def test_latin_1_is_refused_rather_than_misread(text: str) -> None:
    assert decode_report(text.encode("latin-1")) is None


def test_a_stray_zero_is_no_utf_16() -> None:
    assert decode_report(b"No effusion.\x00") == "No effusion.\x00"
    assert decode_report("右肺\x00".encode("gb18030")) is None


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
    if not text.startswith("\ufeff") and "\x00" not in text:
        assert decode_report(data) == data.decode()

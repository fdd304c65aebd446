"""The language of a report, told from its letters."""

from __future__ import annotations

import pytest

from radvaluer_desktop.report.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Opacity in the right lower lobe.", "en"),
        ("右肺下叶斑片影。", "zh"),
        ("CT平扫示右肺下叶斑片影，SUVmax约3.2。", "zh"),
        ("MRI T2WI FLAIR DWI 序列示左侧额叶高信号，ADC图呈低信号。", "zh"),
        ("Opacity in the right lower lobe, 肺炎 as the family says.", "en"),
        ("", "en"),
        ("12 mm, 3 x 4", "en"),
        ("肺", "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language

"""The words on the intended use: one file a region, whole in both languages; a site's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from radvaluer_desktop.intended_use import (
    REGIONS,
    IntendedUseUnusable,
    intended_use,
    read_intended_use,
    region_of,
)

_HAN = re.compile(r"[\u4e00-\u9fff]")
GOOD = 'version = "ours-3"\nregion = "eu"\n[text]\nen = "Words."\nzh = "文字。"\n'


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_has_words_of_its_own_in_both_languages(region: str) -> None:
    use = intended_use(region)
    assert use.region == region
    assert use.version.startswith(region)
    assert _HAN.search(use.texts["zh"])
    assert not _HAN.search(use.texts["en"])
    for text in use.texts.values():
        assert "not a medical device" not in text
        assert len(text) > 200
        emphasised = text.split("**")[1::2]
        assert emphasised
        assert not any(each.endswith("。") for each in emphasised), "Markdown would not close it"


def test_no_two_regions_share_a_version() -> None:
    assert len({intended_use(region).version for region in REGIONS}) == len(REGIONS)


@pytest.mark.parametrize(
    ("country", "region"),
    [("DE", "eu"), ("NO", "eu"), ("GB", "gb"), ("US", "us"), ("CN", "cn"), ("CH", "elsewhere")],
)
def test_a_country_leads_to_its_region(country: str, region: str) -> None:
    assert region_of(country) == region
    assert region_of("") == region_of("ZZ") == "elsewhere"


def test_a_site_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(GOOD, encoding="utf-8")
    use = read_intended_use(file)
    assert (use.version, use.region, use.texts["en"]) == ("ours-3", "eu", "Words.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version = 3",
        GOOD.replace("ours-3", ""),
        GOOD.replace("ours-3", "x" * 101),
        GOOD.replace("ours-3", "a\\nb"),
        GOOD.replace('"eu"', '"mars"'),
        GOOD.replace('zh = "文字。"\n', ""),
        GOOD.replace("文字。", "  "),
        GOOD + "[[",
        "#" * (1 << 19),
    ],
)
def test_what_cannot_be_shown_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(IntendedUseUnusable, match=r"ours\.toml"):
        read_intended_use(file)
    file.unlink()
    with pytest.raises(IntendedUseUnusable):
        read_intended_use(file)

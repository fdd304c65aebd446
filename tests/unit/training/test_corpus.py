import itertools
import re

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.metrics.beyond import numbers_beyond, sides_beyond
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus import NORMAL_SHARE, SyntheticReport, make_reports
from radvaluer_desktop.training.phrases import Region, load_regions

COUNT = 3000
SEED = 7

Regions = tuple[Region, ...]
Reports = list[SyntheticReport]


@pytest.fixture(scope="module")
def regions() -> Regions:
    return load_regions(resource("corpus"))


@pytest.fixture(scope="module")
def reports(regions: Regions) -> Reports:
    return list(itertools.islice(make_reports(regions, SEED), COUNT))


def test_the_same_seed_makes_the_same_reports(regions: Regions, reports: Reports) -> None:
    again = list(itertools.islice(make_reports(regions, SEED), 200))
    assert again == reports[:200]


def test_another_seed_makes_other_reports(regions: Regions, reports: Reports) -> None:
    other = list(itertools.islice(make_reports(regions, SEED + 1), 200))
    assert other != reports[:200]


def test_no_impression_names_a_number_that_the_findings_lack(reports: Reports) -> None:
    assert [r for r in reports if numbers_beyond(r.findings, r.impression)] == []


def test_no_impression_names_a_side_that_the_findings_lack(reports: Reports) -> None:
    assert [r for r in reports if sides_beyond(r.findings, r.impression)] == []


def test_a_made_up_name_stands_in_the_findings_too(reports: Reports) -> None:
    for report in reports:
        names = re.findall(r"\b([A-Z][a-z]{3,}) (?:catheter|port|stent|pump)", report.impression)
        assert all(name.lower() in report.findings.lower() for name in names)


@pytest.mark.parametrize("language", Language)
def test_both_languages_are_common(reports: Reports, language: Language) -> None:
    share = sum(report.language is language for report in reports) / COUNT
    assert 0.4 < share < 0.6


def test_chinese_reports_hold_chinese_and_english_ones_none(reports: Reports) -> None:
    for report in reports:
        chinese = re.search(r"[\u4e00-\u9fff]", report.findings) is not None
        assert chinese is (report.language is Language.CHINESE)


def test_about_a_third_is_normal(reports: Reports) -> None:
    share = sum(report.normal for report in reports) / COUNT
    assert abs(share - NORMAL_SHARE) < 0.05


def test_a_normal_report_says_so_and_nothing_else(regions: Regions, reports: Reports) -> None:
    sentences = {text for region in regions for text in region.normal.values()}
    for report in reports:
        assert (report.impression in sentences) is report.normal


def test_several_lines_are_numbered_and_a_single_one_is_not(reports: Reports) -> None:
    for report in reports:
        lines = report.impression.splitlines()
        numbers = [re.match(r"(\d+)\. ", line) for line in lines]
        if len(lines) == 1:
            assert numbers == [None]
        else:
            assert [int(n[1]) for n in numbers if n] == list(range(1, len(lines) + 1))


def test_no_notation_is_left_and_nothing_is_empty(reports: Reports) -> None:
    for report in reports:
        assert report.findings.strip()
        assert not re.search(r"[\[\]{}|]|<\|", report.findings + report.impression)


def test_every_finding_has_four_skeletons_in_each_language(regions: Regions) -> None:
    for region in regions:
        for finding in region.findings:
            if len(finding.find[Language.ENGLISH]) > 1:
                assert all(len(finding.find[language]) >= 4 for language in Language)


def test_every_slot_of_the_impression_is_in_every_description(regions: Regions) -> None:
    for region in regions:
        for finding in region.findings:
            for language in Language:
                for find, say in zip(finding.find[language], finding.say[language], strict=False):
                    certain = find
                    while "[" in certain:
                        certain = re.sub(r"\[[^\[\]]*\]", "", certain)
                    assert _slots(say) <= _slots(certain), (find, say)


def _slots(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))

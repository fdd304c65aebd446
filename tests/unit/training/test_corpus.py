import itertools
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from radvaluer_desktop.cli.corpus import corpus as corpus_command
from radvaluer_desktop.metrics.beyond import numbers_beyond, sides_beyond
from radvaluer_desktop.report.study import BodySystem, Language, Side
from radvaluer_desktop.training.corpus import SyntheticReport, make_reports

COUNT = 3000
SEED = 7
SIX = range(1, 7)

Reports = list[SyntheticReport]


@pytest.fixture(scope="module")
def reports() -> Reports:
    return list(itertools.islice(make_reports(SEED), COUNT))


@pytest.fixture(scope="module")
def held_out() -> Reports:
    return list(itertools.islice(make_reports(SEED, "test"), 600))


def test_the_same_seed_makes_the_same_reports(reports: Reports) -> None:
    assert list(itertools.islice(make_reports(SEED), 200)) == reports[:200]


def test_another_seed_makes_other_reports(reports: Reports) -> None:
    assert list(itertools.islice(make_reports(SEED + 1), 200)) != reports[:200]


def test_no_impression_names_a_number_that_the_findings_lack(reports: Reports) -> None:
    assert [r for r in reports if numbers_beyond(r.findings, _without_advice(r.impression))] == []


def test_no_impression_names_a_side_that_the_findings_lack(reports: Reports) -> None:
    assert [r for r in reports if sides_beyond(_abbreviated(r.findings), r.impression)] == []


def _without_advice(impression: str) -> str:
    """Leave out the terms of follow-up and the marks of a list, which rest on no finding."""
    plain = re.sub(r"\d+ months|\d+个月", "", impression)
    plain = re.sub(r"(?m)^(?:\(\d+\)|（\d+）|\d+[.)、](?!\d))", "", plain)
    return re.sub(r"(?<=[.。] )\d+\. |(?<=。)\d+\.", "", plain)


def _abbreviated(findings: str) -> str:
    sides = {"L": "left", "R": "right"}
    return re.sub(r"\b([LR])(?:UL|ML|LL)\b", lambda match: sides[match[1]], findings) + " both 两"


def test_no_word_is_said_twice_in_a_row(reports: Reports) -> None:
    english = re.compile(r"\b([a-z]{3,}(?: [a-z]+)?|CT|MRI) \1\b")
    chinese = re.compile("([\u4e00-\u9fff]{2,4})\\1")
    doubled = {Language.ENGLISH: english, Language.CHINESE: chinese}
    texts = [
        (report.language, text)
        for report in reports
        for text in (report.findings, report.impression, report.header.order or "")
    ]
    assert [m[0] for language, text in texts for m in doubled[language].finditer(text)] == []


def test_no_sentence_stands_twice_in_a_report(reports: Reports) -> None:
    for report in reports:
        sentences = re.split(r"(?<=。)|(?<=\.) |\n", report.findings.lower())
        whole = (each for each in sentences if not each.startswith("it "))  # "it measures 21 mm"
        written = [sentence.strip("- ") for sentence in whole if len(sentence) > 3]
        assert len(set(written)) == len(written), report.findings


def test_a_house_has_its_own_usual_way_and_the_rest_of_the_world_none() -> None:
    shares = {}
    for house in (0, 1, 6):
        made = make_reports(3, "train", [house], [BodySystem.CHEST], [Language.ENGLISH])
        findings = "\n".join(report.findings for report in itertools.islice(made, 600))
        shares[house] = findings.lower().count("it measures") / findings.lower().count("nodule")
    assert shares[6] > 2 * shares[0]
    assert shares[0] > 2 * shares[1]


def test_the_usual_term_is_the_most_common() -> None:
    made = make_reports(4, "train", None, [BodySystem.CHEST], [Language.ENGLISH])
    text = "\n".join(report.findings for report in itertools.islice(made, 3000)).lower()
    assert text.count("pleural effusion") > 2 * text.count("pleural fluid") > 0


def test_the_side_of_a_limb_is_that_of_the_header(reports: Reports) -> None:
    other = {Side.LEFT: r"\bright\b|右", Side.RIGHT: r"\bleft\b|左"}
    sided = [report for report in reports if report.header.side is not None]
    assert len(sided) > 20
    for report in sided:
        assert report.header.side is not None
        text = f"{report.header.order} {report.findings}"
        assert not re.search(other[report.header.side], text), text


def test_headers_tell_a_prior_where_something_is_compared(reports: Reports) -> None:
    told = [report for report in reports if report.header.prior]
    assert 0.1 < len(told) / COUNT < 0.4
    for report in told:
        assert not re.search(r"[Cc]omparison: none|No prior|无前片", report.findings)


@pytest.mark.parametrize("language", Language)
def test_both_languages_are_common(reports: Reports, language: Language) -> None:
    share = sum(report.language is language for report in reports) / COUNT
    assert 0.45 < share < 0.55


def test_the_systems_are_alike_often(reports: Reports) -> None:
    present = {report.system for report in reports}
    for system in present:
        share = sum(report.system is system for report in reports) / COUNT
        assert abs(share - 1 / len(present)) < 0.05


def test_about_three_in_ten_are_normal(reports: Reports) -> None:
    share = sum(report.normal for report in reports) / COUNT
    assert 0.22 < share < 0.36


def test_chinese_reports_hold_chinese_and_english_ones_none(reports: Reports) -> None:
    for report in reports:
        chinese = re.search(r"[\u4e00-\u9fff]", report.findings + report.impression) is not None
        assert chinese is (report.language is Language.CHINESE)


def test_no_notation_is_left_and_nothing_is_empty(reports: Reports) -> None:
    for report in reports:
        assert report.findings.strip()
        assert report.impression.strip()
        text = report.findings + report.impression + report.second
        assert not re.search(r"[\[\]{}|<>\x01]|  | ,| \.", text.replace(" .", "."))


def test_the_splits_share_no_combination(reports: Reports, held_out: Reports) -> None:
    several = {report.combination for report in reports if "+" in report.combination}
    assert several.isdisjoint(report.combination for report in held_out)
    dev = itertools.islice(make_reports(SEED, "dev"), 300)
    assert several.isdisjoint(report.combination for report in dev)


def test_training_never_shows_the_words_of_the_test(reports: Reports, held_out: Reports) -> None:
    new = {word.lower() for report in held_out for word in report.new_words}
    assert len(new) > 50
    taught = "\n".join(report.findings + report.impression for report in reports).lower()
    seen = [word for word in new if re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", taught)]
    assert seen == []
    assert not any(report.new_words for report in reports)


def test_new_words_are_there_to_be_copied(held_out: Reports) -> None:
    assert sum(bool(report.new_words) for report in held_out) > 60
    for report in held_out:
        for word in report.new_words:
            assert word.lower() in report.findings.lower()
            assert word.lower() in report.impression.lower()


def test_institutions_and_systems_can_be_chosen() -> None:
    chosen = make_reports(1, "test", [3], [BodySystem.CHEST], [Language.CHINESE])
    for report in itertools.islice(chosen, 50):
        assert (report.institution, report.system, report.language) == (3, "chest", "zh")


def test_only_training_draws_from_elsewhere(reports: Reports, held_out: Reports) -> None:
    assert {report.institution for report in reports} == {0, *SIX}
    assert {report.institution for report in held_out} == set(SIX)


def test_each_institution_writes_its_own_way() -> None:
    for language in Language:
        texts = {
            "\n".join(report.impression for report in itertools.islice(reports, 5))
            for reports in (make_reports(4, "train", [number], None, [language]) for number in SIX)
        }
        assert len(texts) == len(SIX)


def test_a_second_impression_says_the_same_of_the_same_facts(held_out: Reports) -> None:
    differing = [report for report in held_out if report.second != report.impression]
    assert 0.02 < len(differing) / len(held_out) < 0.6
    for report in differing:
        assert report.normal or _numbers(report.second) == _numbers(report.impression)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


def test_a_normal_impression_never_stands_under_an_urgent_finding(reports: Reports) -> None:
    urgent = ("pneumothorax", "pulmonary-embolism", "consolidation", "lung-mass")
    for report in reports:
        if set(report.combination.split("+")) & set(urgent):
            assert not report.normal


def test_the_command_writes_rows(tmp_path: Path) -> None:
    out = tmp_path / "reports.jsonl"
    arguments = ["--seed", "3", "--count", "20", "--institution", "2", "--out", str(out)]
    arguments += ["--system", "abdomen", "--language", "zh"]
    result = CliRunner().invoke(corpus_command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(rows) == 20
    for row in rows:
        assert row["findings"]
        assert row["impression"]
        assert row["institution"] == 2
        assert (row["system"], row["language"]) == ("abdomen", "zh")
        assert isinstance(row["new_words"], list)

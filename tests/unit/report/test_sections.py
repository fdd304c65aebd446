"""Reports of many kinds, split at their headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.report.sections import Sections, findings_of, second_report, split_sections

TEXT = "The lungs are clear."
HAN = "双肺纹理清晰。"


@pytest.mark.parametrize(
    "heading",
    [
        "FINDINGS:",
        "Findings:",
        "findings :",
        "FINDINGS",
        "**FINDINGS:**",
        "## Findings",
        "[FINDINGS]",
        "FINDINGS：",
        "CT FINDINGS:",
        "Imaging  findings:",
        "  DESCRIPTION:",
        "影像所见：",
        "检查所见:",
        "影像学表现",
        "【影像表现】",
        "【所见】：",
        "CT表现：",
        "X线所见：",
        "超声所见：",
    ],
)
@pytest.mark.parametrize("text", [TEXT, HAN])
def test_headings_of_findings(heading: str, text: str) -> None:
    report = f"EXAM: Chest\n{heading}\n{text}\nIMPRESSION: Normal."
    assert findings_of(split_sections(report)).strip("* ").strip() == text
    assert split_sections(report).impression == "Normal."


@pytest.mark.parametrize(
    "heading",
    [
        "IMPRESSION:",
        "Impression",
        "CONCLUSION:",
        "Opinion:",
        "诊断意见：",
        "印象：",
        "影像诊断:",
        "【诊断印象】",
        "超声提示：",
        "结论：",
    ],
)
def test_headings_of_impressions_are_left_out_of_the_findings(heading: str) -> None:
    sections = split_sections(f"FINDINGS: {TEXT}\n{heading}\nNormal chest.")
    assert findings_of(sections) == TEXT
    assert sections.impression == "Normal chest."


@pytest.mark.parametrize(
    "before",
    [
        "Comparison: none.\n",
        "Comparison: none. ",
        "Comparison: CT of 9.2.2010. ",
        "COMPARISON\nNone available.\n",
        "对比：2019年3月1日CT。",
        "Indication: cough. Fever for 3 days.\n",
        "Technique: Axial images. Thin slices.\n\n",
        "Indication: cough.\nComparison: none.\n",
    ],
)
@pytest.mark.parametrize("after", ["", "\nImpression: Normal."])
def test_findings_need_no_heading_of_their_own(before: str, after: str) -> None:
    findings = f"{HAN if '对比' in before else TEXT} No effusion."
    sections = split_sections(before + findings + after)
    assert findings_of(sections) == findings
    told = f"{sections.indication}{sections.comparison}{sections.technique}"
    assert TEXT not in told
    assert HAN not in told


def test_an_interpretation_is_findings_or_what_they_mean() -> None:
    alone = split_sections(f"EXAM: Chest. REASON FOR EXAM: Cough. INTERPRETATION: {TEXT}")
    assert findings_of(alone) == TEXT
    beside = split_sections(f"FINDINGS: {TEXT}\nINTERPRETATION: Normal chest.")
    assert (findings_of(beside), beside.impression) == (TEXT, "Normal chest.")


def test_findings_may_follow_the_technique_in_its_very_paragraph() -> None:
    text = f"EXAM: CT. REASON FOR EXAM: Pain. TECHNIQUE: 5 mm axial images. {TEXT} No effusion."
    sections = split_sections(text + " IMPRESSION: Normal.")
    assert findings_of(sections) == f"{TEXT} No effusion."
    assert sections.impression == "Normal."


def test_a_reason_alone_is_no_findings() -> None:
    assert findings_of(split_sections("INDICATION: Fever. Cough for three days.")) == ""


@pytest.mark.parametrize(
    ("report", "findings", "impression"),
    [
        (f"CT CHEST. FINDINGS: {TEXT} IMPRESSION: Normal.", TEXT, "Normal."),
        (f"胸部CT。检查所见：{HAN}诊断意见：正常。", HAN, "正常。"),
        (f"【影像所见】{HAN}【诊断意见】正常。", HAN, "正常。"),
        (f"FINDINGS:, {TEXT}", TEXT, None),
    ],
)
def test_reports_on_one_line(report: str, findings: str, impression: str | None) -> None:
    sections = split_sections(report)
    assert (sections.findings, sections.impression) == (findings, impression)


def test_sections_of_the_order() -> None:
    sections = split_sections(
        f"CT CHEST\nINDICATION: Cough.\nTECHNIQUE: Plain.\nCOMPARISON: None.\nFINDINGS:\n{TEXT}"
    )
    assert sections == Sections(
        preamble="CT CHEST",
        findings=TEXT,
        indication="Cough.",
        technique="Plain.",
        comparison="None.",
    )
    chinese = split_sections(f"临床诊断：咳嗽\n对比：无\n扫描方法：平扫\n影像所见：{HAN}")
    assert (chinese.indication, chinese.comparison, chinese.technique) == ("咳嗽", "无", "平扫")
    assert chinese.impression is None, "the clinical diagnosis is no impression"


def test_headings_of_organs_stay_in_the_findings() -> None:
    organs = "Liver: Normal.\nGallbladder: No stones.\nLUNGS: Clear.\n肝脏：形态正常。"
    assert findings_of(split_sections(f"FINDINGS:\n{organs}\nIMPRESSION: Normal.")) == organs
    assert findings_of(split_sections(organs)) == organs


@pytest.mark.parametrize(
    "text",
    [
        "The findings are stable since the prior study.",
        "No definite impression on the oesophagus.",
        "There is an impression: mild, on the thecal sac.",
        "右肺病灶，考虑炎症，请结合临床诊断。",
        "较前片对比无明显变化。",
    ],
)
def test_words_of_a_sentence_are_no_headings(text: str) -> None:
    sections = split_sections(text)
    assert not sections.has_headings
    assert findings_of(sections) == text


def test_an_impression_alone_leaves_no_findings() -> None:
    assert findings_of(split_sections("IMPRESSION: Pneumonia.")) == ""
    assert findings_of(split_sections("诊断意见：肺炎。")) == ""


def test_findings_written_without_a_heading_before_an_impression() -> None:
    assert findings_of(split_sections(f"{TEXT}\nIMPRESSION: Normal.")) == TEXT


def test_a_section_that_occurs_twice_is_joined_in_order() -> None:
    report = "FINDINGS: First.\nIMPRESSION: One.\nFINDINGS: Second.\nIMPRESSION: Two."
    sections = split_sections(report)
    assert (sections.findings, sections.impression) == ("First.\nSecond.", "One.\nTwo.")


def test_empty_text() -> None:
    assert split_sections("") == Sections()
    assert not split_sections("").has_headings


WORDS = st.sampled_from(
    ["FINDINGS", "IMPRESSION", "Impression", "印象", "所见", "检查所见", "【", "】", ":", "：",
     "\n", " ", ". ", "。", "Liver", "lung", "肺", "*", "[", "]", "HISTORY", "临床诊断"]
)  # fmt: skip


@given(st.lists(WORDS).map("".join) | st.text())
def test_any_text_splits_and_keeps_its_letters_in_some_section(text: str) -> None:
    sections = split_sections(text)
    if not sections.has_headings:
        assert findings_of(sections) == text.strip()
    kept = "".join(
        part or ""
        for part in (
            sections.preamble,
            sections.findings,
            sections.impression,
            sections.indication,
            sections.comparison,
            sections.technique,
        )
    )
    for word in ("Liver", "lung", "肺"):
        assert kept.count(word) == text.count(word)


@given(st.text(alphabet="abc, .\n肺。", min_size=1))
def test_nothing_of_findings_without_headings_is_lost(text: str) -> None:
    assert findings_of(split_sections(text)) == text.strip()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("FINDINGS: a\nIMPRESSION: b\nFINDINGS: c", 3),
        ("FINDINGS: a\nIMPRESSION: b\nEXAM: y\n\nFINDINGS: c", 3),
        ("EXAM: x\nFINDINGS: a\nIMPRESSION: b\nEXAM: y\nFINDINGS: c", 4),
        ("IMPRESSION: i\nFINDINGS: a\nIMPRESSION: b\nFINDINGS: c", 3),
        ("检查所见：a\n诊断意见：b\n\n检查所见：c\n诊断意见：d", 4),
        ("FINDINGS: a\nFINDINGS: b\nIMPRESSION: c", None),
        ("IMPRESSION: i\nFINDINGS: a", None),
        ("FINDINGS: a\nIMPRESSION: b\nCOMPARISON: c\nIMPRESSION: d", None),
        ("", None),
    ],
)
def test_where_a_second_report_begins(text: str, line: int | None) -> None:
    assert second_report(text) == line

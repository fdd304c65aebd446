"""Findings templates: those that come with the program, a site's own, and their gaps."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.report.findings_templates import FindingsTemplate, load_templates, ordered
from radvaluer_desktop.report.gaps import gaps, with_gaps, without_gaps
from radvaluer_desktop.report.sections import split_sections
from radvaluer_desktop.report.study import BodySystem, Language, Modality, StudyHeader

SHIPPED, FAULTS = load_templates([resource("findings")])
SITE = """
id = "{id}"
system = "chest"
modality = "CT"
[name]
en = "Our CT"
[text]
en = "FINDINGS:\\nLungs: [lungs]"
"""


def test_every_system_has_templates_in_both_languages() -> None:
    assert not FAULTS
    for system in BodySystem:
        for language in Language:
            assert [each for each in SHIPPED if (each.system, each.language) == (system, language)]


@pytest.mark.parametrize("template", SHIPPED, ids=lambda each: f"{each.id}-{each.language}")
def test_a_template_says_nothing_of_a_patient(template: FindingsTemplate) -> None:
    """Filled with nothing it holds no findings, and its headings are understood."""
    text = with_gaps(template.text)
    sections = split_sections(text)
    assert sections.findings
    assert sections.indication
    assert sections.comparison
    assert len(gaps(text)) >= 5
    assert split_sections(without_gaps(text)).findings in (None, "")


def test_a_site_adds_and_replaces(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SITE.format(id="chest-ct"), encoding="utf-8")
    (tmp_path / "b.toml").write_text(SITE.format(id="ours"), encoding="utf-8")
    found, faults = load_templates([resource("findings"), tmp_path])
    assert not faults
    names = {(each.id, each.language): each.name for each in found}
    assert names["chest-ct", Language.ENGLISH] == names["ours", Language.ENGLISH] == "Our CT"
    assert len(found) == len(SHIPPED) + 1


@pytest.mark.row("template-malformed")
@pytest.mark.parametrize(
    "content",
    [
        b"id = ",
        b'id = "a"\n[name]\nen = "A"',
        b'id = "a"\n[name]\nen = "A"\n[text]\nfr = "x"',
        b'id = "a"\nsystem = "tail"\n[name]\nen = "A"\n[text]\nen = "x"',
        b'id = "a"\n[name]\n[text]\nen = "x"',
        b'id = "a"\n[name]\nen = 3\n[text]\nen = "x"',
        b"\xff\xfe",
        b"#" * 200_000,
    ],
)
def test_a_file_that_is_none_is_named_and_left_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    found, (fault,) = load_templates([resource("findings"), tmp_path])
    assert found == SHIPPED
    assert "broken.toml" in str(fault)


def test_what_fits_the_study_comes_first() -> None:
    header = StudyHeader(modality=Modality.MR, body_system=BodySystem.MUSCULOSKELETAL)
    first, *_ = ordered(SHIPPED, header, Language.CHINESE)
    assert (first.id, first.language) == ("knee-mr", Language.CHINESE)
    found = ordered(SHIPPED, header, Language.ENGLISH, "ct chest")
    assert [each.id for each in found] == ["chest-ct"]


def test_gaps_are_found_and_brackets_of_a_report_are_none() -> None:
    text = with_gaps("Liver: [size] cm.\nSpleen: [spleen]")
    assert [text[slice(*gap)] for gap in gaps(text)] == ["‹size›", "‹spleen›"]
    assert not gaps("Discussed with [NAME] on [DATE].")


def test_lines_with_a_gap_alone_go_and_what_was_said_stays() -> None:
    text = "Liver: 15 cm, ‹texture›.\nSpleen: ‹spleen›\n胰腺：‹胰腺›\n\nPlain line."
    assert without_gaps(text) == "Liver: 15 cm, .\n\nPlain line."

"""Studies come from folders, tables and the clipboard; what is none is left out and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.report.listing import LeftOut, NothingListed, read_pasted, read_studies
from radvaluer_desktop.report.study import BodySystem, Modality, Sex, Side
from radvaluer_desktop.report.worklist import ListedStudy, StudyState, next_open, not_listed_yet

CSV = (
    "id,accession,study,system,modality,side,sex,age,indication,findings\n"
    'a,4711,S-1,chest,CT,left,F,67,Cough,"Clear lungs,\nno effusion."\n'
    "b,,,liver,CT,,M,old,,Normal liver.\n"
    "c,,,,,,,,,\n"
    "d,too,few\n"
)


def listed(name: str, state: StudyState = StudyState.NEW) -> ListedStudy:
    return ListedStudy(name, name, f"Findings of {name}.", state=state)


def test_a_table_brings_header_and_accession(tmp_path: Path) -> None:
    file = tmp_path / "morning.csv"
    file.write_text(CSV, encoding="utf-8")
    read = read_studies([file])
    first, second = read.studies
    assert (first.accession, first.header.pseudonym, first.source) == ("4711", "S-1", "a")
    assert first.findings == "Clear lungs,\nno effusion."
    header = first.header
    assert (header.modality, header.body_system) == (Modality.CT, BodySystem.CHEST)
    assert (header.side, header.sex, header.age) == (Side.LEFT, Sex.FEMALE, 67)
    assert (second.name, second.header.body_system, second.header.age) == ("b", None, None)
    assert read.unknown == (("system", "liver"), ("age", "old"))
    assert read.left_out == (
        LeftOut("morning.csv", 5, "its findings are empty"),
        LeftOut("morning.csv", 6, "it has 3 fields and the first line 10"),
    )


def test_what_systems_write_for_modality_side_and_sex_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "morning.csv"
    file.write_text(
        "id,modality,side,sex,findings\na,CR,左侧,男,Clear.\nb,dr,双侧,Female,Clear.\nc,XA,,?,Clear.\n",
        encoding="utf-8",
    )
    read = read_studies([file])
    first, second, third = (study.header for study in read.studies)
    assert (first.modality, first.side, first.sex) == (Modality.RADIOGRAPH, Side.LEFT, Sex.MALE)
    assert (second.modality, second.side) == (Modality.RADIOGRAPH, Side.BILATERAL)
    assert second.sex is Sex.FEMALE
    assert (third.modality, third.sex) == (None, None)
    assert read.unknown == (("modality", "XA"), ("sex", "?"))


@pytest.mark.parametrize(
    ("word", "system"),
    [
        ("BRAIN", BodySystem.HEAD),
        ("Thorax", BodySystem.CHEST),
        ("ABDOMENPELVIS", BodySystem.ABDOMEN),
        ("颌面部", BodySystem.MAXILLOFACIAL_NECK),
        ("LSPINE", BodySystem.MUSCULOSKELETAL),
        ("maxillofacial_neck", BodySystem.MAXILLOFACIAL_NECK),
    ],
)
def test_a_body_part_tells_its_system(tmp_path: Path, word: str, system: BodySystem) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"findings,system\nNormal.,{word}\n", encoding="utf-8")
    (study,) = read_studies([path]).studies
    assert study.header.body_system is system


@pytest.mark.row("list-row")
def test_a_folder_is_read_by_name_and_other_files_are_nobodys(tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_bytes(
        "右肺下叶见斑片状密度增高影。双侧胸腔未见积液。".encode("gb18030")
    )
    (tmp_path / "1.txt").write_text("Clear lungs.", encoding="utf-16")
    (tmp_path / "3.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "4.txt").write_text(
        "FINDINGS: a\nIMPRESSION: b\nFINDINGS: c\nIMPRESSION: d", encoding="utf-8"
    )
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "5.jsonl").write_text('{"id": 7, "findings": "Nodule."}\n[]\n', encoding="utf-8")
    read = read_studies([tmp_path])
    assert [study.source for study in read.studies] == ["1", "2", "7"]
    assert read.studies[1].findings.startswith("右肺")
    assert read.left_out == (
        LeftOut("3.txt", 0, "it holds no findings"),
        LeftOut("4.txt", 3, "another report begins here"),
        LeftOut("5.jsonl", 2, "it is no JSON object"),
    )


@pytest.mark.row("list-nothing")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("no-column.csv", b"id,text\n1,Clear.\n"),
        ("latin.txt", "Größe unverändert, keine Ergüsse.".encode("latin-1")),
        ("gone.txt", None),
    ],
)
def test_where_nothing_is_read_the_sentence_says_so_and_quotes_nothing(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NothingListed, match="worklist is as it was") as caught:
        read_studies([file])
    assert name in str(caught.value)
    assert "Clear" not in str(caught.value)


def test_pasted_reports_are_parted_by_lines_of_dashes() -> None:
    read = read_pasted("FINDINGS: Clear lungs.\n---\n左肺上叶结节。\n======\n \n")
    assert [study.findings for study in read.studies] == [
        "FINDINGS: Clear lungs.",
        "左肺上叶结节。",
    ]
    assert read.left_out == ()


def test_pasted_tables_are_tables() -> None:
    assert read_pasted(CSV).studies[0].accession == "4711"
    (study,) = read_pasted('{"findings": "Nodule.", "accession": 12}').studies
    assert (study.accession, study.findings) == ("12", "Nodule.")


def test_an_empty_clipboard_is_refused() -> None:
    with pytest.raises(NothingListed):
        read_pasted(" \n")


def test_no_repr_names_a_patient(tmp_path: Path) -> None:
    file = tmp_path / "morning.csv"
    file.write_text(CSV, encoding="utf-8")
    read = read_studies([file])
    assert ("system", "liver") in read.unknown
    words = set(repr(read).replace("'", " ").split())
    assert not {"4711", "S-1", "Clear", "liver", "old"} & words


def test_the_next_open_study_is_found_going_round() -> None:
    a, b, c = listed("a"), listed("b", StudyState.ACCEPTED), listed("c", StudyState.DRAFTED)
    assert next_open([a, b, c], None) is a
    assert next_open([a, b, c], "a") is c
    assert next_open([a, b, c], "c") is a
    assert next_open([a, b, c], "a", -1) is c
    assert next_open([a, b, c], None, -1) is c
    assert next_open([a, b], "a") is None
    assert next_open([], None) is None


def test_the_same_study_is_listed_once() -> None:
    again = ListedStudy("other id", "a", "Findings of a.")
    assert not_listed_yet([listed("a")], [again, listed("b"), listed("b")]) == (listed("b"),)

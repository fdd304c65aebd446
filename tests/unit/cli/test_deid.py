from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run

TEXT = "Dr. Okafor saw Aspen-7 on 3/14/2024."


def test_text_to_one_place_and_the_warning_to_another(run: Run) -> None:
    done = run("deid", text=TEXT)
    assert done.returncode == 0
    assert done.stdout == "Dr. [NAME 1] saw Aspen-7 on [DATE 1].\n"
    assert done.stderr.startswith("Replaced: date 1, person 1.")
    assert "A person must read the text" in done.stderr
    assert "Okafor" not in done.stderr


def test_json_holds_each_replacement_with_its_places(run_inside: Run) -> None:
    text = f"{TEXT} 姓名：张建国\n"
    told = json.loads(run_inside("deid", "-", "--json", text=text).stdout)
    assert set(told) == {"text", "replacements", "groups", "residual_risk"}
    for each in told["replacements"]:
        assert text[each["start"] : each["end"]] == each["original"]
        assert told["text"][each["new_start"] : each["new_end"]] == each["replacement"]
    assert [each["original"] for each in told["groups"]] == ["Okafor", "3/14/2024", "张建国"]
    assert told["replacements"][0]["safe_harbor"] == "A"


def test_what_is_known_is_found(run_inside: Run, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    known.write_text(json.dumps({"other": ["Aspen-7"]}), encoding="utf-8")
    done = run_inside("deid", "--known", known, text=TEXT)
    assert done.stdout == "Dr. [NAME 1] saw [OTHER 1] on [DATE 1].\n"


def test_the_radiologist_of_the_settings_is_known(run_inside: Run) -> None:
    assert run_inside("settings", "set", "radiologist", "Mbeki").returncode == 0
    assert run_inside("deid", text="As Mbeki says.").stdout == "As [NAME 1] says.\n"


def test_a_list_for_review(run_inside: Run) -> None:
    lines = run_inside("deid", "--review", text=f"{TEXT} Okafor left.").stdout.splitlines()
    assert lines[0] == "person       Okafor  ->  [NAME 1]  (4-10, 37-43)"


def test_surrogates(run_inside: Run) -> None:
    done = run_inside("deid", "--surrogates", text="Dr. Okafor saw MRN 0012345.")
    assert "[" not in done.stdout
    assert "Okafor" not in done.stdout


@pytest.mark.row("deid-known")
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("Okafor", "it is no JSON"),
        ('["Okafor"]', "it is no JSON object"),
        ('{"Okafor": ["x"]}', "it names a kind that is not there"),
        ('{"person": "Okafor"}', "what stands under a kind is no list of texts"),
        ('{"person": ["Okafor", 3]}', "what stands under a kind is no list of texts"),
        ("[" * 100_000, "it is no JSON"),
    ],
)
def test_a_list_of_what_is_known_that_is_none(
    run_inside: Run,
    tmp_path: Path,
    content: str,
    problem: str,
) -> None:
    known = tmp_path / "known.json"
    known.write_text(content, encoding="utf-8")
    done = run_inside("deid", "--known", known, text=TEXT)
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"does not say what is known of the study: {problem}." in done.stderr
    assert "Okafor" not in done.stderr


def test_two_texts_from_standard_input(run_inside: Run) -> None:
    assert run_inside("deid", "-", "--known", "-", text=TEXT).returncode == 2


@pytest.mark.row("deid-nothing")
def test_a_text_in_which_nothing_is_found(run_inside: Run) -> None:
    text = "The lungs are clear.\n"
    done = run_inside("deid", text=text)
    assert done.stdout == text
    assert done.stderr.startswith("Replaced: nothing.")
    assert "A person must read" in done.stderr


@pytest.mark.row("deid-hidden")
def test_hidden_characters_are_no_shelter(run_inside: Run) -> None:
    assert run_inside("deid", text="Dr. Oka\u00adfor and ＭＲＮ：００１２３４５６").stdout == (
        "Dr. [NAME 1] and ＭＲＮ：[RECORD 1]\n"
    )


def test_what_a_person_keeps_stays(run_inside: Run) -> None:
    done = run_inside("deid", "--keep", "Okafor", "--keep", "x", text=TEXT)
    assert done.stdout == "Dr. Okafor saw Aspen-7 on [DATE 1].\n"


@pytest.mark.row("deid-empty")
@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_text(run_inside: Run, tmp_path: Path, text: str) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(text, encoding="utf-8")
    for done in (run_inside("deid", empty), run_inside("deid", text=text)):
        assert done.returncode == 2
        assert done.stdout == ""
        assert "holds no text. Nothing was printed." in done.stderr


@pytest.mark.row("deid-too-large")
def test_ten_megabytes(run_inside: Run, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text("Dr. Okafor came. " * 600_000, encoding="utf-8")
    done = run_inside("deid", large)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "is larger than 1 MiB" in done.stderr
    assert "Okafor" not in done.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "cannot be read"), (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "is not a text file")],
)
def test_a_file_that_cannot_be_read(
    run_inside: Run, tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "report.txt"
    if content is not None:
        file.write_bytes(content)
    done = run_inside("deid", file, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr

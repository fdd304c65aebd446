"""``radvaluer feedback stats`` and ``signed`` on a real store."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from radvaluer_desktop.cli import stats as stats_module
from radvaluer_desktop.cli.feedback import feedback
from radvaluer_desktop.cli.reading import EncodingUnknown, FileUnreadable
from radvaluer_desktop.cli.signed import RowsLeftOut
from radvaluer_desktop.cli.stats import RadiologistsNotShown
from radvaluer_desktop.cli.store import NothingKept
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import Locations, locations
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.settings.policy import PolicySource
from tests.unit.cli.test_feedback import Context
from tests.unit.feedback.samples import CHECKS, DRAFT, FINAL, FINDINGS, HEADER, decision

WEEKS = 30


@pytest.fixture
def places(tmp_path: Path, unlocked_keyring: object) -> Locations:
    return locations(tmp_path / "base")


@pytest.fixture
def kept(places: Locations) -> Locations:
    """Thirty weeks of ten decisions; in the last five fewer are accepted."""
    with open_store(places.feedback_database, Keyring()) as store, store._writing():
        for week in range(WEEKS):
            moment = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(weeks=week)
            accepted = 9 if week < 25 else 2
            for number in range(10):
                store._keep(
                    decision(
                        decided_at=moment,
                        verdict=Verdict.ACCEPTED if number < accepted else Verdict.EDITED,
                        language=Language.ENGLISH if number < 9 else Language.CHINESE,
                        radiologist_id="Dr. Okafor" if number < 5 else "r-2",
                        checked=True,
                        checks=CHECKS,
                        header=replace(HEADER, pseudonym=f"ACC-{week}-{number}"),
                    )
                )
        header = replace(HEADER, pseudonym="ACC-1", body_system=None)
        store._keep(decision(header=header, radiologist_id="r-2"))
    return places


def _run(places: Locations, *arguments: str) -> Result:
    return CliRunner().invoke(feedback, list(arguments), obj=Context(places))


def test_the_table_has_a_line_for_each_group(kept: Locations) -> None:
    output = _run(kept, "stats").output
    lines = {line.split()[0]: line for line in output.splitlines() if line}
    assert "78.1 (73.1-82.4)" in lines["all"], "235 of 301"
    assert "chest" in lines
    small = next(line for line in output.splitlines() if line.startswith("  not said"))
    assert small.split()[2:] == ["<", "10", "too", "few", "for", "figures"]
    assert "2026-W02" in lines
    assert "synthetic-4m" in lines
    assert DRAFT not in output
    assert FINDINGS not in output


def test_the_chart_names_the_week_and_the_way(kept: Locations) -> None:
    output = _run(kept, "stats").output
    assert "Drift: 89.4% were accepted as drafted from 2026-W02 to 2026-W21." in output
    assert "2026-W27: acceptance has FALLEN" in output


def test_json_holds_the_same(kept: Locations) -> None:
    found = json.loads(_run(kept, "stats", "--json", "--by", "language").output)
    assert list(found["groups"]) == ["language"]
    whole = found["whole"]
    assert (whole["decisions"], whole["shares"]["accepted"]["count"]) == (301, 235)
    assert whole["spreads"]["shown"]["mean"]["value"] == 3
    english = found["groups"]["language"][0]
    assert (english["name"], english["decisions"]) == ("en", 270)
    assert [point["warning"] for point in found["chart"]["points"]][:25] == [None] * 25
    assert "fall" in {point["warning"] for point in found["chart"]["points"]}
    assert found["least"] == 10


def test_what_is_chosen_is_counted(kept: Locations) -> None:
    found = json.loads(
        _run(kept, "stats", "--json", "--since", "2026-01-05", "--until", "2026-01-12",
             "--language", "zh").output
    )  # fmt: skip
    assert found["whole"] == {"name": "", "decisions": None, "shares": {}, "spreads": {}}
    assert _run(kept, "stats", "--since", "yesterday").exit_code == 2


def test_radiologists_are_told_apart_only_where_the_policy_says_so(
    kept: Locations, monkeypatch: pytest.MonkeyPatch, own_policy: Callable[[str], None]
) -> None:
    asked = ("stats", "--json", "--by", "radiologist")
    assert isinstance(_run(kept, *asked).exception, RadiologistsNotShown)
    kept.settings_file.parent.mkdir(parents=True, exist_ok=True)
    kept.settings_file.write_text('radiologist_figures = "pseudonym"\n')
    assert isinstance(_run(kept, *asked).exception, RadiologistsNotShown), "a user's own wish"
    own_policy("off")
    assert isinstance(_run(kept, *asked).exception, RadiologistsNotShown)
    own_policy("pseudonym")
    output = _run(kept, *asked).output
    groups = json.loads(output)["groups"]["radiologist"]
    assert [group["decisions"] for group in groups] in ([151, 150], [150, 151])
    assert "Okafor" not in output
    assert all(group["name"].startswith("R-") for group in groups)


@pytest.fixture
def own_policy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def decide(value: str) -> None:
        source = PolicySource("policy", lambda: {"radiologist_figures": value})
        monkeypatch.setattr(stats_module, "machine_policy", lambda: (source,))

    return decide


def test_without_a_store_there_is_nothing_to_count(places: Locations) -> None:
    assert isinstance(_run(places, "stats").exception, NothingKept)
    assert not places.data.exists()


def test_an_empty_store_has_no_figures(places: Locations) -> None:
    open_store(places.feedback_database, Keyring()).close()
    output = _run(places, "stats").output
    assert "too few for figures" in output
    assert "Drift: not looked for yet" in output


def test_signed_reports_are_taken_from_csv(kept: Locations, tmp_path: Path) -> None:
    file = tmp_path / "signed.csv"
    file.write_bytes(
        "accession,Impression,signed_at\r\n"
        f'ACC-0-0,"{FINAL}",2026-03-01T09:00:00+01:00\r\n'
        'ACC-0-1,"Two lines\nof text 复查",\r\n'
        "ACC-77,Unknown,\r\n".encode("gb18030")
    )
    output = _run(kept, "signed", str(file)).output
    assert "2 matched a decision, 1 did not and were not kept." in output
    assert "1 are as accepted, 1 were changed afterwards" in output
    found = json.loads(_run(kept, "signed", str(file), "--json").output)
    assert (found["known"], found["new"], found["unmatched"], found["waiting"]) == (2, 0, 1, 299)


@pytest.mark.row("signed-rows")
def test_rows_that_are_none_are_named_by_their_line_alone(kept: Locations, tmp_path: Path) -> None:
    file = tmp_path / "signed.jsonl"
    file.write_text(
        '{"accession": "ACC-0-0", "impression": "Taken."}\n'
        '{"accession": "ACC-0-1"}\n\n'
        '{"accession": "ACC-0-2", "impression": "Secret", "signed_at": "yesterday"}\n'
        '{"accession": ["ACC-0-3"], "impression": "Secret"}\n'
        '{"accession": 17, "impression": "Taken, and of nobody"}\n'
        '{"accession": "ACC-0-4", "impression": "Secret\n'
    )
    result = _run(kept, "signed", str(file))
    assert isinstance(result.exception, RowsLeftOut)
    assert "line 2: it has no impression" in result.output
    assert "line 4: its signed_at is no time by ISO 8601" in result.output
    assert "line 5: it has no accession" in result.output
    assert "line 7: it is no JSON" in result.output
    assert "1 matched a decision, 1 did not" in result.output
    assert "Secret" not in result.output
    assert "4 rows of" in str(result.exception)


@pytest.mark.row("signed-no-column")
def test_a_table_without_its_columns_is_named(kept: Locations, tmp_path: Path) -> None:
    file = tmp_path / "signed.csv"
    file.write_text("accession,text\nACC-0-0,Secret\n")
    result = _run(kept, "signed", str(file))
    assert "line 1: it has no column 'impression', or several" in result.output
    assert isinstance(result.exception, RowsLeftOut)


@pytest.mark.row("signed-no-text")
def test_a_file_that_is_no_text_is_refused(kept: Locations, tmp_path: Path) -> None:
    file = tmp_path / "signed.csv"
    file.write_bytes(b"accession,impression\nA,\xff\x00\x9f\x80\n")
    assert isinstance(_run(kept, "signed", str(file)).exception, EncodingUnknown)
    assert isinstance(_run(kept, "signed", str(tmp_path / "none")).exception, FileUnreadable)


def test_models_of_one_name_are_told_apart_by_whole_hashes(places: Locations) -> None:
    shas = ("ab" * 32, "ab" * 4 + "cd" * 28, "ab" * 32 + "+" + "ef" * 32 + "@1")
    with open_store(places.feedback_database, Keyring()) as store, store._writing():
        for sha in (*shas, "server:N-12/chat"):
            name = "chat (N-12)" if "chat" in sha else "ours"
            for number in range(10):
                header = replace(HEADER, pseudonym=f"{sha}-{number}")
                store._keep(decision(model_id=name, model_sha256=sha, header=header))
    table = _run(places, "stats", "--by", "model").output
    lines = [line for line in table.splitlines() if line.startswith("  ")]
    assert [line[:40].rstrip() for line in lines[1:5]] == [
        "  chat (N-12)",
        "  ours " + "ab" * 8,
        "  ours " + "ab" * 8 + "+" + "ef" * 8,
        "  ours " + "ab" * 4 + "cd" * 4,
    ]
    groups = json.loads(_run(places, "stats", "--by", "model", "--json").output)["groups"]["model"]
    assert {each["name"] for each in groups} >= {f"ours {sha}" for sha in shas}


def test_weeks_without_figures_are_one_line(places: Locations) -> None:
    with open_store(places.feedback_database, Keyring()) as store, store._writing():
        for week in range(5):
            moment = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(weeks=week)
            store._keep(decision(decided_at=moment))
    output = _run(places, "stats", "--by", "week").output
    assert "  and 5 weeks of fewer than 10 decisions" in output
    assert "2026-W" not in output.split("Drift")[0]

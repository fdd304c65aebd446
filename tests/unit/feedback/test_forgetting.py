"""What is too old goes; one study goes from store, index, log and every copy."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.connection import create_database, read_database
from radvaluer_desktop.feedback.copies import erase_in_copies
from radvaluer_desktop.feedback.forgetting import Forgotten
from radvaluer_desktop.feedback.keys import find_keys
from radvaluer_desktop.feedback.migrations import _steps
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.store import FeedbackStore
from tests.unit.feedback.samples import HEADER, decision
from tests.unit.feedback.test_studies import shown

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PATIENT = replace(HEADER, pseudonym="李雷 0815", indication="zebrafish 斑马鱼")
OTHER = replace(HEADER, pseudonym="韩梅梅 0816")


def vocabulary(store: FeedbackStore) -> set[str]:
    """Return every token that the index holds, of deleted rows too."""
    database = store._database
    database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, decision_search, row)")
    words = {word for (word,) in database.execute("SELECT term FROM temp.words")}
    database.execute("DROP TABLE temp.words")
    return words


def fill(store: FeedbackStore) -> None:
    for number, header in enumerate((PATIENT, OTHER, PATIENT)):
        study = f"{number}" * 32
        store.note_draft(shown(study_id=study, header=header))
        store.keep(decision(study_id=study, header=header))
    store.save_workspace(WorkspaceText(findings="typed", header=PATIENT))


def test_everything_about_a_study_goes(store: FeedbackStore) -> None:
    fill(store)
    assert "zebrafish" in vocabulary(store)
    assert store.about(["李雷 0815"]) == Forgotten(2, 2, 2, 1)
    assert store.erase_studies([" 李雷 0815 "]) == Forgotten(2, 2, 2, 1)
    assert store.about(["李雷 0815"]) == Forgotten()
    assert store.count() == 1
    assert store.workspace() is None
    assert not {"zebrafish", "斑马"} & vocabulary(store)
    assert store.page(10, words="zebrafish") == []
    assert len(store.page(10, words="结节")) == 1
    assert store.verify_trail().findings == ()
    wal = store.path.with_name(store.path.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0


def test_a_study_goes_by_its_pseudonym_too(store: FeedbackStore) -> None:
    fill(store)
    (name,) = {each.header.pseudonym for each in store.decisions()} - {
        each.decision.header.pseudonym for each in store.page(1)
    }
    assert name is not None
    assert store.erase_studies([name]).decisions == 1
    assert store.erase_studies(["nobody"]) == Forgotten()


def test_a_study_goes_from_every_backup_also_of_older_steps(
    store: FeedbackStore, tmp_path: Path
) -> None:
    key = find_keys(store.path, Keyring()).data
    fill(store)
    made = back_up(store.path, key, tmp_path / "copies").path
    older = tmp_path / "copies" / "feedback-20200101T000000Z.db"
    _old_copy(older, key)
    former = tmp_path / "copies" / "feedback-20200103T000000Z.db"
    _former_copy(former, key)
    cut = tmp_path / "copies" / "feedback-20200102T000000Z.db"
    cut.write_bytes(made.read_bytes()[:9000])
    names = ["李雷 0815", "study-0001"]
    gone, left = erase_in_copies([made, older, former, cut], names, store.path, Keyring())
    assert (gone.decisions, gone.typed) == (2 + 1 + 2, 1)
    with closing(read_database(former, key)) as copy:
        for table in ("decisions", "drafts", "studies"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    assert left == [cut]
    with FeedbackStore(read_database(made, key), made) as copy:
        assert copy.count() == 1
        assert copy.workspace() is None


def _old_copy(path: Path, key: bytes) -> None:
    """A backup of two steps with a decision whose study kept its name."""
    with closing(create_database(path, key)) as database:
        _steps().apply(database, stop_before="v3")
        old = read_database(Path(__file__).parents[2] / "data" / "feedback-v2.db", bytes(range(32)))
        with closing(old):
            row = list(old.execute("SELECT * FROM decisions LIMIT 1").fetchone())
        row[2] = "李雷 0815"
        places = ",".join("?" * len(row))
        database.execute(f"INSERT INTO decisions VALUES ({places})", row)  # noqa: S608
        database.conn.commit()


def _former_copy(path: Path, key: bytes) -> None:
    """A backup of three steps, which has studies and drafts."""
    with closing(create_database(path, key)) as database:
        _steps().apply(database, stop_before="v4")
        old = read_database(Path(__file__).parents[2] / "data" / "feedback-v3.db", bytes(range(32)))
        with closing(old):
            for table in ("studies", "models", "prompts", "drafts", "decisions"):
                for row in old.execute(f"SELECT * FROM {table}").fetchall():  # noqa: S608
                    places = ",".join("?" * len(row))
                    database.execute(f"INSERT INTO {table} VALUES ({places})", row)  # noqa: S608
        database.conn.commit()


def test_what_is_too_old_goes_and_only_that(store: FeedbackStore) -> None:
    ages = (2000, 1096, 1094, 0)
    for days in ages:
        at = NOW - timedelta(days=days)
        study = f"{days:032}"
        store.note_draft(shown(study_id=study, shown_at=at))
        store.keep(decision(study_id=study, decided_at=at))
    assert store.expire(0, NOW) == Forgotten()
    assert store.expire(1095, NOW) == Forgotten(2, 2, 2)
    assert store.expire(1095, NOW) == Forgotten()
    assert store.count() == 2
    assert store.verify_trail().findings == ()


def test_a_clock_in_another_century_does_not_empty_the_store(store: FeedbackStore) -> None:
    store.keep(decision(decided_at=NOW))
    assert store.expire(365, NOW) == Forgotten()
    far = NOW.replace(year=2199)
    for _ in range(100):  # as many hours with the window open: 31 days once
        assert store.expire(365, far) == Forgotten()
    assert store.expire(365, NOW + timedelta(days=1)) == Forgotten()
    assert store.count() == 1

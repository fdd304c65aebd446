"""The worklist survives, in the encrypted file alone, and goes when a study is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.forgetting import Forgotten
from radvaluer_desktop.feedback.listed import slot_of
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.store import FeedbackStore, open_store
from radvaluer_desktop.report.worklist import ListedStudy, StudyState
from tests.unit.feedback.samples import HEADER, decision

FIRST = ListedStudy("1" * 32, "row 1", "Clear lungs 双肺清晰.", HEADER, accession="4711")
SECOND = ListedStudy("2" * 32, "row 2", "Nodule.", replace(HEADER, pseudonym="韩梅梅 0816"))


def test_the_list_is_there_again_in_its_order(store: FeedbackStore) -> None:
    path = store.path
    store.list_studies([SECOND])
    store.list_studies([FIRST])
    store.note_state(FIRST.id, StudyState.ACCEPTED)
    store.save_workspace(WorkspaceText(findings="typed into it"), slot_of(SECOND.id))
    store.close()
    with open_store(path, Keyring()) as again:
        assert again.worklist() == (SECOND, replace(FIRST, state=StudyState.ACCEPTED))
        assert {each: text.findings for each, text in again.typed_in_listed().items()} == {
            SECOND.id: "typed into it"
        }
        assert again.workspace() is None
        again.unlist([SECOND.id])
        assert [study.id for study in again.worklist()] == [FIRST.id]
        assert again.typed_in_listed() == {}


def test_nothing_of_the_list_lies_open_on_the_disk(store: FeedbackStore) -> None:
    store.list_studies([FIRST])
    store.close()
    for file in store.path.parent.iterdir():
        data = file.read_bytes()
        assert b"4711" not in data
        assert "双肺清晰".encode() not in data


def test_a_decision_forgets_what_was_typed_into_its_own_study(store: FeedbackStore) -> None:
    store.save_workspace(WorkspaceText(findings="unlisted"))
    for study in (FIRST, SECOND):
        store.save_workspace(WorkspaceText(findings="listed"), slot_of(study.id))
    store.keep(decision(study_id=FIRST.id), of_what_was_typed=True, slot=slot_of(FIRST.id))
    assert list(store.typed_in_listed()) == [SECOND.id]
    assert store.workspace() is not None


def test_a_listed_study_is_erased_by_any_of_its_names(store: FeedbackStore) -> None:
    for name in ("4711", "row 1", HEADER.pseudonym or ""):
        store.list_studies([FIRST, SECOND])
        store.save_workspace(WorkspaceText(findings="typed"), slot_of(FIRST.id))
        assert store.about([name]) == Forgotten(typed=1)
        assert store.erase_studies([name]) == Forgotten(typed=1)
        assert [study.id for study in store.worklist()] == [SECOND.id]
        assert store.typed_in_listed() == {}
        store.unlist([SECOND.id])


def test_an_old_list_goes_when_decisions_go(store: FeedbackStore) -> None:
    store.list_studies([FIRST])
    store.save_workspace(WorkspaceText(findings="typed"), slot_of(FIRST.id))
    assert store.expire(30) == Forgotten()
    later = datetime.now(UTC) + timedelta(days=31)
    store.close()
    with open_store(store.path, Keyring()) as again:
        again.expire(30, later)
        assert again.worklist() == ()
        assert again.typed_in_listed() == {}

"""Studies, drafts that were shown, models and prompts; pseudonyms where nobody wants names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import DraftFault, ShownDraft
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, open_store
from radvaluer_desktop.inference.messages import StopReason
from radvaluer_desktop.metrics.edit_distance import token_edits
from tests.unit.feedback.samples import DRAFT, FINAL, HEADER, decision

NAMED = replace(HEADER, pseudonym="王小明 4711")
STUDY = "5" * 32


def shown(**changes: Any) -> ShownDraft:
    kept = decision()
    names = (
        *("header", "language", "findings", "model_id", "model_sha256", "prompt_version"),
        *("sampling", "timings", "station_id", "radiologist_id", "app_version"),
    )
    values = {name: getattr(kept, name) for name in names}
    values |= {"impression": kept.draft, "stop_reason": StopReason.END, "study_id": STUDY}
    return ShownDraft(**values | {"prompt": '{"closing": "印象："}'} | changes)


def test_every_draft_comes_back_with_its_study_model_and_prompt(store: FeedbackStore) -> None:
    drafts = [shown(), shown(impression="另一份 another"), shown(stop_reason=StopReason.CANCELLED)]
    for each in drafts:
        store.note_draft(each)
    store.note_draft(shown(study_id="6" * 32))
    assert list(store.drafts(STUDY)) == drafts
    rows = store._database.execute("SELECT count(*) FROM models, prompts").fetchone()
    assert rows == (1,)


def test_a_decision_knows_its_draft_its_edits_and_its_rating(store: FeedbackStore) -> None:
    draft = shown()
    store.note_draft(draft)
    kept = decision(
        token_edits=token_edits(DRAFT, FINAL),
        rating=4,
        faults=(DraftFault.WORDING, DraftFault.LEFT_OUT),
        study_id=STUDY,
        draft_id=draft.id,
    )
    assert kept.token_edits
    store.keep(kept)
    assert list(store.decisions()) == [kept]


def test_what_is_known_of_a_study_later_goes_before_what_was_known(store: FeedbackStore) -> None:
    store.note_draft(shown())
    store.keep(decision(study_id=STUDY, header=replace(HEADER, age=58)))
    (draft,) = store.drafts(STUDY)
    assert draft.header.age == 58


def test_names_of_studies_are_kept_as_pseudonyms(store: FeedbackStore) -> None:
    store.note_draft(shown(header=NAMED))
    store.keep(decision(header=NAMED))
    (kept,) = store.decisions()
    (draft,) = store.drafts(STUDY)
    name = kept.header.pseudonym
    assert name is not None
    assert name == draft.header.pseudonym
    assert name.startswith("S-")
    store.keep(replace(kept, id="2" * 32))  # a pseudonym is none of a pseudonym
    assert [each.header.pseudonym for each in store.decisions()] == [name, name]
    everything = "".join(map(str, store._database.execute("SELECT * FROM decisions").fetchall()))
    assert "4711" not in everything


@pytest.mark.usefixtures("unlocked_keyring")
def test_each_store_has_its_own_pseudonyms(tmp_path: Path) -> None:
    names = []
    for number in range(2):
        with open_store(tmp_path / str(number) / "feedback.db", Keyring()) as store:
            store.keep(decision(header=NAMED))
            names += [each.header.pseudonym for each in store.decisions()]
    assert len(set(names)) == 2


@pytest.mark.usefixtures("unlocked_keyring")
def test_a_site_may_keep_names_as_they_are_typed(path: Path) -> None:
    with open_store(path, Keyring(), StoreRules(names_as_typed=True)) as store:
        store.keep(decision(header=NAMED))
        assert [each.header for each in store.decisions()] == [NAMED]


def test_accepted_impressions_of_a_radiologist_are_found(store: FeedbackStore) -> None:
    for radiologist, final in (("r-17", "one"), ("r-18", "two"), ("r-17", "three")):
        store.keep(decision(radiologist_id=radiologist, final=final))
    assert [each.impression for each in store.accepted("r-17", 10)] == ["one", "three"]
    assert [each.impression for each in store.accepted("r-17", 1)] == ["three"]

"""What the radiologist made of a draft becomes the decision that is kept."""

from __future__ import annotations

import pytest

from radvaluer_desktop import __version__
from radvaluer_desktop.feedback.records import CheckOutcome, Verdict
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.decide import (
    RejectReason,
    Signature,
    accept,
    reason_kept,
    reason_parts,
    reject,
)
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.session.review import Review, StudyTexts, check_texts
from tests.unit.session.samples import FINDINGS, session_with
from tests.unit.session.test_review import RECORD, SIDE, Answer

SIGNATURE = Signature("CT-1", "r7")
HEADER = StudyHeader(pseudonym="P-17", age=61)


@pytest.fixture
def draft() -> Draft:
    session = session_with(ScriptedEngine(["1. Pneumonia."]))
    last = list(session.draft(HEADER, FINDINGS))[-1]
    assert isinstance(last, Drafted)
    return last.draft


def test_as_drafted(draft: Draft) -> None:
    decision = accept(draft, " 1. Pneumonia.\n", 4.5, SIGNATURE)
    assert (decision.verdict, decision.edits, decision.edit_fraction) == (Verdict.ACCEPTED, 0, 0)
    assert decision.draft == decision.final == "1. Pneumonia."
    assert (decision.findings, decision.header) == (FINDINGS, HEADER)
    assert (decision.station_id, decision.radiologist_id) == ("CT-1", "r7")
    assert (decision.model_sha256, decision.prompt_version) == (draft.model_sha256, "plain-1")
    assert (decision.sampling, decision.timings) == (draft.sampling, draft.timings)
    assert (decision.seconds_to_decide, decision.app_version) == (4.5, __version__)
    assert decision.reject_reason is None


def test_edited(draft: Draft) -> None:
    decision = accept(draft, "1. Right pneumonia.", 1.0, SIGNATURE)
    assert decision.verdict is Verdict.EDITED
    assert (decision.draft, decision.final) == ("1. Pneumonia.", "1. Right pneumonia.")
    assert decision.edits > 0
    assert 0 < decision.edit_fraction <= 1


@pytest.mark.parametrize(("reason", "kept"), [(" wrong side ", "wrong side"), ("  ", None)])
def test_rejected(draft: Draft, reason: str, kept: str | None) -> None:
    decision = reject(draft, reason, 2.0, SIGNATURE)
    assert (decision.verdict, decision.final) == (Verdict.REJECTED, "")
    assert decision.reject_reason == kept
    assert decision.draft == "1. Pneumonia."


def test_what_the_checks_saw_is_kept_with_the_decision(draft: Draft) -> None:
    review = Review()
    review.checked = check_texts(Answer(SIDE), StudyTexts(HEADER, FINDINGS, "1. Pneumonia.\n"))
    review.communication = RECORD
    kept = accept(draft, "1. Pneumonia.\n", 1.0, SIGNATURE, review)
    assert (kept.checked, kept.communication) == (True, RECORD)
    assert [note.outcome for note in kept.checks] == [CheckOutcome.OVERRIDDEN]
    rejected = reject(draft, "side", 1.0, SIGNATURE, review)
    assert (rejected.checked, rejected.communication) == (True, RECORD)
    assert [note.outcome for note in rejected.checks] == [CheckOutcome.SHOWN]


def test_a_text_that_changed_since_was_not_checked(draft: Draft) -> None:
    review = Review()
    review.checked = check_texts(Answer(SIDE), StudyTexts(HEADER, FINDINGS, "1. Pneumonia."))
    kept = accept(draft, "1. Right pneumonia.", 1.0, SIGNATURE, review)
    assert (kept.checked, kept.checks) == (False, ())
    assert not accept(draft, "1. Pneumonia.", 1.0, SIGNATURE).checked


@pytest.mark.parametrize(
    ("kept", "parts"),
    [
        ("wrong_side", (RejectReason.WRONG_SIDE, "")),
        ("other: too long: shorten it", (RejectReason.OTHER, "too long: shorten it")),
        ("style of the house", (None, "style of the house")),
        ("", (None, "")),
    ],
)
def test_what_is_kept_of_a_reason_is_read_again(
    kept: str, parts: tuple[RejectReason | None, str]
) -> None:
    assert reason_parts(kept) == parts
    assert reason_kept(*parts) == kept

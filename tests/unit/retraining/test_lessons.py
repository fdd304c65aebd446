"""What decisions teach, and that no name is in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from radvaluer_desktop.feedback.export.leaving import Gate, LeavingKeys
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.retraining.lessons import lessons_of, without_identifiers
from tests.unit.feedback.samples import decision
from tests.unit.retraining.samples import decisions

NAME = "Okafor"


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(LeavingKeys(bytes(range(32)), bytes(range(32, 64))))


def test_what_has_no_final_impression_teaches_nothing_and_the_oldest_comes_first() -> None:
    rejected = decision(final="", verdict=Verdict.REJECTED)
    late, early = decisions(2)[::-1]
    assert [each.id for each in lessons_of([late, rejected, early])] == [early.id, late.id]


def test_no_text_that_is_learnt_keeps_a_name(gate: Gate) -> None:
    header = StudyHeader(
        order=f"CT chest for Dr. {NAME}",
        indication=f"Referred by Dr. {NAME}, MRN 4711234",
        prior="CT of 3 May 2024",
        age=97,
        pseudonym="ACC-24-00817",
    )
    kept = decision(
        header=header,
        findings=f"Small effusion on the left. Discussed with Dr. {NAME}. No. ACC-24-00817.",
        final=f"Small left effusion. {NAME} was told at 14:20.",
        language=Language.ENGLISH,
    )
    told: list[int] = []
    replaced = without_identifiers(lessons_of([kept]), gate, told.append)
    (left,) = replaced.decisions
    assert (replaced.strings >= 6, told) == (True, [1])
    for text in (left.findings, left.final, repr(left.header)):
        assert NAME not in text
        assert "4711234" not in text
        assert "00817" not in text
    assert "Small left effusion." in left.final
    assert left.header.age == 90


def test_two_decisions_about_one_study_know_of_each_other() -> None:
    one, other = decisions(2)
    again = replace(other, study_id=one.study_id)
    first, second = lessons_of([one, again])
    assert first.studies & second.studies
    assert not lessons_of([one])[0].studies & lessons_of([other])[0].studies
    assert NAME not in repr(lessons_of([replace(one, findings=NAME)])[0])

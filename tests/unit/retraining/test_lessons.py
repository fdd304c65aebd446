"""What decisions teach, and that no name is in it."""

from __future__ import annotations

from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.retraining.lessons import lessons_of, without_identifiers
from tests.unit.feedback.samples import decision
from tests.unit.retraining.samples import decisions

NAME = "Okafor"


def test_what_has_no_final_impression_teaches_nothing_and_the_oldest_comes_first() -> None:
    rejected = decision(final="", verdict=Verdict.REJECTED)
    late, early = decisions(2)[::-1]
    assert [each.id for each in lessons_of([late, rejected, early])] == [early.id, late.id]


def test_no_text_of_a_lesson_keeps_a_name() -> None:
    header = StudyHeader(
        order=f"CT chest for Dr. {NAME}",
        indication=f"Referred by Dr. {NAME}, MRN 4711234",
        prior="CT of 3 May 2024",
        age=97,
        pseudonym="ACC-24-00817",
    )
    findings = f"Small effusion on the left. Discussed with Dr. {NAME}. Accession ACC-24-00817."
    final = f"Small left effusion. {NAME} was told at 14:20."
    kept = decision(header=header, findings=findings, final=final, language=Language.ENGLISH)
    replaced = without_identifiers(lessons_of([kept]))
    (lesson,) = replaced.lessons
    assert replaced.strings >= 6
    texts = (lesson.findings, lesson.final, *map(str, (lesson.header.order,
             lesson.header.indication, lesson.header.prior)))  # fmt: skip
    for text in texts:
        assert NAME not in text
        assert "4711234" not in text
        assert "00817" not in text
    assert "Small left effusion." in lesson.final
    assert (lesson.header.age, lesson.header.pseudonym) == (90, None)
    assert NAME not in repr(lesson)


def test_a_name_has_one_tag_in_findings_and_final() -> None:
    kept = decision(
        findings=f"Seen by Dr. {NAME}. Then by Dr. Brankovic.",
        final="Discussed with Dr. Brankovic.",
        language=Language.ENGLISH,
    )
    (lesson,) = without_identifiers(lessons_of([kept])).lessons
    assert lesson.findings.count("[NAME 2]") == 1
    assert "[NAME 2]" in lesson.final

"""What the checks say of a study, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from radvaluer_desktop.feedback.records import (
    CheckOutcome,
    CommunicationRecord,
    CommunicationWay,
    DismissalReason,
)
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.process import CheckRequest
from radvaluer_desktop.safety.result import (
    CheckResult,
    Issue,
    IssueKind,
    IssueSeverity,
    LeftOut,
    issue_key,
)
from radvaluer_desktop.session.review import (
    CheckedTexts,
    Review,
    StudyTexts,
    check_texts,
    ordered_issues,
)

FINDINGS = "Opacity in the right lower lobe. Old rib fracture."
IMPRESSION = "\n1. Left lower lobe pneumonia.\n"
RECORD = CommunicationRecord(
    told="the ward",
    told_by="r7",
    told_at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    way=CommunicationWay.PHONE,
    read_back=True,
)


def issue(kind: IssueKind, severity: IssueSeverity, **more: object) -> Issue:
    template = {IssueKind.LEFT_OUT: "left_out"}.get(kind, kind.value)
    made = Issue(kind, severity, template, key=issue_key(kind, template))
    return replace(made, **more)  # type: ignore[arg-type]


SIDE = issue(
    IssueKind.SIDE,
    IssueSeverity.SEVERE,
    values={"said": "left", "found": "right"},
    findings_span=(15, 20),
    impression_span=(4, 8),
)
CRITICAL = issue(IssueKind.CRITICAL, IssueSeverity.SEVERE, impression_span=(20, 29))
NOTE = issue(IssueKind.SCOPE, IssueSeverity.NOTE)
EMPTY = issue(IssueKind.EMPTY, IssueSeverity.SEVERE)


class Answer:
    """Checks that say one thing."""

    def __init__(self, *issues: Issue, left_out: tuple[LeftOut, ...] = ()) -> None:
        self.result = CheckResult(issues=issues, left_out=left_out)
        self.request: CheckRequest | None = None

    def start(self) -> None: ...

    def close(self) -> None: ...

    def check(self, request: CheckRequest) -> CheckResult:
        self.request = request
        return self.result


def checked(*issues: Issue, impression: str = IMPRESSION) -> CheckedTexts:
    made = check_texts(Answer(*issues), StudyTexts(StudyHeader(), FINDINGS, impression))
    assert made is not None
    return made


def review_of(*issues: Issue) -> Review:
    review = Review()
    review.checked = checked(*issues)
    return review


def test_what_a_draft_rests_on_is_checked() -> None:
    answer = Answer(SIDE)
    typed = f"HISTORY: cough\nFINDINGS: {FINDINGS}\nIMPRESSION: old"
    made = check_texts(answer, StudyTexts(StudyHeader(age=61), typed, IMPRESSION))
    header = StudyHeader(age=61, indication="cough")
    assert answer.request == CheckRequest(FINDINGS, IMPRESSION, header, Language.ENGLISH)
    assert made is not None
    start = typed.index("right")
    assert made.in_window(SIDE.findings_span) == (start, start + 5)
    assert made.in_window(None) is None


def test_findings_in_two_pieces_are_found_by_their_words() -> None:
    typed = "FINDINGS: Opacity on the right.\nTECHNIQUE: CT\nFINDINGS: Rib fracture."
    made = check_texts(Answer(), StudyTexts(StudyHeader(), typed, IMPRESSION))
    assert made is not None
    start = made.findings.index("Rib")
    place = made.in_window((start, start + 3))
    assert place is not None
    assert typed[slice(*place)] == "Rib"


@pytest.mark.parametrize("text", ["", "FINDINGS:\n\nIMPRESSION: old"])
def test_nothing_to_check(text: str) -> None:
    assert check_texts(Answer(SIDE), StudyTexts(StudyHeader(), text, IMPRESSION)) is None


def test_an_impression_that_was_not_begun_lacks_nothing() -> None:
    answer = Answer(EMPTY, NOTE, left_out=(LeftOut(0, 7, 2),))
    begun = StudyTexts(StudyHeader(), FINDINGS, " \n")
    made = check_texts(answer, begun)
    assert made is not None
    assert made.issues == (NOTE,)
    drafted = check_texts(answer, replace(begun, drafted=True))
    assert drafted is not None
    assert [each.kind for each in drafted.issues] == ["empty", "scope", "left_out"]


def test_the_heaviest_come_first_and_each_left_out_finding_once() -> None:
    urgent = issue(IssueKind.LEFT_OUT, IssueSeverity.SEVERE, findings_span=(0, 7))
    result = CheckResult(
        issues=(NOTE, urgent, SIDE), left_out=(LeftOut(0, 7, 4), LeftOut(33, 49, 1))
    )
    issues = ordered_issues(result, FINDINGS)
    assert issues[:3] == (SIDE, urgent, NOTE)
    (left,) = issues[3:]
    assert (left.kind, left.severity) == (IssueKind.LEFT_OUT, IssueSeverity.NOTE)
    assert left.findings_span == (33, 49)
    assert left.key


def test_a_dismissed_issue_stays_dismissed_when_its_place_changes() -> None:
    review = review_of(SIDE, NOTE)
    review.dismiss(SIDE, DismissalReason.NOT_TRUE)
    moved = replace(SIDE, impression_span=(9, 13))
    review.checked = checked(moved, NOTE)
    assert (review.open, review.dismissed, review.severe) == ((NOTE,), (moved,), ())
    review.take_back(moved)
    assert review.open == (moved, NOTE)


def test_a_critical_result_asks_no_more_once_somebody_was_told() -> None:
    review = review_of(CRITICAL)
    before = review.severe
    review.communication = RECORD
    assert (before, review.severe) == ((CRITICAL,), ())
    assert review.open == (CRITICAL,)


def test_what_is_kept_of_an_accepted_text() -> None:
    review = review_of(SIDE, CRITICAL, NOTE)
    review.dismiss(CRITICAL, DismissalReason.OTHER, "  known since May ")
    side, critical, note = review.notes(FINDINGS, IMPRESSION.strip(), accepted=True)
    assert (side.outcome, side.template) == (CheckOutcome.OVERRIDDEN, "side")
    assert side.findings_span == (15, 20)
    assert side.impression_span == (3, 7)  # of the impression without its first line end
    assert (critical.outcome, critical.reason) == (CheckOutcome.DISMISSED, DismissalReason.OTHER)
    assert critical.comment == "known since May"
    assert (note.outcome, note.impression_span) == (CheckOutcome.SHOWN, None)


def test_what_is_kept_of_a_rejected_text() -> None:
    (side,) = review_of(SIDE).notes(FINDINGS, IMPRESSION.strip(), accepted=False)
    assert (side.outcome, side.impression_span) == (CheckOutcome.SHOWN, None)
    assert side.findings_span == (15, 20)


def test_of_other_texts_only_dismissals_are_kept_and_without_a_place() -> None:
    review = review_of(SIDE, NOTE)
    review.dismiss(SIDE, DismissalReason.WILL_BE_ADDED)
    assert not review.saw(FINDINGS, "another")
    (kept,) = review.notes(FINDINGS, "another", accepted=True)
    assert (kept.outcome, kept.findings_span) == (CheckOutcome.DISMISSED, None)


def test_no_text_is_in_a_repr() -> None:
    review = review_of(SIDE)
    review.dismiss(SIDE, DismissalReason.OTHER, "because of Mr Meyer")
    shown = repr(review.checked) + repr(review.dismissal(SIDE)) + repr(RECORD)
    shown += repr(review.notes(FINDINGS, IMPRESSION.strip(), accepted=True))
    for secret in ("Opacity", "pneumonia", "Meyer", "ward"):
        assert secret not in shown

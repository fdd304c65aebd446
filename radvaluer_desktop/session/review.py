"""What the checks say of a study as it stands, and what the radiologist makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.records import (
    CheckNote,
    CheckOutcome,
    CommunicationRecord,
    DismissalReason,
)
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.safety.process import CheckRequest, TextChecks
from radvaluer_desktop.safety.result import (
    CheckResult,
    Issue,
    IssueKind,
    IssueSeverity,
    Span,
    issue_key,
)
from radvaluer_desktop.session.prepared import prepare

_WEIGHT = {severity: weight for weight, severity in enumerate(IssueSeverity)}
# As long as no impression was begun, that it lacks something says nothing.
_OF_AN_IMPRESSION = (IssueKind.EMPTY, IssueKind.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class StudyTexts:
    """What stands in the window. ``drafted``: a draft is there, be it an empty one."""

    header: StudyHeader = field(repr=False)
    findings: str = field(repr=False)
    impression: str = field(repr=False)
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class CheckedTexts:
    """A result and what it is about. ``findings`` are those that a draft would rest on."""

    texts: StudyTexts
    findings: str = field(repr=False)
    result: CheckResult
    issues: tuple[Issue, ...]

    def in_window(self, span: Span | None) -> Span | None:
        """Return where a span of ``findings`` stands in what was typed; None where nowhere.

        Findings that stand in one piece are found as a whole, others by what the span quotes.
        """
        if span is None:
            return None
        typed, (start, end) = self.texts.findings, span
        begin = typed.find(self.findings)
        if begin >= 0:
            return begin + start, begin + end
        begin = typed.find(self.findings[start:end])
        return None if begin < 0 else (begin, begin + end - start)


def check_texts(checks: TextChecks, texts: StudyTexts) -> CheckedTexts | None:
    """Check the findings that a draft would rest on; None where there are none.

    Raises ChecksNotRunning.
    """
    try:
        report = prepare(texts.header, texts.findings)
    except InputError:
        return None
    request = CheckRequest(report.findings, texts.impression, report.header, report.language)
    result = checks.check(request)
    if not (texts.impression.strip() or texts.drafted):
        issues = tuple(issue for issue in result.issues if issue.kind not in _OF_AN_IMPRESSION)
        result = CheckResult(result.statements, issues)
    return CheckedTexts(texts, report.findings, result, ordered_issues(result, report.findings))


def ordered_issues(result: CheckResult, findings: str) -> tuple[Issue, ...]:
    """Return the issues, the heaviest first, then by place; then what else is left out."""
    issues = sorted(result.issues, key=lambda issue: (_WEIGHT[issue.severity], *_place(issue)))
    named = [issue.findings_span for issue in issues if issue.kind is IssueKind.LEFT_OUT]
    for left in result.left_out:
        if not any(span and span[0] < left.end and left.start < span[1] for span in named):
            issues.append(_left_out(left.start, left.end, findings))
    return tuple(issues)


def _place(issue: Issue) -> tuple[bool, int]:
    span = issue.impression_span or issue.findings_span or (0, 0)
    return issue.impression_span is None, span[0]


def _left_out(start: int, end: int, findings: str) -> Issue:
    kind, template = IssueKind.LEFT_OUT, "left_out"
    return Issue(
        kind=kind,
        severity=IssueSeverity.NOTE,
        template=template,
        findings_span=(start, end),
        key=issue_key(kind, template, findings[start:end]),
    )


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An issue that the radiologist dismissed, and why."""

    issue: Issue
    reason: DismissalReason
    comment: str | None = field(default=None, repr=False)


class Review:
    """One study's: the newest result, what was dismissed, and who was told.

    Dismissals hold for as long as the study is on the screen, also where a text around the issue
    changes.
    """

    def __init__(self) -> None:
        self.checked: CheckedTexts | None = None
        self.communication: CommunicationRecord | None = None
        self._dismissals: dict[str, Dismissal] = {}

    @property
    def open(self) -> tuple[Issue, ...]:
        """The issues that stand, in their order."""
        return tuple(issue for issue in self._issues if issue.key not in self._dismissals)

    @property
    def dismissed(self) -> tuple[Issue, ...]:
        """The issues that were dismissed and would stand otherwise."""
        return tuple(issue for issue in self._issues if issue.key in self._dismissals)

    @property
    def severe(self) -> tuple[Issue, ...]:
        """The open issues that ask for one more key before the text is accepted."""
        severe = (issue for issue in self.open if issue.severity is IssueSeverity.SEVERE)
        return tuple(issue for issue in severe if not self.is_told(issue))

    def is_told(self, issue: Issue) -> bool:
        """Whether ``issue`` is a critical result that somebody was told of."""
        return issue.kind is IssueKind.CRITICAL and self.communication is not None

    def dismissal(self, issue: Issue) -> Dismissal | None:
        """Return why ``issue`` was dismissed."""
        return self._dismissals.get(issue.key)

    def dismiss(self, issue: Issue, reason: DismissalReason, comment: str = "") -> None:
        """Take ``issue`` off the list."""
        self._dismissals[issue.key] = Dismissal(issue, reason, comment.strip() or None)

    def take_back(self, issue: Issue) -> None:
        """Put a dismissed issue on the list again."""
        self._dismissals.pop(issue.key, None)

    def saw(self, findings: str, final: str) -> bool:
        """Whether the newest result is about these texts."""
        checked = self.checked
        return (
            checked is not None
            and checked.findings == findings
            and checked.texts.impression.strip() == final
        )

    def notes(self, findings: str, final: str, *, accepted: bool) -> tuple[CheckNote, ...]:
        """Return what is kept with a decision about these texts, the impression stripped.

        A dismissed issue is kept where its text is gone since, without a place.
        """
        issues = self._issues if self.saw(findings, final) else ()
        present = {issue.key for issue in issues}
        gone = (each for key, each in self._dismissals.items() if key not in present)
        return (
            *(self._note(issue, accepted=accepted) for issue in issues),
            *(_dismissal_note(dismissal) for dismissal in gone),
        )

    @property
    def _issues(self) -> tuple[Issue, ...]:
        return () if self.checked is None else self.checked.issues

    def _note(self, issue: Issue, *, accepted: bool) -> CheckNote:
        in_final = self._in_final(issue.impression_span) if accepted else None
        dismissal = self.dismissal(issue)
        if dismissal is not None:
            return _dismissal_note(dismissal, issue.findings_span, in_final)
        overridden = accepted and issue in self.severe
        return CheckNote(
            kind=issue.kind,
            severity=issue.severity,
            template=issue.template,
            outcome=CheckOutcome.OVERRIDDEN if overridden else CheckOutcome.SHOWN,
            findings_span=issue.findings_span,
            impression_span=in_final,
        )

    def _in_final(self, span: Span | None) -> Span | None:
        """Shift a span of what was typed to the impression that is kept, without white space."""
        if span is None or self.checked is None:
            return None
        typed = self.checked.texts.impression
        before = len(typed) - len(typed.lstrip())
        length = len(typed.strip())
        return min(max(span[0] - before, 0), length), min(max(span[1] - before, 0), length)


def _dismissal_note(
    dismissal: Dismissal, findings_span: Span | None = None, impression_span: Span | None = None
) -> CheckNote:
    issue = dismissal.issue
    return CheckNote(
        kind=issue.kind,
        severity=issue.severity,
        template=issue.template,
        outcome=CheckOutcome.DISMISSED,
        reason=dismissal.reason,
        comment=dismissal.comment,
        findings_span=findings_span,
        impression_span=impression_span,
    )

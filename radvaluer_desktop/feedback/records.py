"""What the store keeps, as plain values. Texts stay out of ``repr``, so no log can hold them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from radvaluer_desktop.inference.messages import Sampling, StopReason, Timings
from radvaluer_desktop.metrics.edit_distance import TokenEdit
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.result import IssueKind, IssueSeverity, Span


class Verdict(StrEnum):
    """What the radiologist made of a draft."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class DraftFault(StrEnum):
    """What was wrong with a draft, in the words of the one who read it."""

    WRONG = "wrong"
    LEFT_OUT = "left_out"
    INVENTED = "invented"
    WORDING = "wording"
    TOO_LONG = "too_long"
    OTHER = "other"


class CheckOutcome(StrEnum):
    """What became of an issue: left as it stood, dismissed, or accepted in spite of its weight."""

    SHOWN = "shown"
    DISMISSED = "dismissed"
    OVERRIDDEN = "overridden"


class DismissalReason(StrEnum):
    """Why an issue was dismissed."""

    NOT_TRUE = "not_true"
    IRRELEVANT = "irrelevant"
    SAID_ELSEWHERE = "said_elsewhere"
    WILL_BE_ADDED = "will_be_added"
    OTHER = "other"


class CommunicationWay(StrEnum):
    """How a critical result was told."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNote:
    """One issue that the checks saw, and what became of it.

    Spans are characters of the decision's own ``findings`` and ``final``, the end exclusive; None
    where the issue names no place there, or the place is gone since it was dismissed. ``template``
    names a sentence of ``safety.result.MESSAGES``; ``comment`` is what the radiologist wrote.
    """

    kind: IssueKind
    severity: IssueSeverity
    template: str
    outcome: CheckOutcome
    reason: DismissalReason | None = None
    comment: str | None = field(default=None, repr=False)
    findings_span: Span | None = None
    impression_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationRecord:
    """Who was told of a critical result, by whom, when and how. ``told_at`` is timezone-aware."""

    told: str = field(repr=False)
    told_by: str = field(repr=False)
    told_at: datetime
    way: CommunicationWay
    read_back: bool


def new_id() -> str:
    """Return an id that nothing else has and that says nothing."""
    return uuid.uuid4().hex


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision about one draft, with what a later reader needs to know of its making.

    ``findings`` are those that the model read, ``final`` is the impression that the radiologist
    kept (empty where the draft was rejected without another). ``edits`` and ``edit_fraction`` are
    those of ``metrics.edit_distance``; ``seconds_to_decide`` run from the complete draft to the
    decision. ``decided_at`` is timezone-aware. ``checked`` says whether the checks had seen these
    texts; without that, no ``checks`` says nothing. ``token_edits`` lead from draft to final and
    are empty where the draft was rejected. ``rating``: how useful the draft was, 1 (not) to 5.
    ``study_id`` and ``draft_id``: those of what was noted when the draft was shown, None where
    nothing was. ``own_impression``: what the radiologist wrote before the draft was shown, and
    ``own_seconds`` from the last change of the findings to asking for the draft; None where nobody
    asked for that. ``signed``: the impression as the reporting system has it, known only once it
    was imported; ``signed_at`` is timezone-aware.
    """

    header: StudyHeader = field(repr=False)
    language: Language
    findings: str = field(repr=False)
    draft: str = field(repr=False)
    final: str = field(repr=False)
    verdict: Verdict
    reject_reason: str | None = field(default=None, repr=False)
    edits: int
    edit_fraction: float
    model_id: str
    model_sha256: str
    prompt_version: str
    sampling: Sampling
    timings: Timings
    seconds_to_decide: float
    station_id: str
    radiologist_id: str
    app_version: str
    checked: bool = False
    checks: tuple[CheckNote, ...] = ()
    communication: CommunicationRecord | None = None
    token_edits: tuple[TokenEdit, ...] = ()
    rating: int | None = None
    faults: tuple[DraftFault, ...] = ()
    study_id: str | None = None
    draft_id: str | None = None
    institution: str = ""
    own_impression: str | None = field(default=None, repr=False)
    own_seconds: float | None = None
    signed: str | None = field(default=None, repr=False)
    signed_at: datetime | None = None
    decided_at: datetime = field(default_factory=_now)
    id: str = field(default_factory=new_id)

    @property
    def signed_or_final(self) -> str:
        """What a model learns: the impression as it was signed, where known, else as accepted.

        In SQL ``coalesce(signed, final)``.
        """
        return self.final if self.signed is None else self.signed


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDraft:
    """A draft as it stood in the window, decided or not, and the study it was for.

    ``prompt``: the template around the findings, as JSON. ``shown_at`` is timezone-aware.
    """

    header: StudyHeader = field(repr=False)
    language: Language
    findings: str = field(repr=False)
    impression: str = field(repr=False)
    stop_reason: StopReason
    model_id: str
    model_sha256: str
    prompt_version: str
    prompt: str
    sampling: Sampling
    timings: Timings
    station_id: str
    radiologist_id: str
    app_version: str
    study_id: str
    shown_at: datetime = field(default_factory=_now)
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReport:
    """A report that was accepted: what a later one of the same radiologist may be like."""

    header: StudyHeader = field(repr=False)
    language: Language
    findings: str = field(repr=False)
    impression: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceText:
    """What has been typed and not yet decided."""

    findings: str = field(repr=False)
    impression: str = field(default="", repr=False)
    header: StudyHeader = field(default_factory=StudyHeader, repr=False)
    updated_at: datetime = field(default_factory=_now)

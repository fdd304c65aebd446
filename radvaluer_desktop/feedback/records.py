"""What the store keeps, as plain values. Texts stay out of ``repr``, so no log can hold them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from radvaluer_desktop.inference.messages import Sampling, Timings
from radvaluer_desktop.report.study import Language, StudyHeader


class Verdict(StrEnum):
    """What the radiologist made of a draft."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


def _new_id() -> str:
    return uuid.uuid4().hex


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision about one draft, with what a later reader needs to know of its making.

    ``findings`` are those that the model read, ``final`` is the impression that the radiologist
    kept (empty where the draft was rejected without another). ``edits`` and ``edit_fraction`` are
    those of ``metrics.edit_distance``; ``seconds_to_decide`` run from the complete draft to the
    decision. ``decided_at`` is timezone-aware.
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
    decided_at: datetime = field(default_factory=_now)
    id: str = field(default_factory=_new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceText:
    """What has been typed and not yet decided."""

    findings: str = field(repr=False)
    impression: str = field(default="", repr=False)
    header: StudyHeader = field(default_factory=StudyHeader, repr=False)
    updated_at: datetime = field(default_factory=_now)

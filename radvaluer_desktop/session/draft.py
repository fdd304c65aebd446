"""The values of one draft: what was asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from radvaluer_desktop.feedback.records import new_id
from radvaluer_desktop.inference.messages import Progress, Sampling, StopReason, Timings, Token
from radvaluer_desktop.report.study import Language, StudyHeader


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft with all that a later reader needs to know of its making.

    ``findings`` are those that the model read (cleaned, the findings section alone). Texts stay out
    of ``repr``, so that no log line or traceback can hold them.
    """

    header: StudyHeader = field(repr=False)
    language: Language
    findings: str = field(repr=False)
    impression: str = field(repr=False)
    stop_reason: StopReason
    timings: Timings
    model_id: str
    model_sha256: str
    prompt_version: str
    sampling: Sampling
    id: str = field(default_factory=new_id, compare=False)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The closing event of a draft."""

    draft: Draft


DraftEvent = Progress | Token | Drafted

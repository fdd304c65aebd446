"""The values of one draft: what was asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from radvaluer_desktop.feedback.records import new_id
from radvaluer_desktop.inference.messages import Progress, Sampling, StopReason, Timings, Token
from radvaluer_desktop.report.study import Language, StudyHeader


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another draft of the same findings, and how many issues the checks see in it.

    None where nothing was checked; ``severe`` of the ``issues`` are severe.
    """

    impression: str = field(repr=False)
    stop_reason: StopReason
    sampling: Sampling
    issues: int | None = None
    severe: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft with all that a later reader needs to know of its making.

    ``findings`` are those that the model read (cleaned, the findings section alone). Texts stay out
    of ``repr``, so that no log line or traceback can hold them. ``alternatives``: what was written
    beside it in the same batch and says it in other words, the best first; ``checked``: the issues
    of this one, and the severe ones among them.
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
    alternatives: tuple[Alternative, ...] = field(default=(), repr=False, compare=False)
    checked: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The closing event of a draft."""

    draft: Draft


DraftEvent = Progress | Token | Drafted

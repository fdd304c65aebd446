"""Turns a draft and what the radiologist made of it into the decision that is kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from radvaluer_desktop import __version__
from radvaluer_desktop.feedback.records import (
    Decision,
    DraftFault,
    PastReport,
    ShownDraft,
    Verdict,
    new_id,
)
from radvaluer_desktop.metrics.edit_distance import edit_distance, token_edits
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.session.draft import Draft
from radvaluer_desktop.session.review import Review

_KEPT_OF_A_DRAFT = (
    *("id", "header", "language", "findings", "impression", "stop_reason", "model_id"),
    *("model_sha256", "prompt_version", "sampling", "timings"),
)


class RejectReason(StrEnum):
    """Why a draft was rejected; the code is kept, whatever the window's language."""

    WRONG_SIDE = "wrong_side"
    MISSED_FINDING = "missed_finding"
    INVENTED_FINDING = "invented_finding"
    STYLE = "style"
    OTHER = "other"


def reason_kept(reason: RejectReason | None, words: str = "") -> str:
    """Return what is kept of a reason: its code, and the radiologist's own words behind it."""
    words = words.strip()
    if reason is None:
        return words
    return f"{reason.value}: {words}" if words else reason.value


def reason_parts(kept: str) -> tuple[RejectReason | None, str]:
    """Return the code and the words of what ``reason_kept`` made; None where it has no code."""
    code, _, words = kept.partition(": ")
    if code in tuple(RejectReason):
        return RejectReason(code), words
    return None, kept


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decided, where, and about which study, whose id says nothing of it."""

    station: str
    radiologist: str
    study_id: str = field(default_factory=new_id)
    institution: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the radiologist said of a draft besides deciding: ``rating`` 1 to 5, and its faults."""

    rating: int | None = None
    faults: tuple[DraftFault, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnImpression:
    """What the radiologist wrote before a draft was shown.

    ``seconds`` from the last change of the findings to asking for the draft.
    """

    text: str = field(repr=False)
    seconds: float


def accept(
    draft: Draft, final: str, seconds: float, signature: Signature, review: Review | None = None
) -> Decision:
    """Return the decision for a kept impression: accepted as drafted, or edited.

    ``seconds`` from the complete draft to the decision. White space at the ends is no edit.
    """
    final = final.strip()
    unchanged = final == draft.impression.strip()
    verdict = Verdict.ACCEPTED if unchanged else Verdict.EDITED
    decision = replace(
        _decision(draft, final, verdict, seconds, signature),
        token_edits=token_edits(draft.impression, final),
    )
    return _reviewed(decision, final, review)


def reject(
    draft: Draft,
    reason: str,
    seconds: float,
    signature: Signature,
    review: Review | None = None,
) -> Decision:
    """Return the decision for a draft that was rejected, with the radiologist's reason."""
    rejected = _decision(draft, "", Verdict.REJECTED, seconds, signature)
    shown = review.checked.texts.impression.strip() if review and review.checked else ""
    return _reviewed(replace(rejected, reject_reason=reason.strip() or None), shown, review)


def judged(decision: Decision, judgement: Judgement) -> Decision:
    """Return ``decision`` with what was said of its draft."""
    return replace(decision, rating=judgement.rating, faults=judgement.faults)


def beside_own(decision: Decision, own: OwnImpression | None) -> Decision:
    """Return ``decision`` with what was written before its draft was shown, where anything was."""
    if own is None:
        return decision
    return replace(decision, own_impression=own.text, own_seconds=own.seconds)


def past_report(decision: Decision) -> PastReport:
    """Return what later reports may be like."""
    return PastReport(
        header=decision.header,
        language=decision.language,
        findings=decision.findings,
        impression=decision.final,
    )


def shown(draft: Draft, template: PromptTemplate | None, signature: Signature) -> ShownDraft:
    """Return what is kept of a draft that stands in the window, whatever becomes of it."""
    return ShownDraft(
        **{name: getattr(draft, name) for name in _KEPT_OF_A_DRAFT},
        prompt=json.dumps(asdict(template) if template else {}, ensure_ascii=False),
        station_id=signature.station,
        radiologist_id=signature.radiologist,
        study_id=signature.study_id,
        app_version=__version__,
    )


def _reviewed(decision: Decision, impression: str, review: Review | None) -> Decision:
    """Add what the checks saw of the findings and ``impression``, and what became of it."""
    if review is None:
        return decision
    accepted = decision.verdict is not Verdict.REJECTED
    return replace(
        decision,
        checked=review.saw(decision.findings, impression),
        checks=review.notes(decision.findings, impression, accepted=accepted),
        communication=review.communication,
    )


def _decision(
    draft: Draft, final: str, verdict: Verdict, seconds: float, signature: Signature
) -> Decision:
    distance = edit_distance(draft.impression, final)
    return Decision(
        header=draft.header,
        language=draft.language,
        findings=draft.findings,
        draft=draft.impression,
        final=final,
        verdict=verdict,
        edits=distance.edits,
        edit_fraction=distance.fraction,
        model_id=draft.model_id,
        model_sha256=draft.model_sha256,
        prompt_version=draft.prompt_version,
        sampling=draft.sampling,
        timings=draft.timings,
        seconds_to_decide=seconds,
        station_id=signature.station,
        radiologist_id=signature.radiologist,
        app_version=__version__,
        study_id=signature.study_id,
        institution=signature.institution,
        draft_id=draft.id,
    )

"""Turns a draft and what the radiologist made of it into the decision that is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from radvaluer_desktop import __version__
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.metrics.edit_distance import edit_distance
from radvaluer_desktop.session.draft import Draft


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decided, and where."""

    station: str
    radiologist: str


def accept(draft: Draft, final: str, seconds: float, signature: Signature) -> Decision:
    """Return the decision for a kept impression: accepted as drafted, or edited.

    ``seconds`` from the complete draft to the decision. White space at the ends is no edit.
    """
    unchanged = final.strip() == draft.impression.strip()
    verdict = Verdict.ACCEPTED if unchanged else Verdict.EDITED
    return _decision(draft, final.strip(), verdict, seconds, signature)


def reject(draft: Draft, reason: str, seconds: float, signature: Signature) -> Decision:
    """Return the decision for a draft that was rejected, with the radiologist's reason."""
    rejected = _decision(draft, "", Verdict.REJECTED, seconds, signature)
    return replace(rejected, reject_reason=reason.strip() or None)


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
    )

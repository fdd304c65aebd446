"""The rows of an export: what a trainer reads, and the whole record.

``sft`` and ``preference`` are the conversational forms of TRL's trainers (TRL, "Dataset formats and
types").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC
from enum import StrEnum
from typing import Any

from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.prompting.build import header_lines

Row = dict[str, Any]


class Form(StrEnum):
    """What an export is."""

    SFT = "sft"
    PREFERENCE = "preference"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


class Dropped(StrEnum):
    """Why a decision is no row of its form."""

    NO_FINDINGS = "no_findings"
    NO_FINAL = "no_final"
    NO_DRAFT = "no_draft"
    SAME_AS_DRAFT = "same_as_draft"


# The columns of a whole record, by the type that CSV and Parquet know them by: what is a list or a
# record is JSON there.
COLUMNS: Mapping[str, type] = {
    **dict.fromkeys(("id", "study", "decided_at", "language", "system", "modality"), str),
    "side": str,
    "sex": str,
    "age": int,
    "order": str,
    "indication": str,
    "prior": str,
    **dict.fromkeys(("findings", "draft", "final", "verdict", "reject_reason", "faults"), str),
    "rating": int,
    "edits": int,
    "edit_fraction": float,
    "seconds_to_decide": float,
    **dict.fromkeys(("model_id", "model_sha256", "prompt_version", "sampling", "timings"), str),
    "station": str,
    "radiologist": str,
    "app_version": str,
    "checked": bool,
    "checks": str,
    "communication": str,
    "institution": str,
    "own_impression": str,
    "own_seconds": float,
    "signed": str,
    "signed_at": str,
}


def row_of(form: Form, decision: Decision) -> Row | Dropped:
    """Return the row of ``decision`` in ``form``, or why there is none."""
    match form:
        case Form.SFT:
            return sft_row(decision)
        case Form.PREFERENCE:
            return preference_row(decision)
        case _:
            return full_row(decision)


def sft_row(decision: Decision) -> Row | Dropped:
    """Return findings as the user's message; the answer is what was signed, or accepted."""
    why_not = _unusable(decision)
    if why_not:
        return why_not
    return {"messages": [prompt_message(decision), _answer(decision.signed_or_final)]}


def preference_row(decision: Decision) -> Row | Dropped:
    """Return what was signed, or accepted, as chosen over the draft, where they differ."""
    why_not = _unusable(decision)
    if why_not:
        return why_not
    if not decision.draft.strip():
        return Dropped.NO_DRAFT
    if decision.draft.split() == decision.signed_or_final.split():
        return Dropped.SAME_AS_DRAFT
    return {
        "prompt": [prompt_message(decision)],
        "chosen": [_answer(decision.signed_or_final)],
        "rejected": [_answer(decision.draft)],
    }


def full_row(decision: Decision) -> Row:
    """Return everything that is kept of ``decision``, flat but for what is a list or a record."""
    header = decision.header
    told = decision.communication
    return {
        "id": decision.id,
        "study": header.pseudonym,
        "decided_at": decision.decided_at.astimezone(UTC).isoformat(),
        "language": decision.language.value,
        "system": header.body_system and header.body_system.value,
        "modality": header.modality and header.modality.value,
        "side": header.side and header.side.value,
        "sex": header.sex and header.sex.value,
        "age": header.age,
        "order": header.order,
        "indication": header.indication,
        "prior": header.prior,
        "findings": decision.findings,
        "draft": decision.draft,
        "final": decision.final,
        "verdict": decision.verdict.value,
        "reject_reason": decision.reject_reason,
        "faults": list(decision.faults),
        "rating": decision.rating,
        "edits": decision.edits,
        "edit_fraction": decision.edit_fraction,
        "seconds_to_decide": decision.seconds_to_decide,
        "model_id": decision.model_id,
        "model_sha256": decision.model_sha256,
        "prompt_version": decision.prompt_version,
        "sampling": asdict(decision.sampling),
        "timings": asdict(decision.timings),
        "station": decision.station_id,
        "radiologist": decision.radiologist_id,
        "app_version": decision.app_version,
        "checked": decision.checked,
        "checks": [asdict(note) for note in decision.checks],
        "communication": told and asdict(told) | {"told_at": told.told_at.isoformat()},
        "institution": decision.institution,
        "own_impression": decision.own_impression,
        "own_seconds": decision.own_seconds,
        "signed": decision.signed,
        "signed_at": decision.signed_at and decision.signed_at.astimezone(UTC).isoformat(),
    }


def prompt_message(decision: Decision) -> Row:
    """Return the user's message: the exam header and the findings, as chat models are asked."""
    lines = "\n".join(header_lines(decision.header, decision.language))
    text = f"Examination:\n{lines}\nFindings:\n{decision.findings.strip()}"
    return {"role": "user", "content": text}


def _answer(text: str) -> Row:
    return {"role": "assistant", "content": text.strip()}


def _unusable(decision: Decision) -> Dropped | None:
    if not decision.findings.strip():
        return Dropped.NO_FINDINGS
    return None if decision.signed_or_final.strip() else Dropped.NO_FINAL

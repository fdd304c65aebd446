"""Turns records into rows of the database and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from radvaluer_desktop.feedback.records import (
    CheckNote,
    CheckOutcome,
    CommunicationRecord,
    CommunicationWay,
    Decision,
    DismissalReason,
    DraftFault,
    PastReport,
    ShownDraft,
    Verdict,
    WorkspaceText,
)
from radvaluer_desktop.inference.messages import Sampling, StopReason, Timings
from radvaluer_desktop.metrics.edit_distance import EditKind, TokenEdit
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, Side, StudyHeader
from radvaluer_desktop.safety.result import IssueKind, IssueSeverity, Span

Row = dict[str, Any]

_HEADER_TERMS: Mapping[str, type[StrEnum]] = {
    "modality": Modality,
    "body_system": BodySystem,
    "side": Side,
    "sex": Sex,
}
_DRAFT_AS_IT_IS = (
    *("id", "study_id", "findings", "impression", "model_id", "model_sha256", "prompt_version"),
    *("prompt", "station_id", "radiologist_id", "app_version"),
)
# What a row lacks that was read out of a file of an older step: reading upgrades nothing.
_BEFORE_V2: Row = {"checked": 0, "checks": "[]", "communication": None}
_BEFORE_V3: Row = {
    "token_edits": "[]",
    "rating": None,
    "faults": "[]",
    "study_id": None,
    "draft_id": None,
}
_BEFORE_V4: Row = {
    "institution": "",
    "own_impression": None,
    "own_seconds": None,
    "signed": None,
    "signed_at": None,
}


def storable(row: Row) -> Row:
    """Return ``row`` with ``?`` for halves of surrogate pairs, which no encoding can hold.

    A broken paste may bring one along; losing the whole decision for it would be worse.
    """
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in row.items()
    }


def decision_row(decision: Decision) -> Row:
    """Return the row of table ``decisions``."""
    row = {item.name: getattr(decision, item.name) for item in fields(decision)}
    return row | {
        "header": _json(asdict(decision.header)),
        "pseudonym": decision.header.pseudonym,
        "language": decision.language.value,
        "verdict": decision.verdict.value,
        "sampling": _json(asdict(decision.sampling)),
        "timings": _json(asdict(decision.timings)),
        "checked": int(decision.checked),
        "checks": _json([asdict(note) for note in decision.checks]),
        "communication": _communication_json(decision.communication),
        "token_edits": _json(
            [[each.kind, *each.draft, *each.final] for each in decision.token_edits]
        ),
        "faults": _json(decision.faults),
        "signed_at": None if decision.signed_at is None else utc(decision.signed_at),
        "decided_at": utc(decision.decided_at),
    }


def past_report_of(row: Row) -> PastReport:
    """Return what a row of table ``decisions`` says of an accepted report."""
    return PastReport(
        header=header_from(row["header"]),
        language=Language(row["language"]),
        findings=row["findings"],
        impression=row["final"],
    )


def decision_of(row: Row) -> Decision:
    """Return the decision of a row of table ``decisions``."""
    row = _BEFORE_V2 | _BEFORE_V3 | _BEFORE_V4 | row
    values: Row = {item.name: row[item.name] for item in fields(Decision)}
    values |= {
        "header": header_from(row["header"]),
        "language": Language(row["language"]),
        "verdict": Verdict(row["verdict"]),
        "sampling": _sampling(row["sampling"]),
        "timings": Timings(**json.loads(row["timings"])),
        "checked": bool(row["checked"]),
        "checks": tuple(map(_note, json.loads(row["checks"]))),
        "communication": _communication(row["communication"]),
        "token_edits": tuple(map(_token_edit, json.loads(row["token_edits"]))),
        "faults": tuple(map(DraftFault, json.loads(row["faults"]))),
        "signed_at": _moment(row["signed_at"]),
        "decided_at": datetime.fromisoformat(row["decided_at"]),
    }
    return Decision(**values)


def draft_row(draft: ShownDraft) -> Row:
    """Return the row of table ``drafts``, without what belongs to its study, model and prompt."""
    elsewhere = ("model_id", "prompt")
    names = (name for name in _DRAFT_AS_IT_IS if name not in elsewhere)
    return {name: getattr(draft, name) for name in names} | {
        "shown_at": utc(draft.shown_at),
        "stop_reason": draft.stop_reason.value,
        "sampling": _json(asdict(draft.sampling)),
        "timings": _json(asdict(draft.timings)),
    }


def draft_of(row: Row) -> ShownDraft:
    """Return the draft of a row of ``drafts`` joined with its study, model and prompt."""
    return ShownDraft(
        **{name: row[name] for name in _DRAFT_AS_IT_IS},
        header=header_from(row["header"]),
        language=Language(row["language"]),
        stop_reason=StopReason(row["stop_reason"]),
        sampling=_sampling(row["sampling"]),
        timings=Timings(**json.loads(row["timings"])),
        shown_at=datetime.fromisoformat(row["shown_at"]),
    )


def study_row(study_id: str, header: StudyHeader, language: Language, moment: datetime) -> Row:
    """Return the row of table ``studies``."""
    return {
        "id": study_id,
        "begun_at": utc(moment),
        "pseudonym": header.pseudonym,
        "header": _json(asdict(header)),
        "language": language.value,
    }


def workspace_row(slot: str, text: WorkspaceText) -> Row:
    """Return the row of table ``workspace``."""
    return {
        "slot": slot,
        "findings": text.findings,
        "impression": text.impression,
        "header": _json(asdict(text.header)),
        "updated_at": utc(text.updated_at),
    }


def workspace_of(row: Row) -> WorkspaceText:
    """Return the text of a row of table ``workspace``."""
    return WorkspaceText(
        findings=row["findings"],
        impression=row["impression"],
        header=header_from(row["header"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )


def _sampling(text: str) -> Sampling:
    values = json.loads(text)
    return Sampling(**values | {"stop_texts": tuple(values["stop_texts"])})


def _token_edit(values: list[Any]) -> TokenEdit:
    kind, *places = values
    return TokenEdit(EditKind(kind), (places[0], places[1]), (places[2], places[3]))


def _note(values: Row) -> CheckNote:
    reason = values["reason"]
    return CheckNote(
        kind=IssueKind(values["kind"]),
        severity=IssueSeverity(values["severity"]),
        template=values["template"],
        outcome=CheckOutcome(values["outcome"]),
        reason=None if reason is None else DismissalReason(reason),
        comment=values["comment"],
        findings_span=_span(values["findings_span"]),
        impression_span=_span(values["impression_span"]),
    )


def _span(values: list[int] | None) -> Span | None:
    return None if values is None else (values[0], values[1])


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _communication_json(record: CommunicationRecord | None) -> str | None:
    return None if record is None else _json(asdict(record) | {"told_at": utc(record.told_at)})


def _communication(text: str | None) -> CommunicationRecord | None:
    if text is None:
        return None
    values = json.loads(text)
    values["told_at"] = datetime.fromisoformat(values["told_at"])
    values["way"] = CommunicationWay(values["way"])
    return CommunicationRecord(**values)


def header_from(text: str) -> StudyHeader:
    """Return the exam header that a row holds as JSON."""
    values = json.loads(text)
    for name, term in _HEADER_TERMS.items():
        if values[name] is not None:
            values[name] = term(values[name])
    return StudyHeader(**values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def utc(moment: datetime) -> str:
    """Return ISO 8601 in UTC with a fixed number of digits, so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

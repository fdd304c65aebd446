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
    Verdict,
    WorkspaceText,
)
from radvaluer_desktop.inference.messages import Sampling, Timings
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, Side, StudyHeader
from radvaluer_desktop.safety.result import IssueKind, IssueSeverity, Span

Row = dict[str, Any]

_HEADER_TERMS: Mapping[str, type[StrEnum]] = {
    "modality": Modality,
    "body_system": BodySystem,
    "side": Side,
    "sex": Sex,
}
# What a row lacks that was read out of a file of an older step: reading upgrades nothing.
_BEFORE_V2: Row = {"checked": 0, "checks": "[]", "communication": None}


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
        "decided_at": _utc(decision.decided_at),
    }


def decision_of(row: Row) -> Decision:
    """Return the decision of a row of table ``decisions``."""
    row = _BEFORE_V2 | row
    sampling = json.loads(row["sampling"])
    sampling["stop_texts"] = tuple(sampling["stop_texts"])
    values: Row = {item.name: row[item.name] for item in fields(Decision)}
    values |= {
        "header": _header(row["header"]),
        "language": Language(row["language"]),
        "verdict": Verdict(row["verdict"]),
        "sampling": Sampling(**sampling),
        "timings": Timings(**json.loads(row["timings"])),
        "checked": bool(row["checked"]),
        "checks": tuple(map(_note, json.loads(row["checks"]))),
        "communication": _communication(row["communication"]),
        "decided_at": datetime.fromisoformat(row["decided_at"]),
    }
    return Decision(**values)


def workspace_row(slot: str, text: WorkspaceText) -> Row:
    """Return the row of table ``workspace``."""
    return {
        "slot": slot,
        "findings": text.findings,
        "impression": text.impression,
        "header": _json(asdict(text.header)),
        "updated_at": _utc(text.updated_at),
    }


def workspace_of(row: Row) -> WorkspaceText:
    """Return the text of a row of table ``workspace``."""
    return WorkspaceText(
        findings=row["findings"],
        impression=row["impression"],
        header=_header(row["header"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )


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


def _communication_json(record: CommunicationRecord | None) -> str | None:
    return None if record is None else _json(asdict(record) | {"told_at": _utc(record.told_at)})


def _communication(text: str | None) -> CommunicationRecord | None:
    if text is None:
        return None
    values = json.loads(text)
    values["told_at"] = datetime.fromisoformat(values["told_at"])
    values["way"] = CommunicationWay(values["way"])
    return CommunicationRecord(**values)


def _header(text: str) -> StudyHeader:
    values = json.loads(text)
    for name, term in _HEADER_TERMS.items():
        if values[name] is not None:
            values[name] = term(values[name])
    return StudyHeader(**values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _utc(moment: datetime) -> str:
    """Return ISO 8601 in UTC with a fixed number of digits, so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

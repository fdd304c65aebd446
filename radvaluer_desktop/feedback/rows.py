"""Turns records into rows of the database and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from radvaluer_desktop.feedback.records import Decision, Verdict, WorkspaceText
from radvaluer_desktop.inference.messages import Sampling, Timings
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, Side, StudyHeader

Row = dict[str, Any]

_HEADER_TERMS: Mapping[str, type[StrEnum]] = {
    "modality": Modality,
    "body_system": BodySystem,
    "side": Side,
    "sex": Sex,
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
        "decided_at": _utc(decision.decided_at),
    }


def decision_of(row: Row) -> Decision:
    """Return the decision of a row of table ``decisions``."""
    sampling = json.loads(row["sampling"])
    sampling["stop_texts"] = tuple(sampling["stop_texts"])
    values: Row = {item.name: row[item.name] for item in fields(Decision)}
    values |= {
        "header": _header(row["header"]),
        "language": Language(row["language"]),
        "verdict": Verdict(row["verdict"]),
        "sampling": Sampling(**sampling),
        "timings": Timings(**json.loads(row["timings"])),
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

"""Makes a decision of a row of an export again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from radvaluer_desktop.feedback.export.forms import COLUMNS
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.rows import decision_of
from radvaluer_desktop.metrics.edit_distance import token_edits

_HEADER = ("order", "modality", "side", "sex", "age", "indication", "prior")
_AS_IT_IS = (
    *("id", "language", "findings", "draft", "final", "verdict", "reject_reason", "rating"),
    *("edits", "edit_fraction", "seconds_to_decide", "model_id", "model_sha256"),
    *("prompt_version", "app_version", "institution", "own_impression", "own_seconds", "signed"),
)
_JSON = ("faults", "checks", "sampling", "timings", "communication")
_MAY_BE_MISSING = {
    *("study", "system", "modality", "side", "sex", "age", "order", "indication", "prior"),
    *("reject_reason", "rating", "communication"),
    *("own_impression", "own_seconds", "signed", "signed_at"),
}


class NotARow(Exception):
    """It is no row of an export; what is wrong is not said, as it would quote a report."""


def decision_of_row(row: object) -> Decision:
    """Return the decision of a row of ``forms.full_row``. Raises NotARow."""
    if not isinstance(row, dict) or row.keys() != COLUMNS.keys() or not all(_fits(row)):
        raise NotARow
    header = {name: row[name] for name in _HEADER}
    header |= {"body_system": row["system"], "pseudonym": row["study"]}
    values = {name: row[name] for name in _AS_IT_IS}
    values |= {name: _text(row[name]) for name in _JSON} | {
        "header": _text(header),
        "token_edits": "[]",
        "station_id": row["station"],
        "radiologist_id": row["radiologist"],
        "checked": int(row["checked"]),
        "study_id": None,
        "draft_id": None,
        "decided_at": row["decided_at"],
        "signed_at": row["signed_at"],
    }
    try:
        return _with_edits(decision_of(values))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise NotARow from error


def _with_edits(decision: Decision) -> Decision:
    if decision.decided_at.tzinfo is None or not 0 <= decision.edit_fraction <= 1:
        raise NotARow
    if decision.signed_at is not None and decision.signed_at.tzinfo is None:
        raise NotARow
    if decision.rating is not None and not 1 <= decision.rating <= 5:
        raise NotARow
    if decision.verdict is Verdict.REJECTED:
        return decision
    return replace(decision, token_edits=token_edits(decision.draft, decision.final))


def _fits(row: Mapping[str, Any]) -> list[bool]:
    """Whether each value is of its type; records are looked at when they are made."""
    return [
        (value is None and name in _MAY_BE_MISSING)
        or name in _JSON
        or type(value) is COLUMNS[name]
        or (COLUMNS[name] is float and type(value) is int)
        for name, value in row.items()
    ]


def _text(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)

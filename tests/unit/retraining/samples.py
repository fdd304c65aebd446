"""Figures, verdicts, adapters and decisions for the tests of retraining."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.write import LowRank, ModelCard, write_adapter
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.retraining.verdict import (
    RULES,
    Compared,
    Figure,
    Must,
    Named,
    Verdict,
    write_verdict,
)
from tests.unit.feedback.samples import decision

_WIDTH = 384  # of the demonstration model


def compared(value: float, low: float, high: float) -> Compared:
    """A figure whose difference is ``value``, between ``low`` and ``high``."""
    same = Figure(50.0, 45.0, 55.0)
    return Compared(same, Figure(50.0 + value, 45.0, 55.0), Figure(value, low, high), same)


def figures(**changes: Compared) -> dict[str, Compared]:
    """Figures with which every rule holds, but for ``changes``."""
    found = {}
    for rule in RULES:
        if rule.must is Must.HOLD:
            found[rule.figure] = compared(0.0, -1.0, 1.0)
        else:
            found[rule.figure] = compared(*((-20.0, -25.0, -15.0) if rule.lower else (9, 5, 12)))
    return found | changes


def write_candidate(
    places: Places, base: Path, present: Named, name: str = "department-1", **changes: Compared
) -> tuple[Verdict, str]:
    """Write an adapter that does nothing beside ``base``, and a verdict on it; return the verdict.

    ``present``: the model that it was tested against.
    """
    places.folder.mkdir(parents=True, exist_ok=True)
    file = places.candidate(name)
    layer = LowRank(np.zeros((1, _WIDTH), np.float32), np.zeros((_WIDTH, 1), np.float32))
    card = ModelCard(name, "1", "", "", ("en",), base=sha256_of(base), patient_data=True)
    write_adapter(file, {"blk.0.attn_q.weight": layer}, 1.0, card)
    verdict = Verdict(
        at="2026-11-26T12:00:00+00:00",
        present=present,
        candidate=Named(name, sha256_of(file), sha256_of(base)),
        tested=100,
        figures=figures(**changes),
    )
    return verdict, write_verdict(places.verdict(name), verdict)


def decisions(count: int, **changes: Any) -> list[Decision]:
    """Decisions a minute apart, each about a study of its own."""
    first = datetime(2026, 3, 1, 8, tzinfo=UTC)
    plain = decision()
    return [
        decision(
            id=f"{number:032x}",
            study_id=f"study-{number}",
            header=plain.header.__class__(age=50),
            findings=f"Findings {number}: {plain.findings}",
            decided_at=first + timedelta(minutes=number),
            **changes,
        )
        for number in range(count)
    ]

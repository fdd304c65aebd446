"""What is counted of one decision about a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LONGEST_S = 3600.0  # a decision that took longer waited for something else
VERDICTS = ("accepted", "edited", "rejected")
# Each measure with the number of steps in its unit, to which its values are rounded.
MEASURES: Mapping[str, int] = {
    "verdict": 1,
    "seconds": 10,
    "edits": 1,
    "edit_fraction": 1000,
    "rouge_l": 1000,
    "shown": 1,
    "dismissed": 1,
    "overridden": 1,
    "own_seconds": 10,
    "own_to_draft": 1000,
    "own_to_final": 1000,
    "signed_change": 1000,
}
_STEPS = tuple(enumerate(MEASURES.values()))


class Outcome(NamedTuple):
    """What is counted of one decision.

    ``week``: ISO 8601, such as 2026-W09. ``edits`` are words; ``edit_fraction``, ``rouge_l`` and
    the distances ``own_to_draft``, ``own_to_final`` and ``signed_change`` lie between 0 and 1;
    times are seconds. None where there is nothing to measure. ``shown``, ``dismissed`` and
    ``overridden`` are issues of the checks, which saw these texts where ``checked``.
    """

    week: str
    system: str
    language: str
    institution: str
    model: str
    radiologist: str
    verdict: str
    edits: int
    edit_fraction: float
    rouge_l: float | None
    seconds: float
    checked: int
    shown: int
    dismissed: int
    overridden: int
    own_seconds: float | None
    own_to_draft: float | None
    own_to_final: float | None
    signed_change: float | None


def measured(outcome: Outcome) -> list[tuple[int, int]]:
    """Return what there is to count of one decision: places in ``MEASURES``, rounded values."""
    verdict = VERDICTS.index(outcome.verdict)
    kept, checked, own = verdict < 2, outcome.checked, outcome.own_to_draft is not None
    values = (
        verdict,
        min(outcome.seconds, LONGEST_S),
        outcome.edits if kept else None,
        outcome.edit_fraction if kept else None,
        outcome.rouge_l if kept else None,
        outcome.shown if checked else None,
        outcome.dismissed if checked else None,
        outcome.overridden if checked else None,
        min(outcome.own_seconds or 0.0, LONGEST_S) if own else None,
        outcome.own_to_draft,
        outcome.own_to_final,
        outcome.signed_change,
    )
    return [
        (place, round(value * steps))
        for (place, steps), value in zip(_STEPS, values, strict=True)
        if value is not None
    ]

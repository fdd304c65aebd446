"""What the rules hand on: a place in a text, its kind and the rule that found it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from radvaluer_desktop.safety.deid.kinds import Kind


class Rule(StrEnum):
    """Why something is taken for an identifier, the surest first."""

    KNOWN = "known"  # of the study
    NEARLY_KNOWN = "nearly_known"  # misspelt
    LABEL = "label"  # a word before it says it
    PATTERN = "pattern"  # its own form says it
    TITLE = "title"
    CONTEXT = "context"  # discussed with …
    NAME_WORD = "name_word"  # a usual given name and a word with a capital
    AGAIN = "again"  # the same name as found elsewhere in the text


_SUREST = {rule: place for place, rule in enumerate(Rule)}


@dataclass(frozen=True, slots=True)
class Found:
    """Characters ``start`` to ``end`` (exclusive) of a text are an identifier."""

    start: int
    end: int
    kind: Kind
    rule: Rule


def settled(found: Iterable[Found]) -> list[Found]:
    """Return what was found in order, without overlaps: what overlaps becomes one.

    A whole takes its kind from the surest rule, and of these from the longest; what is no more
    than a number takes it from whatever else says what it is.
    """
    ordered = sorted(found, key=lambda each: (each.start, -each.end))
    merged: list[list[Found]] = []
    end = -1
    for each in ordered:
        if each.start < end:
            merged[-1].append(each)
        else:
            merged.append([each])
        end = max(end, each.end) if merged[-1][0] is not each else each.end
    return [_one(group) for group in merged]


def _one(group: list[Found]) -> Found:
    best = min(
        group,
        key=lambda each: (each.kind is Kind.OTHER, _SUREST[each.rule], each.start - each.end),
    )
    return replace(best, start=group[0].start, end=max(each.end for each in group))

"""The verdict on a candidate: every figure, each rule with whether it holds, and the answer.

A candidate passes where it is better than the present model beyond the interval in what it is
taught for, and no worse in what the checks find against the findings. The finals that it is taught
on cannot buy the second: a model that learnt wrong sides comes nearer to such finals and is
refused for its sides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.retraining.writing import write_bytes

SUFFIX = ".verdict.json"
_FORMAT = 1


class VerdictUnreadable(InputError):
    """The file is no verdict."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is no verdict on a model: {problem}.")
    next_step = QT_TRANSLATE_NOOP("errors", "Run 'radvaluer retrain run' again.")


class Must(StrEnum):
    """What a figure of the candidate must do against the present model's."""

    BEAT = "beat"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over the tested reports, 0 to 100, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both models; ``difference``: the candidate's less the present one's.

    ``kept``: the same figure of the impressions that radiologists kept.
    """

    present: Figure
    candidate: Figure
    difference: Figure
    kept: Figure


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked of one figure. ``lower``: less is better; ``margin``: points that it may lose.

    To beat, the whole interval of the difference lies on the better side. To hold, the difference
    loses no more than ``margin``, and its interval does not lie wholly on the worse side.
    """

    figure: str
    must: Must
    lower: bool
    margin: float = 0.0

    def holds(self, compared: Compared) -> bool:
        """Whether ``compared`` satisfies the rule."""
        gain, least, most = _gains(compared.difference, lower=self.lower)
        if self.must is Must.BEAT:
            return least > 0
        return gain >= -self.margin and most >= 0


def _gains(difference: Figure, *, lower: bool) -> tuple[float, float, float]:
    """Return the gain, the least and the most of its interval; what is better is above 0."""
    if lower:
        return -difference.value, -difference.high, -difference.low
    return difference.value, difference.low, difference.high


RULES = (
    Rule("edit_distance", Must.BEAT, lower=True),
    Rule("rougeL", Must.BEAT, lower=False),
    Rule("consistency", Must.HOLD, lower=False, margin=1.0),
    Rule("issues", Must.HOLD, lower=True, margin=3.0),
    Rule("side", Must.HOLD, lower=True, margin=1.0),
    Rule("negation", Must.HOLD, lower=True, margin=1.0),
    Rule("level", Must.HOLD, lower=True, margin=2.0),
    Rule("number", Must.HOLD, lower=True, margin=2.0),
    Rule("unsupported", Must.HOLD, lower=True, margin=3.0),
    Rule("numbers_beyond", Must.HOLD, lower=True, margin=2.0),
    Rule("sides_beyond", Must.HOLD, lower=True, margin=1.0),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A model: id, SHA-256 of its file, and of its base where it is an adapter, else empty."""

    id: str
    sha256: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that was found. ``circumstances``: what else a reader must know, as plain values."""

    at: str
    present: Named
    candidate: Named
    tested: int
    figures: Mapping[str, Compared]
    circumstances: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = RULES

    @property
    def broken(self) -> tuple[Rule, ...]:
        """The rules that do not hold."""
        return tuple(rule for rule in self.rules if not rule.holds(self.figures[rule.figure]))

    @property
    def passed(self) -> bool:
        """Whether the candidate may be approved."""
        return not self.broken


def write_verdict(path: Path, verdict: Verdict) -> str:
    """Write the file, whole or not at all; return its SHA-256. Raises RetrainingUnwritable."""
    broken = verdict.broken
    table = {
        "format": _FORMAT,
        "passed": verdict.passed,
        "at": verdict.at,
        "present": asdict(verdict.present),
        "candidate": asdict(verdict.candidate),
        "tested": verdict.tested,
        "rules": [asdict(rule) | {"holds": rule not in broken} for rule in verdict.rules],
        "figures": {name: asdict(each) for name, each in verdict.figures.items()},
        "circumstances": dict(verdict.circumstances),
    }
    data = (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()
    write_bytes(path, data)
    return hashlib.sha256(data).hexdigest()


def read_verdict(path: Path) -> tuple[Verdict, str]:
    """Return the verdict at ``path`` and the SHA-256 of its file. Raises VerdictUnreadable.

    Whether it passes is worked out anew from its figures, by the rules of this program.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise VerdictUnreadable(path=path, problem=error.strerror) from error
    try:
        table = json.loads(data)
        verdict = _verdict(table)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise VerdictUnreadable(path=path, problem="it does not follow its form") from error
    return verdict, hashlib.sha256(data).hexdigest()


def _verdict(table: Mapping[str, Any]) -> Verdict:
    if table["format"] != _FORMAT:
        raise ValueError("a newer program wrote it")
    figures = {
        name: Compared(**{which: Figure(**each) for which, each in compared.items()})
        for name, compared in table["figures"].items()
    }
    missing = {rule.figure for rule in RULES} - figures.keys()
    if missing:
        raise ValueError("a figure is missing")
    return Verdict(
        at=table["at"],
        present=Named(**table["present"]),
        candidate=Named(**table["candidate"]),
        tested=table["tested"],
        figures=figures,
        circumstances=table["circumstances"],
    )


def lines_of(verdict: Verdict) -> list[str]:
    """Return the verdict for people: a line a rule, then the answer."""
    head = f"{'over ' + str(verdict.tested) + ' reports':<18}{'present':>9}{'candidate':>11}"
    lines = [f"{head}{'kept':>8}{'difference (95 %)':>28}   must"]
    broken = verdict.broken
    for rule in verdict.rules:
        each = verdict.figures[rule.figure]
        span = f"({each.difference.low:+.1f} to {each.difference.high:+.1f})"
        asked = "be better" if rule.must is Must.BEAT else f"not lose {rule.margin:g}"
        lines.append(
            f"{rule.figure:<18}{each.present.value:>9.1f}{each.candidate.value:>11.1f}"
            f"{each.kept.value:>8.1f}{each.difference.value:>+9.1f} {span:>18}   {asked}"
            f"{': REFUSED' if rule in broken else ''}"
        )
    if verdict.passed:
        return [*lines, f"'{verdict.candidate.id}' may be approved."]
    names = ", ".join(rule.figure for rule in broken)
    return [*lines, f"'{verdict.candidate.id}' is refused, because of: {names}."]

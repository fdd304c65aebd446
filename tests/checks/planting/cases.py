"""What the planter works on and what it hands out."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from radvaluer_desktop.report.study import StudyHeader

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Findings and an impression that are taken to agree; ``made`` says whose impression it is.

    ``own``: the radiologist's; ``extract``: statements taken from the findings as they stand.
    """

    source: str
    language: str
    system: str
    header: StudyHeader
    findings: str
    impression: str
    made: str = "own"

    def saying(self, impression: str) -> Pair:
        """Return the pair with another impression."""
        return replace(self, impression=impression)


@dataclass(frozen=True, slots=True)
class Planted:
    """A pair with one error. ``also``: other places where the same error may rightly be shown.

    ``elsewhere``: the same in the other text, where the error stands in both.
    ``control`` is the same pair without the error, where that is not simply the unaltered pair.
    """

    pair: Pair
    span_in: str
    span: Span
    also: tuple[Span, ...] = ()
    control: Pair | None = None
    elsewhere: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A planted error of ``kind``, or (``planted`` false) a control for that kind."""

    kind: str
    planted: bool
    language: str
    system: str
    header: StudyHeader
    findings: str
    impression: str
    source: str
    made: str
    span_in: str | None = None
    span: Span | None = None
    also: tuple[Span, ...] = ()
    elsewhere: tuple[Span, ...] = ()


Plant = Callable[[Pair, random.Random], Planted | None]


def seeded(*parts: object) -> random.Random:
    """Return a generator that depends on ``parts`` alone, not on the run or the machine."""
    digest = hashlib.sha256("\0".join(map(str, parts)).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))  # noqa: S311 - repeatable, no secret

"""Which backups are superfluous: a copy a day for a week, one a week, one a month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

_Copy = TypeVar("_Copy")

DAYS, WEEKS, MONTHS = 7, 5, 12
ALWAYS = 3  # however close together they were made


def superfluous(copies: Sequence[_Copy], made_at: Callable[[_Copy], datetime]) -> list[_Copy]:
    """Return those of ``copies`` that may go.

    Kept are the newest of each of the last 7 days that have one, of the last 5 weeks, of the last
    12 months, and the 3 newest. Only the copies' own dates are compared, never with the clock,
    which may be wrong.
    """
    newest_first = sorted(copies, key=made_at, reverse=True)
    kept = set(map(id, newest_first[:ALWAYS]))
    for periods, period in (
        (DAYS, lambda moment: moment.date().isoformat()),
        (WEEKS, lambda moment: "{}-{}".format(*moment.isocalendar())),
        (MONTHS, lambda moment: f"{moment:%Y-%m}"),
    ):
        newest: dict[str, _Copy] = {}
        for copy in newest_first:
            newest.setdefault(period(made_at(copy)), copy)
        kept.update(map(id, list(newest.values())[:periods]))
    return [copy for copy in newest_first if id(copy) not in kept]
